from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "entrenous.custody"
    label = "custody"
    verbose_name = "Gardiens de secours"

    def ready(self) -> None:
        """Declare the sealed kinds."""
        from entrenous.custody import contents  # noqa: F401, PLC0415
