from django.apps import AppConfig


class WebRelaysConfig(AppConfig):
    name = "entrenous.web.relays"
    label = "web_relays"
    verbose_name = "Pages des orientations"

    def ready(self) -> None:
        """Add what waits for a partner, and what came back, to « Ma journée »."""
        from entrenous.relays.queries import KINDS  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.relays.day import sections  # noqa: PLC0415

        day.register(sections, *KINDS)
