from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "entrenous.activity"
    label = "activity"
    verbose_name = "Activité"
