from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "entrenous.benefits"
    label = "benefits"
    verbose_name = "Estimations de droits"

    def ready(self) -> None:
        """Declare the sealed kinds; have estimates follow when dossiers are merged."""
        from entrenous.benefits import contents, moving  # noqa: F401, PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        merging.also_moves(moving.move_all)
