from django.apps import AppConfig


class RelaysConfig(AppConfig):
    name = "entrenous.relays"
    label = "relays"
    verbose_name = "Orientations avec retour"

    def ready(self) -> None:
        """Declare the sealed kinds; have relays follow a merge, an ending, a withdrawal."""
        from entrenous.consents import actions as consents  # noqa: PLC0415
        from entrenous.dossiers import closing, merging  # noqa: PLC0415
        from entrenous.relays import actions  # noqa: PLC0415
        from entrenous.relays.contents import Relay, RelayNote  # noqa: PLC0415

        for kind in (Relay, RelayNote):
            merging.also_moves_kind(kind)  # a note names its relay
        closing.also_ends(actions.end_all)
        consents.also_stops(actions.follow_withdrawal)
