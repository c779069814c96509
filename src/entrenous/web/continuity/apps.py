from django.apps import AppConfig


class WebContinuityConfig(AppConfig):
    name = "entrenous.web.continuity"
    label = "web_continuity"
    verbose_name = "Pages de la continuité"

    def ready(self) -> None:
        """Add covers, requests to join and notices of danger to « Ma journée »."""
        from entrenous.web.continuity.day import sections  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415

        day.register(sections)
