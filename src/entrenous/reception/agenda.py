"""Appointments: set, move on, read. Slots are clear; whose they are stays with the holders.

An appointment has no motive. Its link (a request or a dossier) tells nothing without a key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent
from entrenous.dossiers import contact
from entrenous.dossiers.contents import PersonCard, ReceptionCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.errors import FarSlot, LeftAlone, PastSlot, SlotTaken
from entrenous.reception.models import Appointment, Demande

FURTHEST: Final = timedelta(days=2 * 366)
GRACE: Final = timedelta(minutes=10)
MORNING: Final = (time(9), time(12))
AFTERNOON: Final = (time(13, 30), time(17, 30))
USUAL_MINUTES: Final = 45
_SATURDAY: Final = 5


class NoSuchTime(Exception):
    """The hour does not exist that day: the clocks go forward."""


@dataclass(frozen=True)
class Slot:
    """What one asks of an agenda: when, how long, where, and whether it is a call."""

    starts_at: datetime
    minutes: int = USUAL_MINUTES
    where: Appointment.Where = Appointment.Where.OFFICE
    kind: Appointment.Kind = Appointment.Kind.MEETING

    @property
    def ends_at(self) -> datetime:
        """The end of the slot, in real minutes even on a night when the clocks change."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Booked:
    """An appointment as an agent may see it; `name` is "" for whoever holds no key."""

    appointment: Appointment
    name: str = ""


def local(day: date, hour: time) -> datetime:
    """The instant (UTC) of a day and an hour on the wall. NoSuchTime when the clocks skip it.

    An hour that happens twice is the first of the two.
    """
    zone = timezone.get_current_timezone()
    wall = datetime.combine(day, hour)
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall:
        raise NoSuchTime
    return instant


@transaction.atomic
def book(
    agent: Agent,
    slot: Slot,
    *,
    by: Keyring,
    demande: UUID | None = None,
    dossier: UUID | None = None,
) -> Appointment:
    """Put a slot in a worker's agenda; with a request or a dossier that `by` holds, or nothing.

    raises  SlotTaken, PastSlot, FarSlot; LeftAlone: « ne pas recontacter »;
            KeyNotHeld: the link, or an agent of elsewhere
    """
    _check_time(slot)
    link = demande or dossier
    if agent.organisation_id != by.organisation or (link and not by.holds(link)):
        raise KeyNotHeld
    if link is None and agent.pk != by.agent.pk:
        raise KeyNotHeld
    if dossier is not None and contact.is_left_alone(by, dossier):
        raise LeftAlone
    Agent.objects.select_for_update().get(pk=agent.pk)
    if slot.kind is not Appointment.Kind.CALL_BACK:
        _check_free(agent.pk, slot)
    made = Appointment.objects.create(
        agent=agent,
        kind=slot.kind,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        where=slot.where,
        demande_id=demande,
        dossier_id=dossier,
    )
    by.note(Act.APPOINTMENT_SET, container=link, about=agent.pk)
    activity.record(What.APPOINTMENT_SET, by=by, mode=slot.where, outcome=slot.kind)
    return made


@transaction.atomic
def settle(appointment: UUID, status: Appointment.Status, *, by: Keyring) -> Appointment:
    """Say what became of an appointment. KeyNotHeld for whoever may not know whose it is."""
    row = Appointment.objects.select_for_update().filter(pk=appointment).first()
    if row is None or not may_touch(row, by):
        raise KeyNotHeld
    if row.status != status:
        row.status = status
        row.save(update_fields=["status"])
        by.note(
            Act.APPOINTMENT_CHANGED,
            container=row.demande_id or row.dossier_id,
            about=row.agent_id,
        )
        if not row.is_upcoming:
            activity.record(What.APPOINTMENT_ENDED, by=by, mode=row.where, outcome=row.status)
    return row


def may_touch(row: Appointment, by: Keyring) -> bool:
    """The worker herself, and whoever holds the request or the dossier of the slot."""
    link = row.demande_id or row.dossier_id
    return row.agent_id == by.agent.pk or (link is not None and by.holds(link))


def between(agents: Iterable[UUID], first: date, last: date) -> list[Appointment]:
    """The slots of some agents, from the first day to the last, both included."""
    rows = Appointment.objects.filter(
        agent__in=list(agents),
        starts_at__gte=local(first, time()),
        starts_at__lt=local(last + timedelta(days=1), time()),
    )
    return list(rows.select_related("agent").order_by("starts_at"))


