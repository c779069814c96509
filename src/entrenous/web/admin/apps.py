from django.apps import AppConfig


class WebAdminConfig(AppConfig):
    name = "entrenous.web.admin"
    label = "web_admin"
    verbose_name = "Pages de l’administration des comptes"
