from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "entrenous.referrals"
    label = "referrals"
    verbose_name = "Orientations de l’accueil"

    def ready(self) -> None:
        """Put what came back, or never left, in the queue of the desk."""
        from entrenous.reception import entries  # noqa: PLC0415
        from entrenous.referrals import queries  # noqa: PLC0415

        entries.also_waits(queries.came_back)