def named(rows: Iterable[Appointment], *, by: Keyring) -> list[Booked]:
    """The same, with the name for whoever holds a key. One journal entry for the whole list."""
    listed = list(rows)
    links = {link for r in listed if (link := r.demande_id or r.dossier_id)}
    if not links:
        return [Booked(r) for r in listed]
    opened = by.open_list(links, Act.LIST_OPENED)
    readings = records.read_many(opened.values(), DemandeIdentity, ReceptionCard, PersonCard)
    names = {container: _name(reading) for container, reading in readings.items()}
    return [Booked(r, names.get(r.demande_id or r.dossier_id, "")) for r in listed]  # type: ignore[arg-type]


def free_slots(
    agent: UUID, day: date, *, minutes: int = USUAL_MINUTES, now: datetime | None = None
) -> list[datetime]:
    """The starts of free slots in office hours, one every `minutes`, none in the past."""
    return _free(day, _taken(agent, day, day), minutes=minutes, now=now or timezone.now())


def next_free(agent: UUID, *, count: int = 6, days: int = 21) -> list[datetime]:
    """The next free starts, at most two a day so that several days are offered."""
    today, now = timezone.localdate(), timezone.now()
    taken = _taken(agent, today, today + timedelta(days=days - 1))
    found: list[datetime] = []
    for ahead in range(days):
        slots = _free(today + timedelta(days=ahead), taken, minutes=USUAL_MINUTES, now=now)
        found += [*slots[:1], *slots[-1:]] if len(slots) > 1 else slots
        if len(found) >= count:
            break
    return found[:count]


def _taken(agent: UUID, first: date, last: date) -> list[tuple[datetime, datetime]]:
    return [
        (r.starts_at, r.ends_at)
        for r in between([agent], first, last)
        if r.is_upcoming and r.kind != Appointment.Kind.CALL_BACK
    ]


def _free(
    day: date, taken: list[tuple[datetime, datetime]], *, minutes: int, now: datetime
) -> list[datetime]:
    if day.weekday() >= _SATURDAY:
        return []
    found = []
    for opens, closes in (MORNING, AFTERNOON):
        start, end = local(day, opens), local(day, closes)
        while start + timedelta(minutes=minutes) <= end:
            until = start + timedelta(minutes=minutes)
            if start > now and not any(start < e and s < until for s, e in taken):
                found.append(start)
            start = until
    return found


def _check_time(slot: Slot) -> None:
    now = timezone.now()
    if slot.starts_at < now - GRACE:
        raise PastSlot
    if slot.starts_at > now + FURTHEST:
        raise FarSlot


def _check_free(agent: UUID, slot: Slot) -> None:
    """Refuse any overlap. A slot lasts eight hours at most: no need to look further back."""
    near = Appointment.objects.filter(
        agent=agent,
        status=Appointment.Status.UPCOMING,
        starts_at__lt=slot.ends_at,
        starts_at__gt=slot.starts_at - timedelta(hours=8),
    ).exclude(kind=Appointment.Kind.CALL_BACK)
    for other in near.order_by("starts_at"):
        if other.ends_at > slot.starts_at:
            raise SlotTaken(other.starts_at, other.ends_at)


def _name(reading: records.Reading) -> str:
    """The person's name for a holder of the dossier; the called name at reception."""
    card, called = reading.one(PersonCard), reading.one(ReceptionCard)
    asked = reading.one(DemandeIdentity)
    if card:
        return card.content.name
    if called:
        return called.content.called_name
    return asked.content.name if asked else ""


def follow_merge(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """When two dossiers become one, its appointments and the requests it came from lead there.

    Called by `dossiers.merging`, in its transaction; both whole keys are held.
    """
    booked = Appointment.objects.filter(dossier=source.id)
    if booked.update(dossier=target.id):
        by.note(Act.APPOINTMENT_CHANGED, container=target.id)
    Demande.objects.filter(dossier=source.id).update(dossier=target.id)


def follow_transfer(dossier: Dossier, former: UUID, by: Keyring) -> None:
    """When a dossier changes hands, its appointments to come go to the agenda of its référente.

    Called by `dossiers.sharing`, in its transaction. Where she has something at that very hour,
    the appointment stays in the former agenda, and the page of the handover says so.
    """
    ahead = Appointment.objects.filter(
        dossier=dossier, agent=former, starts_at__gte=timezone.now(),
        status=Appointment.Status.UPCOMING,
    )  # fmt: skip
    taken = Appointment.objects.filter(
        agent=dossier.referent,
        status=Appointment.Status.UPCOMING,
        starts_at__in=ahead.values("starts_at"),
    ).values_list("starts_at", flat=True)
    if ahead.exclude(starts_at__in=list(taken)).update(agent=dossier.referent):
        by.note(Act.APPOINTMENT_CHANGED, container=dossier.pk, about=dossier.referent_id)
