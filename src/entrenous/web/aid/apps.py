from django.apps import AppConfig


class WebAidConfig(AppConfig):
    name = "entrenous.web.aid"
    label = "web_aid"
    verbose_name = "Pages des aides locales"
