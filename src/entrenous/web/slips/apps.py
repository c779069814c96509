from django.apps import AppConfig


class WebSlipsConfig(AppConfig):
    name = "entrenous.web.slips"
    label = "web_slips"
    verbose_name = "Pages des fiches de contact"
