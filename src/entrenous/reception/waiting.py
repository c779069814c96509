"""The waiting room: a ticket at the desk, a call from the worker, a screen that reads both.

A ticket belongs to today. What is known of yesterday's is thrown away with the first of the day.
"""

import secrets
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Circonscription, Function
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.reception import tickets
from entrenous.reception.availability import local
from entrenous.reception.codes import Decision
from entrenous.reception.models import Appointment, Demande, Place, Screen, Waiting
from entrenous.vault.primitives import digest

CALLERS: Final = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
KEEPERS: Final = (Function.Kind.RECEPTION, Function.Kind.TEAM_LEAD)
SHOWN_FOR: Final = timedelta(minutes=15)
SHOWN: Final = 6
_SECRET_BYTES: Final = 32


class NotToday(Exception):
    """The appointment is of another day, or is over."""


class NoScreen(Exception):
    """No screen has this address, or it was taken back."""


@dataclass(frozen=True)
class Called:
    """What a screen shows: a ticket, and the room where one is expected."""

    ticket: str
    room: str


@transaction.atomic
def arrive(appointment: UUID, house: Circonscription, *, by: Keyring) -> Waiting:
    """Give a ticket to someone who comes for an appointment; a second click gives the same.

    raises  NotToday; KeyNotHeld: not one of her houses, or not one where the worker receives
    """
    _at_work_in(house, CALLERS, by)
    row = Appointment.objects.select_for_update(of=("self",)).select_related("agent")
    found = row.filter(pk=appointment, agent__organisation=by.organisation).first()
    if found is None or not found.agent.functions.filter(circonscription=house).exists():
        raise KeyNotHeld
    if not found.is_upcoming or timezone.localdate(found.starts_at) != timezone.localdate():
        raise NotToday
    known = Waiting.objects.filter(appointment=found).first()
    if known is not None:
        return known
    _forget_former_days(house)
    made = Waiting.objects.create(
        circonscription=house,
        on=timezone.localdate(),
        ticket=tickets.fresh(house),
        arrived_at=timezone.now(),
        appointment=found,
    )
    by.note(Act.TICKET_GIVEN, about=found.agent_id)
    return made


@transaction.atomic
def call(waiting: UUID, room: Place | None, *, by: Keyring) -> Waiting:
    """Call a ticket to a room: the screen shows both. KeyNotHeld."""
    row = _row(waiting, by)
    if room is not None and room.circonscription_id != row.circonscription_id:
        raise KeyNotHeld
    row.called_at, row.called_by, row.room = timezone.now(), by.agent, room
    row.received_at = None
    row.save(update_fields=["called_at", "called_by", "room", "received_at"])
    by.note(Act.TICKET_CALLED)
    return row


@transaction.atomic
def call_demande(demande: UUID, room: Place | None, *, by: Keyring) -> Waiting:
    """Call who came without an appointment, by the ticket of the request. KeyNotHeld, NotToday."""
    row = Demande.objects.select_for_update(of=("self",)).select_related("circonscription")
    found = row.filter(pk=demande).first()
    if found is None or not by.holds(demande):
        raise KeyNotHeld
    if found.received_on != timezone.localdate():
        raise NotToday
    _at_work_in(found.circonscription, CALLERS, by)
    waits, _ = Waiting.objects.get_or_create(
        demande=found,
        defaults={
            "circonscription": found.circonscription,
            "on": found.received_on,
            "ticket": found.ticket,
            "arrived_at": found.received_at,
        },
    )
    return call(waits.pk, room, by=by)


@transaction.atomic
def received(waiting: UUID, *, by: Keyring) -> Waiting:
    """She is in the room: her ticket leaves the screen. KeyNotHeld."""
    row = _row(waiting, by)
    row.received_at = timezone.now()
    row.save(update_fields=["received_at"])
    return row


