from django.apps import AppConfig


class WebConsentsConfig(AppConfig):
    name = "entrenous.web.consents"
    label = "web_consents"
    verbose_name = "Pages des accords"

    def ready(self) -> None:
        """Add the agreements that end soon to « Ma journée »."""
        from entrenous.web.consents.day import sections  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415

        day.register(sections)
