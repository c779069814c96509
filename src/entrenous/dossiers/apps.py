from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "entrenous.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        """Declare the sealed kinds; a dossier merged into another holds nobody back."""
        from entrenous.dossiers import contents, queries  # noqa: F401, PLC0415
        from entrenous.keyring import accounts  # noqa: PLC0415

        accounts.also_emptied(queries.merged_of)
