from django.apps import AppConfig


class WebProceduresConfig(AppConfig):
    name = "entrenous.web.procedures"
    label = "web_procedures"
    verbose_name = "Pages des procédures"

    def ready(self) -> None:
        """Add the dates of procedures to « Ma journée »."""
        from entrenous.procedures.contents import FollowedProcedure  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.procedures.day import sections  # noqa: PLC0415

        day.register(sections, FollowedProcedure)
