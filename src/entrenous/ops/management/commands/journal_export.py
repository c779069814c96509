"""Write the journal's entries, one canonical line each, for the offline verifier."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Organisation
from entrenous.journal.linking import canonical
from entrenous.journal.models import Entry


class Command(BaseCommand):
    help = "Exporte le journal d’une organisation, ou la clé publique qui le vérifie (--key)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", help="le nom de l’organisation")
        parser.add_argument("--key", action="store_true", help="la clé publique du journal")

    def handle(self, *args: Any, organisation: str, key: bool, **options: Any) -> None:
        found = Organisation.objects.filter(name=organisation).first()
        if found is None:
            raise CommandError("Aucune organisation ne porte ce nom.", returncode=2)
        if key:
            public = keys_of(found.pk).journal.public
            shown = {
                "box": public.box.hex(),
                "sign": public.sign.hex(),
                "fingerprint": public.fingerprint(),
            }
            self.stdout.write(json.dumps(shown, indent=2))
            return
        for entry in Entry.objects.filter(organisation=found).order_by("seq").iterator():
            self.stdout.write(canonical(entry).decode())
