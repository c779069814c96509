from django.apps import AppConfig


class CopiesConfig(AppConfig):
    name = "entrenous.copies"
    label = "copies"
    verbose_name = "Copies de dossier"

    def ready(self) -> None:
        """Declare the sealed kinds and how each is told; follow a dossier that is merged."""
        from entrenous.copies import actions, catalogue, contents  # noqa: PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        catalogue.declare()
        for kind in (contents.ItemChoice, contents.SecondReading):
            merging.also_moves_kind(kind)
        merging.also_moves_kind(contents.Remark, renamed=contents.Remark.renamed)
        merging.also_moves(actions.follow_merge)
