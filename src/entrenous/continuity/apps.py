from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "entrenous.continuity"
    label = "continuity"
    verbose_name = "Continuité"

    def ready(self) -> None:
        """Declare the sealed kinds; a dossier passed on is covered for nobody any more."""
        from entrenous.continuity import contents, covers  # noqa: F401, PLC0415
        from entrenous.dossiers import sharing  # noqa: PLC0415

        sharing.also_passes_on(covers.dossier_passed_on)
