from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "entrenous.documents"
    label = "documents"
    verbose_name = "Pièces"

    def ready(self) -> None:
        """Declare the sealed kind, and follow a dossier that is merged into another."""
        from entrenous.documents import actions, contents  # noqa: F401, PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        merging.also_moves(actions.move_all)
