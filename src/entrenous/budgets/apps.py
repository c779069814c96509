from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "entrenous.budgets"
    label = "budgets"
    verbose_name = "Budgets"

    def ready(self) -> None:
        """Declare the sealed kind; have a budget follow when dossiers are merged."""
        from entrenous.budgets.contents import Budget  # noqa: PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415

        merging.also_moves_kind(Budget)
