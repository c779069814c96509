from django.apps import AppConfig


class WritingsConfig(AppConfig):
    name = "entrenous.writings"
    label = "writings"
    verbose_name = "Écrits du service"

    def ready(self) -> None:
        """Declare the sealed kinds; have writings follow when dossiers are merged."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.writings.contents import Writing  # noqa: PLC0415

        merging.also_moves_kind(Writing)
