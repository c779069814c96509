from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "entrenous.config"
    label = "config"

    def ready(self) -> None:
        from entrenous.config import checks  # noqa: F401, PLC0415  # registers them
