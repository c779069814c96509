from django.apps import AppConfig


class WebHandoverConfig(AppConfig):
    name = "entrenous.web.handover"
    label = "web_handover"
    verbose_name = "Pages des passages de dossiers"

    def ready(self) -> None:
        """Add what was received, and what is not passed on yet, to « Ma journée »."""
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.handover.day import sections  # noqa: PLC0415

        day.register(sections)
