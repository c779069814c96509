from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "entrenous.complaints"
    label = "complaints"
    verbose_name = "Réclamations"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.complaints import contents  # noqa: F401, PLC0415
