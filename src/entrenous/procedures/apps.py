from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "entrenous.procedures"
    label = "procedures"
    verbose_name = "Procédures et échéances"

    def ready(self) -> None:
        """Declare the sealed kind; have procedures follow a merge and end with an ending."""
        from entrenous.dossiers import closing, merging  # noqa: PLC0415
        from entrenous.procedures import actions  # noqa: PLC0415
        from entrenous.procedures.contents import FollowedProcedure  # noqa: PLC0415

        merging.also_moves_kind(FollowedProcedure)
        closing.also_ends(actions.end_all)
