from django.apps import AppConfig


class SpacePagesConfig(AppConfig):
    name = "entrenous.web.space"
    label = "web_space"
    verbose_name = "Espace de la personne (pages)"
