from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "entrenous.custody"
    label = "custody"
    verbose_name = "Gardiens de secours"

    def ready(self) -> None:
        """Declare the sealed kinds; a dossier asked of the custodians stops no departure."""
        from entrenous.custody import contents, queries  # noqa: F401, PLC0415
        from entrenous.keyring import accounts  # noqa: PLC0415

        accounts.also_asked_for(queries.asked_for)
