from django.apps import AppConfig


class SpacePagesConfig(AppConfig):
    name = "entrenous.web.space"
    label = "web_space"
    verbose_name = "Espace de la personne (pages)"

    def ready(self) -> None:
        """Add what persons wrote in their spaces to « Ma journée »."""
        from entrenous.web.dossiers import day as days  # noqa: PLC0415
        from entrenous.web.space import day  # noqa: PLC0415

        days.register(day.sections, *day.KINDS)
