from django.apps import AppConfig


class SpaceConfig(AppConfig):
    name = "entrenous.space"
    label = "space"
    verbose_name = "Espace de la personne"

    def ready(self) -> None:
        """Declare the sealed kinds; have a space follow its dossier when two become one."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.space import following  # noqa: PLC0415
        from entrenous.space.contents import (  # noqa: PLC0415
            Message,
            MessageRead,
            SharedStep,
            Statement,
        )

        for kind in (Message, MessageRead, Statement, SharedStep):
            merging.also_moves_kind(kind)  # what was read is named by its id
        merging.also_moves(following.follow_merge)
