"""The map of secteurs as a file, for who runs the server: out, or in after a check.

Exit 1: the file has lines to correct, nothing is written. Exit 2: it cannot be read.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from entrenous.agents import importing, territory
from entrenous.agents.models import Organisation
from entrenous.agents.sector_files import write_ranges
from entrenous.agents.sector_rows import BadFile
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act


class Command(BaseCommand):
    help = "Exporte la carte des secteurs (CSV), ou vérifie et importe un fichier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("export", "import"), help="export ou import")
        parser.add_argument("file", type=Path, help="le fichier CSV à écrire ou à lire")
        parser.add_argument("--organisation", help="son nom, s’il y en a plusieurs")
        parser.add_argument("--replace", action="store_true", help="le fichier est toute la carte")
        parser.add_argument("--write", action="store_true", help="écrire ; sans elle, vérifier")

    def handle(self, *args: Any, what: str, file: Path, **options: Any) -> None:
        organisation = _organisation(options["organisation"])
        try:
            if what == "export":
                file.write_text("\ufeff" + write_ranges(organisation), "utf-8", newline="")
                self.stdout.write(f"La carte est dans {file}.")
                return
            text = file.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise CommandError(
                f"Le fichier {file} ne se lit ou ne s’écrit pas (texte UTF-8).", returncode=2
            ) from None
        self._import(organisation, text, replaces=options["replace"], writes=options["write"])

    @transaction.atomic
    def _import(
        self, organisation: Organisation, text: str, *, replaces: bool, writes: bool
    ) -> None:
        version = territory.version(organisation.pk)
        try:
            plan = importing.check(organisation, text, replaces=replaces)
        except BadFile as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        self._tell(plan.report)
        if plan.report.errors:
            raise CommandError("Rien n’a été écrit : corrigez ces lignes.", returncode=1)
        if not writes:
            self.stdout.write("Rien n’a été écrit. Pour écrire, relancez avec --write.")
            return
        importing.apply(organisation, plan, version=version)
        if plan.report.changes:
            journal.record(Act.ORGANISATION_CHANGED, organisation=organisation.pk, actor=None)
        self.stdout.write("La carte est à jour.")

    def _tell(self, report: importing.Report) -> None:
        for found in (*report.errors, *report.overlaps, *report.gaps):
            where = f"Ligne {found.line} : " if found.line else ""
            self.stdout.write(where + found.sentence)
        told = [
            (report.lines, "ligne lue", "lignes lues"),
            (report.new, "nouvelle", "nouvelles"),
            (report.corrected, "corrigée", "corrigées"),
            (report.removed, "retirée", "retirées"),
            (report.same, "déjà là", "déjà là"),
            (len(report.secteurs), "secteur créé", "secteurs créés"),
            (len(report.errors), "à corriger", "à corriger"),
            (len(report.overlaps), "chevauchement", "chevauchements"),
            (len(report.gaps), "trou", "trous"),
        ]
        self.stdout.write(f"{', '.join(_count(*each) for each in told)}.")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {several if number > 1 else one}"


def _organisation(name: str | None) -> Organisation:
    rows = Organisation.objects.filter(name=name) if name else Organisation.objects.all()
    found = list(rows[:2])
    if len(found) != 1:
        raise CommandError("Dites quelle organisation : --organisation NOM.", returncode=2)
    return found[0]
