"""`purge_files`: remove sealed files that no row names, and say how many rows lost theirs."""

from typing import Any

from django.core.management.base import BaseCommand

from entrenous.documents import store


class Command(BaseCommand):
    help = "Retire les pièces scellées que plus rien ne nomme, et compte celles qui manquent."

    def handle(self, *args: Any, **options: Any) -> None:
        found = store.purge()
        self.stdout.write(
            f"Pièces présentes : {found.stored}. Retirées, car plus rien ne les nomme : "
            f"{found.removed}. Manquantes : {found.missing}."
        )
        if found.missing:
            self.stdout.write(
                "Une pièce manquante est annoncée à qui l’ouvre. Restaurez le dossier « files » "
                "de la même heure que la base, ou d’une heure plus tard."
            )
