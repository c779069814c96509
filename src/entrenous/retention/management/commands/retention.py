"""`retention`: what is past its term, in numbers and days. Nothing is changed, nothing opened.

Exit 0: nothing waits for a decision. Exit 1: something does. Exit 2: the demand cannot be read.
"""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.law.written_days import french_date
from entrenous.retention.dry_run import DryRun, dry_run

_WAITS: Final = 1
_UNREAD: Final = 2


class Command(BaseCommand):
    help = "Essai à blanc : ce qui a passé son terme, en nombres et en jours. Rien n’est changé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default="", help="son nom, s’il y en a plusieurs")
        parser.add_argument("--on", default="", help="à un autre jour : AAAA-MM-JJ")

    def handle(self, *args: Any, organisation: str, on: str, **options: Any) -> None:
        today = _day(on)
        rows = Organisation.objects.order_by("name")
        if organisation:
            rows = rows.filter(name=organisation)
        if not rows:
            raise CommandError("Aucune organisation de ce nom.", returncode=_UNREAD)
        found = [(row, dry_run(row.pk, today)) for row in rows]
        for row, tally in found:
            self.stdout.write("\n".join([row.name, *_lines(tally)]))
        if any(tally.undecided for _, tally in found):
            sys.exit(_WAITS)


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said) if said else timezone.localdate()
    except ValueError:
        raise CommandError("--on s’écrit 2027-03-31.", returncode=_UNREAD) from None


def _lines(tally: DryRun) -> list[str]:
    terms, goes = tally.terms, tally.goes
    archive = f"{terms.archive_months} mois" if terms.archive_months else "non décidée"
    lines = [
        f"  Au {french_date(tally.on)}. Base active : {terms.active_months} mois ; "
        f"alerte : {terms.alert_months} mois ; archive : {archive}."
    ]
    for place in tally.places:
        told = ", ".join(f"{label} : {count}" for label, count in place.counts if count)
        lines.append(f"  {place.name} : {told or 'rien'}.")
    lines += [
        f"  {each.dossier.pk}  {each.stage.label} depuis le {french_date(each.may_go_on)}"
        for each in tally.undecided
    ]
    lines.append(
        f"  Sans décision : {len(tally.undecided)}. Leur destruction, avec celles qui sont "
        f"proposées, effacerait {goes.records} écrit(s), {goes.files} fichier(s), "
        f"{goes.keys} clé(s). Rien n’est changé."
    )
    return lines
