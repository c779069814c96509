"""A calendar address per agent: days and hours, and nothing else (ADR 0015, 0031).

Whoever has the address reads on which days something is due to this agent, and at which hours she
is taken: no dossier, no procedure, no place, no count. She makes it, replaces it, takes it back;
the server keeps its hash.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from entrenous.agents.models import Agent
from entrenous.dossiers.models import DueDate
from entrenous.journal.acts import Act
from entrenous.keyring.errors import VaultClosed
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.procedures.models import CalendarFeed
from entrenous.vault.primitives import digest

TITLE: Final = "Échéance Entre Nous"
TAKEN: Final = "Rendez-vous"
_SECRET_BYTES: Final = 32

Hour = tuple[UUID, datetime, datetime]
_AHEAD: Final = timedelta(days=800)
_READ_AGAIN_AFTER: Final = timedelta(hours=6)


class NoFeed(Exception):
    """No calendar has this address, or it was taken back, or its agent has left."""


@transaction.atomic
def make(by: Keyring) -> str:
    """Make an address and return its secret (256 bits), told once; a former one stops working.

    raises  VaultClosed: a desk left open makes no address
    """
    if not by.is_open:
        raise VaultClosed
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    CalendarFeed.objects.filter(agent=by.agent).delete()
    CalendarFeed.objects.create(
        agent=by.agent, address_hash=_hash(secret), made_on=timezone.localdate()
    )
    by.note(Act.CALENDAR_MADE)
    return secret


@transaction.atomic
def take_back(by: Keyring) -> bool:
    """Have the address answer nothing from now on; False when there was none."""
    found = bool(CalendarFeed.objects.filter(agent=by.agent).delete()[0])
    if found:
        by.note(Act.CALENDAR_TAKEN_BACK)
    return found


def of(agent: Agent) -> CalendarFeed | None:
    """The calendar of an agent, without its address, which nobody can tell any more."""
    return CalendarFeed.objects.filter(agent=agent).first()


def read(secret: str) -> CalendarFeed:
    """Whose address this is; the day it was last read is kept, never from where. NoFeed."""
    rows = CalendarFeed.objects.select_related("agent")
    found = rows.filter(address_hash=_hash(secret), agent__is_active=True).first()
    if found is None:
        raise NoFeed
    today = timezone.localdate()
    if found.read_on != today:
        CalendarFeed.objects.filter(pk=found.pk).update(read_on=today)
    return found


def days(agent: Agent, today: date) -> list[date]:
    """The distinct days, from today on, on which a procedure she holds the key of waits."""
    held = live_grants().filter(recipient=agent.pk).values("container_id")
    rows = DueDate.objects.filter(
        kind=DueDate.Kind.PROCEDURE,
        done_on=None,
        dossier__in=held,
        dossier__merged_into=None,
        dossier__container__organisation_id=agent.organisation_id,
        due_on__range=(today, today + _AHEAD),
    )
    return list(rows.order_by("due_on").values_list("due_on", flat=True).distinct())


def calendar(feed: CalendarFeed, today: date, *, url: str, hours: Iterable[Hour] = ()) -> bytes:
    """The calendar (RFC 5545): an all-day event a day, an event an hour, the same words for each.

    url    where « Ma journée » is; nothing of a dossier is in it
    hours  when she is taken: a row's id, from when, to when
    """
    made = Calendar()
    made.add("prodid", "-//Entre Nous//Calendrier//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Entre Nous")
    made.add("refresh-interval", _READ_AGAIN_AFTER, parameters={"value": "DURATION"})
    for on in days(feed.agent, today):
        made.add_component(_due(feed, on, url))
    for row, start, end in hours:
        made.add_component(_taken(feed, row, start, end))
    return bytes(made.to_ical())


def _due(feed: CalendarFeed, on: date, url: str) -> Event:
    event = _event(feed, on.isoformat(), TITLE)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event


def _taken(feed: CalendarFeed, row: UUID, start: datetime, end: datetime) -> Event:
    event = _event(feed, row.hex, TAKEN)
    event.add("dtstart", start.astimezone(UTC))
    event.add("dtend", end.astimezone(UTC))
    event.add("transp", "OPAQUE")
    return event


def _event(feed: CalendarFeed, what: str, title: str) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(feed.pk, what)}@entrenous.invalid")
    # Not the moment it was read: two readings of the same days give the same bytes.
    event.add("dtstamp", datetime.combine(feed.made_on, time.min, tzinfo=UTC))
    event.add("summary", title)
    event.add("class", "PRIVATE")
    return event


def _hash(secret: str) -> bytes:
    return digest("EN1 calendar", secret)
