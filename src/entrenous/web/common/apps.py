from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "entrenous.web.common"
    label = "web_common"
