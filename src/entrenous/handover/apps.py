from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "entrenous.handover"
    label = "handover"
    verbose_name = "Passages de dossiers"

    def ready(self) -> None:
        """Declare the sealed kinds; have a sheet follow when two dossiers become one."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.handover.contents import HandoverNotes, HandoverSheet  # noqa: PLC0415

        merging.also_moves_kind(HandoverSheet)
        merging.also_moves_kind(HandoverNotes)
