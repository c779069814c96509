from django.apps import AppConfig


class WebProtectConfig(AppConfig):
    name = "entrenous.web.protect"
    label = "web_protect"
    verbose_name = "Protéger mon écrit"
