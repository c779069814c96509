from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "entrenous.consents"
    label = "consents"
    verbose_name = "Accords et mandats"

    def ready(self) -> None:
        """Declare the sealed kind; have agreements keep their ids in a merge: others name them."""
        from entrenous.consents.contents import Agreement  # noqa: PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        merging.also_moves_kind(Agreement)
