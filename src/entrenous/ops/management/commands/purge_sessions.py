"""`purge_sessions`: shut idle vaults and delete what expired, when no request comes to do it."""

from typing import Any

from django.core.management.base import BaseCommand

from entrenous.keyring import throttling, unlocking
from entrenous.space import sessions


class Command(BaseCommand):
    help = "Ferme les coffres inactifs et efface les sessions expirées (à lancer chaque minute)."

    def handle(self, *args: Any, **options: Any) -> None:
        unlocking.purge()
        throttling.purge()
        sessions.purge()
