from django.apps import AppConfig


class WebCustodyConfig(AppConfig):
    name = "entrenous.web.custody"
    label = "web_custody"
    verbose_name = "Pages des gardiens de secours"
