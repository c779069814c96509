from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "entrenous.agents"
    label = "agents"
    verbose_name = "Agents"
