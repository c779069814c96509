from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "entrenous.ops"
    label = "ops"
