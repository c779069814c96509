"""Make a backup in two sets, or check one (--verify). Exit 1: refused, or not as it was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entrenous.ops.backup import checking, making
from entrenous.ops.backup.errors import BackupRefused
from entrenous.retention.erasing import BACKUP_DAYS


class Command(BaseCommand):
    help = "Sauvegarde en deux lots : les clés scellées, gardées 35 jours, et tout le reste."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--content", type=Path, required=True, help="dossier du contenu scellé")
        parser.add_argument("--keys", type=Path, required=True, help="dossier des clés scellées")
        parser.add_argument(
            "--content-days", type=int, default=0,
            help="efface les lots de contenu plus vieux ; 0 : aucun (par défaut)",
        )  # fmt: skip
        parser.add_argument(
            "--verify", action="store_true", help="relit une sauvegarde au lieu d’en faire une"
        )
        parser.add_argument("--at", default="", help="laquelle relire ; la dernière par défaut")

    def handle(
        self, *args: Any, content: Path, keys: Path, content_days: int, verify: bool, at: str,
        **options: Any,
    ) -> None:  # fmt: skip
        if content_days < 0:
            raise CommandError("--content-days : un nombre de jours, ou 0.", returncode=1)
        try:
            if verify:
                self._verify(content, keys, at)
            else:
                self._make(content, keys, content_days)
        except BackupRefused as refused:
            raise CommandError(str(refused), returncode=1) from None
        except OSError as failed:
            raise CommandError(
                f"Le disque a refusé ({failed.strerror}). Rien n’est à moitié : ce qui était "
                "commencé est effacé, les sauvegardes précédentes sont entières.",
                returncode=1,
            ) from None

    def _make(self, content: Path, keys: Path, content_days: int) -> None:
        made = making.make(content, keys, content_days=content_days)
        self.stdout.write(
            f"Sauvegarde faite : {made.rows} lignes, {made.files.count} pièce(s).\n"
            f"  contenu scellé : {made.content}\n"
            f"  clés scellées  : {made.keys}  (à effacer avant {BACKUP_DAYS} jours, "
            "partout où vous la copiez)"
        )
        if made.files.missing:
            self.stdout.write(
                f"{len(made.files.missing)} pièce(s) nommée(s) par la base ne sont pas sur le "
                "disque : « ./entrenous purge_files » les compte."
            )
        if made.gone:
            self.stdout.write(f"Lots trop vieux, effacés : {', '.join(made.gone)}.")
        self.stdout.write(
            "Les clés en fichiers (ENTRENOUS_KEYS) et les variables n’y sont pas : elles se "
            "gardent à part."
        )

    def _verify(self, content: Path, keys: Path, at: str) -> None:
        found = checking.pair(content, keys, content_at=at)
        if wrong := checking.faults(found) or checking.file_faults(found):
            raise BackupRefused("Cette sauvegarde est abîmée :\n  " + "\n  ".join(wrong))
        told = found.of_content
        self.stdout.write(
            f"{told.stamp} : entière. {sum(t.rows for t in told.tables.values())} lignes, "
            f"{told.files.count} pièce(s), journal fidèle "
            f"({sum(o.entries for o in told.organisations.values())} écritures)."
        )
        if not found.is_one_instant:
            self.stdout.write(f"Le lot des clés est d’un autre jour : {found.of_keys.stamp}.")
        if found.has_expired(timezone.now()):
            raise BackupRefused(
                f"Le lot des clés a {found.age(timezone.now())} jours : il devrait être effacé "
                f"depuis ses {BACKUP_DAYS} jours. Refaites une sauvegarde, qui l’effacera."
            )
