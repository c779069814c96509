from django.apps import AppConfig


class WebBudgetsConfig(AppConfig):
    name = "entrenous.web.budgets"
    label = "web_budgets"
    verbose_name = "Pages du budget"
