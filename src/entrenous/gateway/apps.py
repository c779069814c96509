from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "entrenous.gateway"
    label = "gateway"
    verbose_name = "Sollicitations des tiers"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.gateway import contents  # noqa: F401, PLC0415
