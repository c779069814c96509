from django.apps import AppConfig


class MediationsConfig(AppConfig):
    name = "entrenous.mediations"
    label = "mediations"
    verbose_name = "Médiations avec mandat"

    def ready(self) -> None:
        """Declare the sealed kinds; have mediations follow a merge, an ending, a withdrawal."""
        from entrenous.consents import actions as consents  # noqa: PLC0415
        from entrenous.dossiers import closing, merging  # noqa: PLC0415
        from entrenous.mediations import actions  # noqa: PLC0415
        from entrenous.mediations.contents import Mediation, MediationNote  # noqa: PLC0415

        for kind in (Mediation, MediationNote):
            merging.also_moves_kind(kind)  # a note names its mediation
        closing.also_ends(actions.end_all)
        consents.also_stops(actions.follow_withdrawal)
