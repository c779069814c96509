from django.apps import AppConfig


class WebMediationsConfig(AppConfig):
    name = "entrenous.web.mediations"
    label = "web_mediations"
    verbose_name = "Pages des médiations"

    def ready(self) -> None:
        """Add the mandates that have ended without a result to « Ma journée »."""
        from entrenous.mediations.queries import KINDS  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.mediations.day import sections  # noqa: PLC0415

        day.register(sections, *KINDS)
