from django.apps import AppConfig


class WebTeamConfig(AppConfig):
    name = "entrenous.web.team"
    label = "web_team"
    verbose_name = "Pages de l’équipe"
