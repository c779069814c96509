from django.apps import AppConfig


class WebMinimumConfig(AppConfig):
    name = "entrenous.web.minimum"
    label = "web_minimum"
    verbose_name = "Pages de ce qui doit rester"
