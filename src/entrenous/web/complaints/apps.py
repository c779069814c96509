from django.apps import AppConfig


class WebComplaintsConfig(AppConfig):
    name = "entrenous.web.complaints"
    label = "web_complaints"
    verbose_name = "Pages des réclamations"

    def ready(self) -> None:
        """Add to « Ma journée » what an agent was told of a complaint about her."""
        from entrenous.web.complaints.day import sections  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415

        day.register(sections)
