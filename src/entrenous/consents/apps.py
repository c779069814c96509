from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "entrenous.consents"
    label = "consents"
    verbose_name = "Accords et mandats"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.consents import contents  # noqa: F401, PLC0415
