from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "entrenous.retention"
    label = "retention"
    verbose_name = "Conservation et destruction"

    def ready(self) -> None:
        """Declare the sealed kind."""
        from entrenous.retention import contents  # noqa: F401, PLC0415
