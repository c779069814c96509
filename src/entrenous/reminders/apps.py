from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "entrenous.reminders"
    label = "reminders"
    verbose_name = "Rappels de rendez-vous"

    def ready(self) -> None:
        """Declare the sealed kind; have a wish follow a merge."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.reminders.contents import ReminderWish  # noqa: PLC0415

        merging.also_moves_kind(ReminderWish)
