from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "entrenous.budgets"
    label = "budgets"
    verbose_name = "Budgets"

    def ready(self) -> None:
        """Declare the sealed kind: a record of an undeclared kind would read as damaged."""
        from entrenous.budgets import contents  # noqa: F401, PLC0415
