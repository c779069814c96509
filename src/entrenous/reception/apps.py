from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "entrenous.reception"
    label = "reception"
    verbose_name = "Accueil"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.reception import contents  # noqa: F401, PLC0415
