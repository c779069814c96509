from django.apps import AppConfig


class WebEndingsConfig(AppConfig):
    name = "entrenous.web.endings"
    label = "web_endings"
    verbose_name = "Pages des fins d’accompagnement"

    def ready(self) -> None:
        """Add the endings that wait for someone to « Ma journée »."""
        from entrenous.endings.contents import EndingGround, SharedEnding  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.endings.day import sections  # noqa: PLC0415

        day.register(sections, SharedEnding, EndingGround)
