from django.apps import AppConfig


class CollectiveConfig(AppConfig):
    name = "entrenous.collective"
    label = "collective"
    verbose_name = "Actions collectives"

    def ready(self) -> None:
        """Declare the sealed kinds; say what would be left to one agent when her account closes."""
        from entrenous.collective import contents, queries  # noqa: F401, PLC0415
        from entrenous.keyring import accounts  # noqa: PLC0415

        accounts.also_keeps_alone(queries.left_to_her)
