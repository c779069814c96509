from django.apps import AppConfig


class WebRetentionConfig(AppConfig):
    name = "entrenous.web.retention"
    label = "web_retention"
    verbose_name = "Pages de la conservation"

    def ready(self) -> None:
        """Say in « Ma journée » that dossiers are near their term."""
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.retention.day import sections  # noqa: PLC0415

        day.register(sections)
