from django.apps import AppConfig


class WebStatisticsConfig(AppConfig):
    name = "entrenous.web.statistics"
    label = "web_statistics"
    verbose_name = "Pages des statistiques"