def today(houses: list[Circonscription]) -> list[Waiting]:
    """The tickets of the day that wait or are called, in the order of arrival."""
    rows = Waiting.objects.filter(
        circonscription__in=houses, on=timezone.localdate(), received_at=None
    )
    return list(rows.select_related("appointment__agent", "demande", "room", "called_by"))


def expected(houses: list[Circonscription]) -> list[Appointment]:
    """The appointments of today, of the workers of some houses, whose person has not come yet."""
    first = local(timezone.localdate(), time())
    rows = Appointment.objects.filter(
        agent__functions__circonscription__in=houses,
        agent__functions__kind=Function.Kind.SOCIAL_WORKER,
        kind=Appointment.Kind.MEETING,
        where=Appointment.Where.OFFICE,
        status=Appointment.Status.UPCOMING,
        starts_at__gte=first,
        starts_at__lt=first + timedelta(days=1),
        waiting=None,
    )
    return list(rows.select_related("agent").order_by("starts_at").distinct())


def sent_to_duty(houses: list[Circonscription]) -> list[Demande]:
    """The requests of today that wait for the duty worker, not called yet."""
    rows = Demande.objects.filter(
        circonscription__in=houses,
        received_on=timezone.localdate(),
        decision=Decision.DUTY,
        status=Demande.Status.OPEN,
        waiting=None,
    )
    return list(rows.order_by("-urgency", "received_at"))


@transaction.atomic
def make_screen(house: Circonscription, *, by: Keyring) -> str:
    """Make the address of a house's screen, told once; a former one stops. KeyNotHeld."""
    _at_work_in(house, KEEPERS, by)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    Screen.objects.filter(circonscription=house).delete()
    Screen.objects.create(
        circonscription=house, address_hash=_hash(secret), made_on=timezone.localdate()
    )
    by.note(Act.SCREEN_MADE)
    return secret


@transaction.atomic
def take_back_screen(house: Circonscription, *, by: Keyring) -> bool:
    """Have the address answer nothing any more; False when there was none. KeyNotHeld."""
    _at_work_in(house, KEEPERS, by)
    gone = bool(Screen.objects.filter(circonscription=house).delete()[0])
    if gone:
        by.note(Act.SCREEN_TAKEN_BACK)
    return gone


def read_screen(secret: str) -> Screen:
    """Whose screen this is; the day it was last read is kept. NoScreen."""
    found = Screen.objects.filter(address_hash=_hash(secret)).first()
    if found is None:
        raise NoScreen
    day = timezone.localdate()
    if found.read_on != day:
        Screen.objects.filter(pk=found.pk).update(read_on=day)
    return found


def shown(screen: Screen) -> list[Called]:
    """The tickets called in the last minutes, the latest first; tickets and rooms, nothing else."""
    rows = Waiting.objects.filter(
        circonscription=screen.circonscription_id,
        on=timezone.localdate(),
        received_at=None,
        called_at__gte=timezone.now() - SHOWN_FOR,
    ).order_by("-called_at")
    told = rows.values_list("ticket", "room__name")[:SHOWN]
    return [Called(ticket, room or "") for ticket, room in told]


def _forget_former_days(house: Circonscription) -> None:
    Waiting.objects.filter(circonscription=house, on__lt=timezone.localdate()).delete()


def _row(waiting: UUID, by: Keyring) -> Waiting:
    rows = Waiting.objects.select_for_update(of=("self",)).select_related("circonscription")
    row = rows.filter(pk=waiting, on=timezone.localdate()).first()
    if row is None:
        raise KeyNotHeld
    _at_work_in(row.circonscription, CALLERS, by)
    return row


def _at_work_in(house: Circonscription, kinds: tuple[str, ...], by: Keyring) -> None:
    _ = by.secret
    here = {f.kind for f in by.agent.functions.all() if f.circonscription_id == house.pk}
    if not here & set(kinds):
        raise KeyNotHeld


def _hash(secret: str) -> bytes:
    return digest("EN1 screen", secret)
