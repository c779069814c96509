from django.apps import AppConfig


class WebRemindersConfig(AppConfig):
    name = "entrenous.web.reminders"
    label = "web_reminders"
    verbose_name = "Pages des rappels"

    def ready(self) -> None:
        """Add the reminders to send to « Ma journée »."""
        from entrenous.reminders.contents import ReminderWish  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415
        from entrenous.web.reminders.day import sections  # noqa: PLC0415

        day.register(sections, ReminderWish)
