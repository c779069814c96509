from django.apps import AppConfig


class WebGatewayConfig(AppConfig):
    name = "entrenous.web.gateway"
    label = "web_gateway"
    verbose_name = "Pages des sollicitations"

    def ready(self) -> None:
        """Add the lines of the desk to « Ma journée »."""
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.gateway.day import sections  # noqa: PLC0415

        day.register(sections)
