from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "entrenous.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.dossiers import contents  # noqa: F401, PLC0415
