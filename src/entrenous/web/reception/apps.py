from django.apps import AppConfig


class WebReceptionConfig(AppConfig):
    name = "entrenous.web.reception"
    label = "web_reception"
    verbose_name = "Pages de l’accueil"

    def ready(self) -> None:
        """Add the lines of the desk to « Ma journée »."""
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.reception.day import sections  # noqa: PLC0415

        day.register(sections)
