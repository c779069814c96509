from django.apps import AppConfig


class WebDossiersConfig(AppConfig):
    name = "entrenous.web.dossiers"
    label = "web_dossiers"
    verbose_name = "Pages des dossiers"
