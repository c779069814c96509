"""Fill the demonstration: an invented organisation, four stories, some three hundred dossiers.

Refused outside demo mode. A second run writes nothing and prints the accounts again.
"""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription, Organisation
from entrenous.ops.demo import (
    bulk,
    copies,
    covers,
    custodians,
    desk,
    figures,
    groups,
    house,
    letters,
    mail,
    organisation,
    receiving,
    retained,
    slips,
    space,
    stories,
    synthetic,
    working,
)
from entrenous.ops.demo.calendar import TOLD_ON, moved, shifted, weeks_until
from entrenous.ops.demo.house import PIN, DemoHouse
from entrenous.ops.demo.shapes import SyntheticDossier
from entrenous.ops.demo.writer import DossierWriter
from entrenous.reception import directory

_SEED = 7
_DOSSIERS = 300
_WAITING = 12


class Command(BaseCommand):
    help = "Remplit la démonstration (mode démonstration seulement)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dossiers", type=int, default=_DOSSIERS)

    def handle(self, *args: Any, dossiers: int, **options: Any) -> None:
        if not settings.ENTRENOUS_DEMO:
            raise CommandError("Cette commande ne sert qu’à la démonstration.", returncode=2)
        if not Organisation.objects.exists():
            self._fill(dossiers)
        self._print_accounts()

    @transaction.atomic
    def _fill(self, dossiers: int) -> None:
        today = timezone.localdate()
        told = tuple(d for story in stories.STORIES for d in story.dossiers)
        people = (
            *shifted(told, weeks_until(today)),
            *synthetic.synthetic(_SEED, dossiers, today),
        )
        waiting = synthetic.waiting(_SEED, _WAITING, today)
        phrases: dict[str, str] = {}
        sheets: list[str] = []
        for invented in organisation.ORGANISATIONS:
            built = house.build(invented)
            self._write(built, [p for p in people if p.organisation == invented.key])
            figures.publish(built.organisation, today)
            desk.fill_queue(built, [w for w in waiting if w.organisation == invented.key])
            working.tell_and_count(built)
            slips.receive(built)
            receiving.arrange(built, today)
            groups.lead(built)
            groups.orient(built)
            for mailed in moved(mail.MAIL, today - TOLD_ON):
                if mailed.organisation == invented.key:
                    letters.deliver(built, mailed)
            phrases |= built.phrases
            sheets.append(built.sheets)
        _keep(phrases)
        custodians.keep(sheets)

    def _write(self, built: DemoHouse, people: list[SyntheticDossier]) -> None:
        in_full = {d.key for story in stories.STORIES for d in story.dossiers}
        written = []
        for told in people:
            if told.key in in_full:
                dossier = DossierWriter(built, told).write()
                written.append(dossier)
                if told.key == space.WHO:
                    space.hand_over(built, dossier)
                if told.key == copies.WHO:
                    copies.ask(built, dossier)
                if told.key == working.WHO:
                    working.entrust(built, dossier)
            else:
                bulk.write(built, told)
        covers.plan(built, written)
        retained.keep(built)
        for place in Circonscription.objects.filter(organisation=built.organisation):
            directory.fold(place, by=built.receptionist(place))

    def _print_accounts(self) -> None:
        phrases = json.loads(_path().read_text("utf-8"))
        self.stdout.write("\nComptes de démonstration (données fictives, cette machine seulement)")
        self.stdout.write(f"Code du poste après une pause : {PIN}. Pas de second facteur ici.\n")
        for agent in Agent.objects.filter(login__in=phrases).prefetch_related("functions"):
            doing = ", ".join(f.title or f.get_kind_display() for f in agent.functions.all())
            self.stdout.write(f"  {agent.login:<20} {phrases[agent.login]}\n{'':<22} {doing}")
        if handed := phrases.get(space.SPACE):
            self.stdout.write(f"\n  /mon-espace/         {handed}\n{'':<22} {space.WHOSE}")
        for name, token in phrases.items():
            if name.startswith(slips.PAGE):
                self.stdout.write(f"\n  /{slips.PAGE}/  {token}\n{'':<22} {slips.WHOSE}")
        if custodians.path().exists():
            self.stdout.write(f"\n  /secours/            feuilles fictives : {custodians.path()}")


def _keep(phrases: dict[str, str]) -> None:
    """Keep the phrases beside the demonstration's database: they open nothing anywhere else."""
    descriptor = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(phrases, file, ensure_ascii=False)


def _path() -> Path:
    return Path(settings.ENTRENOUS_HOME) / "demo-phrases.json"
