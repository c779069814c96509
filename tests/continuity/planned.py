"""Covers for the tests: planned as pages do, the keys handed over in one step."""

from datetime import date, timedelta

from django.utils import timezone

from entrenous.continuity import covers
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import Cover
from entrenous.dossiers.codes import Doer, Mode
from entrenous.dossiers.contents import NextStep, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from tests.people import House

DAY = timedelta(days=1)
SECRET = "elle a confié ce que personne ne doit lire"
STEP = "Rappeler la CAF avec elle"


def today() -> date:
    return timezone.localdate()


def planned(
    house: House,
    scope: Scope,
    *dossiers: Dossier,
    first: int = 0,
    last: int = 3,
    colleague: str = "Alix",
) -> Cover:
    """A cover of Camille by a colleague, from `first` to `last` days from today."""
    camille = house.keyring("Camille")
    said = covers.Plan(house.agents[colleague], scope, today() + first * DAY, today() + last * DAY)
    made = covers.plan(camille, said, [d.pk for d in dossiers])
    covers.carry_on(camille)
    return made


def with_a_step(house: House, dossier: Dossier, *, in_days: int = 2) -> None:
    """An interview that says a secret, and whose next step is due soon."""
    step = NextStep(Doer.SERVICE, STEP, today() + in_days * DAY)
    entry = ThreadEntry(on=today(), mode=Mode.OFFICE, text=SECRET, next_steps=(step,))
    write_entry(house.keyring("Camille"), dossier, entry)
