from django.apps import AppConfig


class WebWritingsConfig(AppConfig):
    name = "entrenous.web.writings"
    label = "web_writings"
    verbose_name = "Pages des écrits à des tiers"
