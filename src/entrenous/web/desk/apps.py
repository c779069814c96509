from django.apps import AppConfig


class WebDeskConfig(AppConfig):
    name = "entrenous.web.desk"
    label = "web_desk"
    verbose_name = "Pages du travail de l’accueil"

    def ready(self) -> None:
        """Add the tasks that came back to « Ma journée »."""
        from entrenous.web.desk.day import sections  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415

        day.register(sections)
