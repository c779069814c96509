from django.apps import AppConfig


class WebCollectiveConfig(AppConfig):
    name = "entrenous.web.collective"
    label = "web_collective"
    verbose_name = "Pages des actions collectives"
