from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "entrenous.reception"
    label = "reception"
    verbose_name = "Accueil"

    def ready(self) -> None:
        """Declare the sealed kinds, and what follows when two dossiers become one."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.reception import agenda, contents  # noqa: F401, PLC0415

        merging.also_moves(agenda.follow_merge)
