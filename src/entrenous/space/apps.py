from django.apps import AppConfig


class SpaceConfig(AppConfig):
    name = "entrenous.space"
    label = "space"
    verbose_name = "Espace de la personne"

    def ready(self) -> None:
        """Have a space follow its dossier when two dossiers become one."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.space import following  # noqa: PLC0415

        merging.also_moves(following.follow_merge)
