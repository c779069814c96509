from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "entrenous.statistics"
    label = "statistics"
    verbose_name = "Statistiques"
