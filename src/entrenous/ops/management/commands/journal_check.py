"""Replay the journal against its checkpoints. Exit 1: an entry is missing, changed or remade."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrenous.agents.models import Organisation
from entrenous.journal.queries import check
from entrenous.vault.primitives import NotOpened


class Command(BaseCommand):
    help = "Vérifie la chaîne du journal et ses points de contrôle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchored", type=Path, action="append", default=[],
            help="un point de contrôle gardé hors de la base ; peut être répété",
        )  # fmt: skip

    def handle(self, *args: Any, anchored: list[Path], **options: Any) -> None:
        notes = tuple(path.read_text("utf-8") for path in anchored)
        for organisation in Organisation.objects.order_by("name"):
            mine = tuple(n for n in notes if n.startswith(f"entre-nous/{organisation.pk}\n"))
            try:
                entries = check(organisation, anchored=mine)
            except NotOpened:
                raise CommandError(
                    f"{organisation.name} : le journal n’est pas fidèle. Ne redémarrez rien, "
                    "prévenez le service juridique et comparez avec les points de contrôle gardés "
                    "ailleurs.",
                    returncode=1,
                ) from None
            self.stdout.write(
                f"{organisation.name} : {entries} entrée(s), {len(mine)} point(s) gardé(s) "
                "ailleurs, chaîne fidèle."
            )
        if not notes:
            self.stdout.write(
                "Sans point de contrôle gardé ailleurs (--anchored), une chaîne refaite en "
                "entier par quelqu’un qui tient aussi la clé du journal passerait."
            )
