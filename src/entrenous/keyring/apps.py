from django.apps import AppConfig


class KeyringConfig(AppConfig):
    name = "entrenous.keyring"
    label = "keyring"
    verbose_name = "Trousseau"
