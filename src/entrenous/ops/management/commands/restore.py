"""Restore a backup in an empty base. Exit 1: refused, and nothing was changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from entrenous.ops.backup import checking, restoring
from entrenous.ops.backup.checking import Pair
from entrenous.ops.backup.errors import BackupRefused
from entrenous.ops.backup.restoring import Restored

_NEXT = """
À faire maintenant, avant d’ouvrir le service :
  1. Notez l’heure et la raison. Le journal dit qu’une sauvegarde a été restaurée.
  2. ./entrenous journal_check --restored --anchored POINT   (les points gardés ailleurs)
  3. ./entrenous checkpoint   à imprimer ou à envoyer : les points d’avant ne suffisent plus.
  4. Refaites ce qui a été fait depuis la sauvegarde : comptes fermés, certificats révoqués,
     clés retirées, codes de personnes repris, dossiers détruits (attestations en main).
     Les phrases d’accès sont celles du jour de la sauvegarde.
  5. Ouvrez un dossier d’essai."""


class Command(BaseCommand):
    help = "Restaure une sauvegarde dans une base vide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--content", type=Path, required=True, help="dossier du contenu scellé")
        parser.add_argument("--keys", type=Path, required=True, help="dossier des clés scellées")
        parser.add_argument("--at", default="", help="quelle sauvegarde ; la dernière par défaut")
        parser.add_argument("--keys-at", default="", help="un lot de clés d’un autre jour")
        parser.add_argument(
            "--with-losses", action="store_true",
            help="accepte que des pièces du lot soient absentes ou altérées",
        )  # fmt: skip
        parser.add_argument(
            "--old-keys", action="store_true", help="accepte un lot de clés de plus de 35 jours"
        )

    def handle(self, *args: Any, content: Path, keys: Path, **options: Any) -> None:
        try:
            found = checking.pair(
                content, keys, content_at=options["at"], keys_at=options["keys_at"]
            )
            _demand_fresh(found, accepted=options["old_keys"])
            restored = restoring.restore(found, with_losses=options["with_losses"])
        except BackupRefused as refused:
            raise CommandError(str(refused), returncode=1) from None
        except (OSError, DatabaseError) as failed:
            raise CommandError(
                f"La restauration n’a pas pu se faire ({type(failed).__name__}). La base est "
                "restée vide. Sur PostgreSQL, DATABASE_OWNER_URL est nécessaire.",
                returncode=1,
            ) from None
        self._tell(found, restored)

    def _tell(self, found: Pair, told: Restored) -> None:
        self.stdout.write(
            f"Restauré : {told.rows} lignes de {found.of_content.stamp}, clés de "
            f"{found.of_keys.stamp}. {told.keys.back} clé(s) remise(s), {told.files} pièce(s) "
            "recopiée(s)."
        )
        for count, sentence in (
            (told.keys.erased, "espace(s) scellé(s) que plus aucune clé n’ouvre : effacés depuis."),
            (
                told.keys.renewed,
                "espace(s) scellé(s) dont la clé a été renouvelée entre les deux lots : fermés, "
                "sauf avec le lot des clés du même jour que le contenu.",
            ),
            (len(told.keys.later), "clé(s) remise(s) après la sauvegarde, gardée(s)."),
            (
                told.certificates,
                "changement(s) de certificats perdus : clés certifiées ou révoquées depuis.",
            ),
            (told.missing, "pièce(s) perdue(s) : chaque page qui les nomme le dit."),
            (
                told.aside,
                "pièce(s) que la base restaurée ne nomme pas : mises de côté dans "
                f"{told.aside_in}. Leurs clés sont dans une base plus récente.",
            ),
        ):
            if count:
                self.stdout.write(f"  {count} {sentence}")
        self.stdout.write(_NEXT)


def _demand_fresh(found: Pair, *, accepted: bool) -> None:
    now = timezone.now()
    if found.has_expired(now) and not accepted:
        raise BackupRefused(
            f"Le lot des clés a {found.age(now)} jours. Les dossiers détruits depuis s’ouvriraient "
            "de nouveau. Si c’est la seule copie, relancez avec --old-keys, puis refaites ces "
            "destructions."
        )
