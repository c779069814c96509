from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "entrenous.plans"
    label = "plans"
    verbose_name = "Plans"
