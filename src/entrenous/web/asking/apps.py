from django.apps import AppConfig


class WebAskingConfig(AppConfig):
    name = "entrenous.web.asking"
    label = "web_asking"
    verbose_name = "Décrire une sollicitation"
