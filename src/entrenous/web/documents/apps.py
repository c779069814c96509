from django.apps import AppConfig


class WebDocumentsConfig(AppConfig):
    name = "entrenous.web.documents"
    label = "web_documents"
    verbose_name = "Pages des pièces"
