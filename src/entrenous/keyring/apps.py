from django.apps import AppConfig


class KeyringConfig(AppConfig):
    name = "entrenous.keyring"
    label = "keyring"
    verbose_name = "Trousseau"

    def ready(self) -> None:
        """Declare the sealed kinds: a record of an undeclared kind would read as damaged."""
        from entrenous.keyring import following  # noqa: F401, PLC0415
