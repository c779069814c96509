"""The times by which a house accepts to call back: opened and closed by those who will call."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.reception.agenda import local
from entrenous.slips.models import Slot

FURTHEST: Final = timedelta(days=60)


class PastTime(Exception):
    """These times are over, or too far away."""


@dataclass(frozen=True)
class Opening:
    """A half-day of slots: from, to, the length of one, how many calls in each."""

    day: date
    first: time
    last: time
    minutes: int
    capacity: int


@transaction.atomic
def open_slots(place: Circonscription, opening: Opening, *, by: Keyring) -> int:
    """Open slots; those already open keep what was promised. Returns how many are new.

    raises  PastTime; agenda.NoSuchTime: an hour that the change to summer time skips
    """
    begin, end = local(opening.day, opening.first), local(opening.day, opening.last)
    now = timezone.now()
    if end <= now or begin > now + FURTHEST:
        raise PastTime
    made = 0
    for start in _starts(begin, end, opening.minutes):
        if start <= now:
            continue
        _, is_new = Slot.objects.get_or_create(
            circonscription=place,
            starts_at=start,
            defaults={"minutes": opening.minutes, "capacity": opening.capacity},
        )
        made += is_new
    by.note(Act.SLIP_SLOTS_CHANGED)
    return made


@transaction.atomic
def close_slot(slot: UUID, places: list[Circonscription], *, by: Keyring) -> bool:
    """Accept no more promise for this time; those made stay. Whether it was open."""
    rows = Slot.objects.filter(pk=slot, circonscription__in=places, closed_at=None)
    closed = bool(rows.update(closed_at=timezone.now()))
    if closed:
        by.note(Act.SLIP_SLOTS_CHANGED)
    return closed


def to_come(places: list[Circonscription]) -> list[Slot]:
    """The slots of these houses that are not over, closed ones included."""
    rows = Slot.objects.filter(
        circonscription__in=places, starts_at__gte=timezone.now() - timedelta(hours=1)
    )
    return list(rows.select_related("circonscription").order_by("starts_at"))


def _starts(begin: datetime, end: datetime, minutes: int) -> list[datetime]:
    """Real minutes: an hour that comes twice in autumn gives slots twice."""
    step, found = timedelta(minutes=minutes), []
    while begin + step <= end:
        found.append(begin)
        begin += step
    return found
