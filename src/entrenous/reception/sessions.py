"""Places and duty sessions: opened, planned week after week, taken back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.reception import availability
from entrenous.reception.agenda import FURTHEST, GRACE
from entrenous.reception.errors import FarSlot, PastSlot, SessionInUse
from entrenous.reception.models import Appointment, DutySession, Place

MAX_WEEKS: Final = 52
PLANNERS: Final = (Function.Kind.RECEPTION, Function.Kind.TEAM_LEAD, Function.Kind.SOCIAL_WORKER)


class SameName(Exception):
    """The house already has a place of that name."""


@dataclass(frozen=True)
class Plan:
    """A duty session as it is planned: the same hour on the wall, week after week."""

    on: date
    at: time
    minutes: int
    slot_minutes: int
    weeks: int = 1


@transaction.atomic
def open_place(
    house: Circonscription, name: str, *, address: str = "", is_room: bool = True, by: Keyring
) -> Place:
    """Name a room, or somewhere the house receives. SameName; KeyNotHeld: not one of her houses."""
    _of_her_house(house, by)
    found = Place.objects.filter(circonscription=house, name__iexact=name).first()
    if found is not None and found.is_open:
        raise SameName
    if found is None:
        found = Place(circonscription=house, name=name)
    found.address, found.is_room, found.is_open = address, is_room, True
    found.save()
    by.note(Act.PLACE_CHANGED)
    return found


@transaction.atomic
def close_place(place: UUID, *, by: Keyring) -> Place:
    """Propose a place no more. SessionInUse: something is still planned there."""
    row = Place.objects.select_for_update().filter(pk=place).first()
    if row is None:
        raise KeyNotHeld
    _of_her_house(row.circonscription, by)
    if days_ahead(row):
        raise SessionInUse
    row.is_open = False
    row.save(update_fields=["is_open"])
    by.note(Act.PLACE_CHANGED)
    return row


def days_ahead(place: Place) -> list[date]:
    """The days to come when a session or an appointment is planned at a place, in order."""
    now = timezone.now()
    held = DutySession.objects.filter(place=place, is_cancelled=False, starts_at__gte=now)
    booked = Appointment.objects.filter(
        place=place, status=Appointment.Status.UPCOMING, starts_at__gte=now
    )
    starts = [
        *held.values_list("starts_at", flat=True),
        *booked.values_list("starts_at", flat=True),
    ]
    return sorted({timezone.localdate(at) for at in starts})


@transaction.atomic
def plan(agent: Agent, place: Place, asked: Plan, *, by: Keyring) -> list[DutySession]:
    """Plan the hours of a worker at a place; all the weeks, or none.

    raises  NoSuchTime, PastSlot, FarSlot; SlotTaken: a week when she is taken;
            KeyNotHeld: not one of her houses, or not a worker of the organisation
    """
    _of_her_house(place.circonscription, by)
    if agent.organisation_id != by.organisation or not agent.has_function(
        Function.Kind.SOCIAL_WORKER
    ):
        raise KeyNotHeld
    starts = [
        availability.local(asked.on + timedelta(weeks=n), asked.at) for n in range(asked.weeks)
    ]
    _check_days(starts)
    availability.lock([agent.pk], place)
    for start in starts:
        availability.check_free(agent, start, start + timedelta(minutes=asked.minutes), None)
    made = [
        DutySession(
            agent=agent,
            place=place,
            starts_at=start,
            minutes=asked.minutes,
            slot_minutes=asked.slot_minutes,
        )
        for start in starts
    ]
    DutySession.objects.bulk_create(made)
    by.note(Act.SESSION_PLANNED, about=agent.pk)
    return made


@transaction.atomic
def cancel(session: UUID, *, by: Keyring) -> DutySession:
    """Take a session back. SessionInUse: people are expected, their appointments move first."""
    row = DutySession.objects.select_for_update(of=("self",)).select_related(
        "place__circonscription"
    )
    found = row.filter(pk=session).first()
    if found is None:
        raise KeyNotHeld
    _of_her_house(found.place.circonscription, by)
    if expected(found):
        raise SessionInUse
    if not found.is_cancelled:
        found.is_cancelled = True
        found.save(update_fields=["is_cancelled"])
        by.note(Act.SESSION_CANCELLED, about=found.agent_id)
    return found


def expected(session: DutySession) -> int:
    """How many appointments of a session are still to come: it is not cancelled meanwhile."""
    return session.appointments.filter(status=Appointment.Status.UPCOMING).count()


def ahead(houses: list[Circonscription], *, days: int = 56) -> list[DutySession]:
    """The sessions to come of some houses, from today on."""
    first = availability.local(timezone.localdate(), time())
    rows = DutySession.objects.filter(
        place__circonscription__in=houses,
        is_cancelled=False,
        starts_at__gte=first,
        starts_at__lt=first + timedelta(days=days),
    )
    return list(rows.select_related("agent", "place"))


def _of_her_house(house: Circonscription, by: Keyring) -> None:
    """Planning needs an open vault, and a function in that house."""
    _ = by.secret
    if not any(f.circonscription_id == house.pk and f.kind in PLANNERS
               for f in by.agent.functions.all()):  # fmt: skip
        raise KeyNotHeld


def _check_days(starts: list[datetime]) -> None:
    now = datetime.now(tz=UTC)
    if min(starts) < now - GRACE:
        raise PastSlot
    if max(starts) > now + FURTHEST:
        raise FarSlot
