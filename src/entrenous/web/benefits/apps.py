from django.apps import AppConfig


class WebBenefitsConfig(AppConfig):
    name = "entrenous.web.benefits"
    label = "web_benefits"
    verbose_name = "Pages des estimations de droits"
