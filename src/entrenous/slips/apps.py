from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "entrenous.slips"
    label = "slips"
    verbose_name = "Fiches de contact"

    def ready(self) -> None:
        """Declare the sealed kind."""
        from entrenous.slips import contents  # noqa: F401, PLC0415
