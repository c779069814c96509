from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "entrenous.referrals"
    label = "referrals"
    verbose_name = "Orientations de l’accueil"

    def ready(self) -> None:
        """Put what came back, or never left, in the queue; follow a request into its dossier."""
        from entrenous.reception import actions, entries  # noqa: PLC0415
        from entrenous.referrals import joining, queries  # noqa: PLC0415

        entries.also_waits(queries.came_back)
        actions.also_joins(joining.follow)
