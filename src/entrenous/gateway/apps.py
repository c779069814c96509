from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "entrenous.gateway"
    label = "gateway"
    verbose_name = "Sollicitations des tiers"

    def ready(self) -> None:
        """Declare the sealed kinds; say what a departure would leave without anyone."""
        from entrenous.gateway import contents, queries  # noqa: F401, PLC0415
        from entrenous.keyring import accounts  # noqa: PLC0415

        accounts.also_keeps_alone(queries.left_to_her)
