"""Replay the journal against its checkpoints. Exit 1: an entry is missing, changed or remade."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrenous.agents.models import Organisation
from entrenous.journal.queries import Restore, check, lost_to_a_restore, restores
from entrenous.vault.primitives import NotOpened


class Command(BaseCommand):
    help = "Vérifie la chaîne du journal et ses points de contrôle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchored", type=Path, action="append", default=[],
            help="un point de contrôle gardé hors de la base ; peut être répété",
        )  # fmt: skip
        parser.add_argument(
            "--restored", action="store_true",
            help="une sauvegarde a bien été restaurée : ce qu’elle a défait n’est pas une attaque",
        )  # fmt: skip

    def handle(self, *args: Any, anchored: list[Path], restored: bool, **options: Any) -> None:
        notes = tuple(path.read_text("utf-8") for path in anchored)
        for organisation in Organisation.objects.order_by("name"):
            mine = tuple(n for n in notes if n.startswith(f"entre-nous/{organisation.pk}\n"))
            for restore in restores(organisation):
                self.stdout.write(_told(organisation, restore))
            if restored:
                mine = self._without_lost(organisation, mine)
            try:
                entries = check(organisation, anchored=mine)
            except NotOpened:
                raise CommandError(_unfaithful(organisation), returncode=1) from None
            self.stdout.write(
                f"{organisation.name} : {entries} entrée(s), {len(mine)} point(s) gardé(s) "
                "ailleurs, chaîne fidèle."
            )
        if not notes:
            self.stdout.write(
                "Sans point de contrôle gardé ailleurs (--anchored), une chaîne refaite en "
                "entier par quelqu’un qui tient aussi la clé du journal passerait."
            )

    def _without_lost(self, organisation: Organisation, mine: tuple[str, ...]) -> tuple[str, ...]:
        try:
            lost = lost_to_a_restore(organisation, mine)
        except NotOpened:
            raise CommandError(_unfaithful(organisation), returncode=1) from None
        for count in lost.values():
            self.stdout.write(
                f"{organisation.name} : un point gardé ailleurs est d’avant cette restauration. "
                f"{count} écriture(s) qu’il atteste ont été perdues par elle."
            )
        return tuple(note for note in mine if note not in lost)


def _told(organisation: Organisation, restore: Restore) -> str:
    return (
        f"{organisation.name} : écriture {restore.seq}, restauration d’une sauvegarde "
        f"({restore.backup}) inscrite le {restore.at:%d/%m/%Y}. Si personne n’a restauré, "
        "c’est une attaque."
    )


def _unfaithful(organisation: Organisation) -> str:
    told = (
        f"{organisation.name} : le journal n’est pas fidèle. Ne redémarrez rien, prévenez le "
        "service juridique et comparez avec les points de contrôle gardés ailleurs."
    )
    if restores(organisation):
        told += " Si une sauvegarde a bien été restaurée, relancez avec --restored."
    return told
