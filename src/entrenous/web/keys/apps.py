from django.apps import AppConfig


class WebKeysConfig(AppConfig):
    name = "entrenous.web.keys"
    label = "web_keys"
    verbose_name = "Pages des clés"
