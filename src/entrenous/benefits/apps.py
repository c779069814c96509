from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "entrenous.benefits"
    label = "benefits"
    verbose_name = "Estimations de droits"

    def ready(self) -> None:
        """Declare the sealed kinds; have estimates follow when dossiers are merged."""
        from entrenous.benefits.contents import Estimation  # noqa: PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        merging.also_moves_kind(Estimation)
