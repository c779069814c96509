from django.apps import AppConfig


class SpaceDeskConfig(AppConfig):
    name = "entrenous.web.space_desk"
    label = "web_space_desk"
    verbose_name = "Espace de la personne (au bureau)"
