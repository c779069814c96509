from django.apps import AppConfig


class WebTerritoryConfig(AppConfig):
    name = "entrenous.web.territory"
    label = "web_territory"
    verbose_name = "Pages des adresses"
