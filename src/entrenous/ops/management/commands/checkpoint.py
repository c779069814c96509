"""Sign the journal as it stands, to print, mail or anchor the note outside the database."""

from typing import Any

from django.core.management.base import BaseCommand

from entrenous.agents.models import Organisation
from entrenous.journal.actions import make_checkpoint


class Command(BaseCommand):
    help = "Signe l’état du journal de chaque organisation et l’écrit sur la sortie."

    def handle(self, *args: Any, **options: Any) -> None:
        for organisation in Organisation.objects.order_by("name"):
            self.stdout.write(make_checkpoint(organisation).note)
