"""Give the engine of the demonstration something to count, the first time that it runs."""

import secrets
from collections.abc import Sequence

import msgspec
from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.disclosure import Past
from entrenous.ops.demo.acts import invented, months
from entrenous.ops.demo.figures import places_of
from entrenous.ops.demo.figures_file import PLACES, released
from entrenous.statistics.engine import ledger
from entrenous.statistics.engine.store import Store
from entrenous.statistics.models import Report


def fill(store: Store, organisation: Organisation) -> None:
    """Put the invented acts in an empty store, and what was released of them in its ledger."""
    places = places_of(organisation)
    if not places or next(store.facts.iterdir(), None) is not None:
        return
    today = timezone.localdate()
    told = months(today)
    _remember(store, organisation, places, today.year)
    batch = secrets.token_hex(8)
    store.stage(batch, list(invented(told, places, year=today.year)), [])
    store.keep(closed=told[-1])
    store.settle(batch)


@transaction.atomic
def _remember(store: Store, organisation: Organisation, places: Sequence[str], year: int) -> None:
    """Freeze what the demonstration shows already: nothing may be subtracted from it."""
    if len(places) < len(PLACES):
        return
    for each in released(places, year):
        past = msgspec.convert(each["past"], Past)
        digest = ledger.keep_past(store.ledger, past)
        Report.objects.filter(
            organisation=organisation, kind=each["kind"], period=each["period"], digest=""
        ).update(digest=digest)
