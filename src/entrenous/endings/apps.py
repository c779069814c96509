from django.apps import AppConfig


class EndingsConfig(AppConfig):
    name = "entrenous.endings"
    label = "endings"
    verbose_name = "Fins d’accompagnement"

    def ready(self) -> None:
        """Declare the sealed kinds, which name each other: they follow a merge under their ids."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.endings.contents import (  # noqa: PLC0415
            EndingGround,
            LaterQuestionnaire,
            SharedEnding,
        )

        for kind in (SharedEnding, EndingGround, LaterQuestionnaire):
            merging.also_moves_kind(kind)
