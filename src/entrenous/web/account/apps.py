from django.apps import AppConfig


class AccountConfig(AppConfig):
    name = "entrenous.web.account"
    label = "web_account"
