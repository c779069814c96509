"""A house that looks like the demonstration, quick to build: one worker follows many people."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from django.db.models import Count
from django.utils import timezone

from entrenous.agents.models import Secteur, StreetRange
from entrenous.dossiers.codes import Doer, Mode
from entrenous.dossiers.contents import NextStep, ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.dossiers.thread import write_entry
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo import bulk, desk, stories, synthetic
from entrenous.ops.demo.calendar import shifted, weeks_until
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.organisation import DEPARTEMENT
from entrenous.ops.demo.writer import DossierWriter
from entrenous.reception import directory
from tests.people import House, full_house

_SEED: Final = 7
_DOSSIERS: Final = 24
_WAITING: Final = 9
_LATE: Final = 40
_PLAYED_BY: Final = {
    "social_worker": "Alix", "reception": "Rachel", "team_lead": "Ines", "legal_desk": "Lou",
    "administrator": "Ada", "management": "Max", "auditor": "Max",
}  # fmt: skip


@dataclass(frozen=True)
class Demonstration:
    """The house of the tests. `story`: H1 told to its end; `going`: a plan in full swing."""

    people: House
    story: Dossier
    going: Dossier


def demonstration() -> Demonstration:
    """Story H1 act by act, two dozen dossiers written at once, the queue of the morning."""
    people, today = full_house(), timezone.localdate()
    first = stories.STORIES[0].dossiers[0]
    built = _stage(people, first.referent)
    (story,) = shifted((first,), weeks_until(today))
    dossier = DossierWriter(built, story).write()
    for told in synthetic.synthetic(_SEED, _DOSSIERS, today):
        bulk.write(built, replace(told, referent=first.referent, secteur=first.secteur))
    waiting = synthetic.waiting(_SEED, _WAITING, today)
    desk.fill_queue(built, [replace(w, secteur=first.secteur) for w in waiting])
    directory.fold(people.circonscription, by=people.keyring("Rachel"))
    going = (
        Dossier.objects.filter(due_dates__kind=DueDate.Kind.ACTION, due_dates__done_on=None)
        .annotate(written=Count("container__records"))
        .order_by("-written")[0]
    )
    return Demonstration(people, dossier, going)


def burden(made: Demonstration) -> None:
    """Eighty things to do in one dossier: half of them late."""
    today = timezone.localdate()
    late = [today - timedelta(days=n + 1) for n in range(_LATE)]
    week = [today + timedelta(days=n % 7) for n in range(_LATE)]
    for days in (late, week):
        steps = (NextStep(Doer.SERVICE, f"Rappeler le bailleur, dette {d:%d}", d) for d in days)
        entry = ThreadEntry(on=today, mode=Mode.OFFICE, next_steps=tuple(steps))
        write_entry(made.people.keyring("Camille"), made.going, entry)


def _stage(people: House, referent: str) -> DemoHouse:
    """The demonstration's parts, played by the people of the tests."""
    named = {a.login: _PLAYED_BY[a.functions[0].kind] for a in DEPARTEMENT.agents}
    named[referent] = "Camille"
    keyrings: dict[str, Keyring] = {login: people.keyring(who) for login, who in named.items()}
    for told in DEPARTEMENT.secteurs[0].ranges:
        StreetRange.objects.create(
            secteur=people.secteur, commune=told.commune, street=told.street, parity=told.parity
        )
    secteurs: dict[str, Secteur] = {s.key: people.secteur for s in DEPARTEMENT.secteurs}
    return DemoHouse(people.organisation, secteurs, keyrings)
