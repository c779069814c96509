from django.apps import AppConfig


class SlipsConfig(AppConfig):
    name = "entrenous.slips"
    label = "slips"
    verbose_name = "Fiches de contact"

    def ready(self) -> None:
        """Declare the sealed kind; feed the queue of the desk."""
        from entrenous.reception import entries  # noqa: PLC0415
        from entrenous.slips import contents, queue  # noqa: F401, PLC0415

        entries.also_waits(queue.calls)
