from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "entrenous.reception"
    label = "reception"
    verbose_name = "Accueil"

    def ready(self) -> None:
        """Declare the sealed kinds, and what follows when dossiers become one or change hands."""
        from entrenous.dossiers import merging, sharing  # noqa: PLC0415
        from entrenous.reception import agenda, contents  # noqa: F401, PLC0415

        merging.also_moves(agenda.follow_merge)
        sharing.also_passes_on(agenda.follow_transfer)
