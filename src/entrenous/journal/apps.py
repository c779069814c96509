from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "entrenous.journal"
    label = "journal"
    verbose_name = "Journal"
