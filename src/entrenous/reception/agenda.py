"""Appointments: set, move on, read. Slots are clear; whose they are stays with the holders.

An appointment has no motive. Its link (a request or a dossier) tells nothing without a key.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
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
from entrenous.reception import availability
from entrenous.reception.availability import (
    USUAL_MINUTES,
    NoSuchTime,
    free_slots,
    local,
    next_free,
)
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.errors import FarSlot, LeftAlone, PastSlot
from entrenous.reception.models import Appointment, Demande, DutySession, Place

__all__ = ["USUAL_MINUTES", "NoSuchTime", "book", "free_slots", "local", "next_free"]

FURTHEST: Final = timedelta(days=2 * 366)
GRACE: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Slot:
    """What one asks of an agenda: when, how long, where, and whether it is a call.

    beside    a second worker, whose agenda must be free too
    place     a room, or where a duty session is held; `session` brings its own
    expected  how many people, for a collective session
    """

    starts_at: datetime
    minutes: int = USUAL_MINUTES
    where: Appointment.Where = Appointment.Where.OFFICE
    kind: Appointment.Kind = Appointment.Kind.MEETING
    beside: Agent | None = None
    place: Place | None = None
    session: DutySession | None = None
    expected: int | None = None

    @property
    def room(self) -> Place | None:
        """Where it is held, when that is a place of the service."""
        return self.session.place if self.session else self.place

    @property
    def ends_at(self) -> datetime:
        """The end of the slot, in real minutes even on a night when the clocks change."""
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Booked:
    """An appointment as an agent may see it; `name` is "" for whoever holds no key."""

    appointment: Appointment
    name: str = ""


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

    raises  SlotTaken, RoomTaken, OutsideSession, PastSlot, FarSlot; LeftAlone: « ne pas
            recontacter »; KeyNotHeld: the link, or an agent or a place of elsewhere
    """
    _check_time(slot)
    link = demande or dossier
    if not _all_of_here(agent, slot, by) or (link and not by.holds(link)):
        raise KeyNotHeld
    if link is None and agent.pk != by.agent.pk:
        raise KeyNotHeld
    if dossier is not None and contact.is_left_alone(by, dossier):
        raise LeftAlone
    _take(agent, slot)
    made = Appointment.objects.create(
        agent=agent,
        kind=slot.kind,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        where=slot.where,
        demande_id=demande,
        dossier_id=dossier,
        beside=slot.beside,
        place=slot.room,
        session=slot.session,
        expected=slot.expected,
    )
    by.note(Act.APPOINTMENT_SET, container=link, about=agent.pk)
    waits = max(0, (slot.starts_at.date() - timezone.localdate()).days)
    activity.record(What.APPOINTMENT_SET, by=by, mode=slot.where, outcome=slot.kind, delay=waits)
    return made


def _all_of_here(agent: Agent, slot: Slot, by: Keyring) -> bool:
    """Tell whether the workers and the place are all of the organisation."""
    houses = {agent.organisation_id}
    if slot.beside is not None:
        houses.add(slot.beside.organisation_id)
    if slot.room is not None:
        houses.add(slot.room.circonscription.organisation_id)
    return houses == {by.organisation}


def _take(agent: Agent, slot: Slot) -> None:
    """Hold both agendas and the room, and refuse what is not free in each."""
    workers = [agent, slot.beside] if slot.beside else [agent]
    availability.lock([w.pk for w in workers], slot.room)
    if slot.kind is Appointment.Kind.CALL_BACK:
        return
    availability.check_free(agent, slot.starts_at, slot.ends_at, slot.session)
    if slot.beside is not None:
        availability.check_free(slot.beside, slot.starts_at, slot.ends_at, None)
    if slot.room is not None:
        availability.check_room(slot.room, slot.starts_at, slot.ends_at)


@transaction.atomic
def settle(
    appointment: UUID, status: Appointment.Status, *, by: Keyring, came: int | None = None
) -> Appointment:
    """Say what became of an appointment. KeyNotHeld for whoever may not know whose it is.

    came    how many people came to a collective session: never who
    raises  SlotTaken, RoomTaken: put back in an agenda that something else fills since
    """
    rows = Appointment.objects.select_for_update(of=("self",)).filter(pk=appointment)
    row = rows.select_related("agent", "beside", "place", "session__place").first()
    if row is None or not may_touch(row, by):
        raise KeyNotHeld
    counted = came if row.kind == Appointment.Kind.COLLECTIVE else None
    if row.status != status or (counted is not None and row.came != counted):
        if status == Appointment.Status.UPCOMING and not row.is_upcoming:
            _take(row.agent, _slot_of(row))
        row.status, row.came = status, counted if counted is not None else row.came
        row.save(update_fields=["status", "came"])
        by.note(
            Act.APPOINTMENT_CHANGED,
            container=row.demande_id or row.dossier_id,
            about=row.agent_id,
        )
        if not row.is_upcoming:
            activity.record(What.APPOINTMENT_ENDED, by=by, mode=row.where, outcome=row.status)
    return row


def may_touch(row: Appointment, by: Keyring) -> bool:
    """The workers themselves, and whoever holds the request or the dossier of the slot."""
    link = row.demande_id or row.dossier_id
    return by.agent.pk in {row.agent_id, row.beside_id} or (link is not None and by.holds(link))


def _slot_of(row: Appointment) -> Slot:
    return Slot(
        row.starts_at, row.minutes, Appointment.Where(row.where), Appointment.Kind(row.kind),
        row.beside, row.place, row.session,
    )  # fmt: skip


def between(agents: Iterable[UUID], first: date, last: date) -> list[Appointment]:
    """The slots of some agents, from the first day to the last, both included."""
    wanted = list(agents)
    rows = Appointment.objects.filter(
        Q(agent__in=wanted) | Q(beside__in=wanted),
        starts_at__gte=local(first, time()),
        starts_at__lt=local(last + timedelta(days=1), time()),
    )
    return list(rows.select_related("agent", "beside", "place").order_by("starts_at"))


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


def _check_time(slot: Slot) -> None:
    now = timezone.now()
    if slot.starts_at < now - GRACE:
        raise PastSlot
    if slot.starts_at > now + FURTHEST:
        raise FarSlot


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


def hours_of(agent: Agent, today: date) -> list[tuple[UUID, datetime, datetime]]:
    """The hours to come of an agent, for her own calendar: which row, from when to when."""
    first = local(today, time())
    rows = Appointment.objects.filter(
        availability.of(agent.pk),
        status=Appointment.Status.UPCOMING,
        starts_at__gte=first,
        starts_at__lt=first + FURTHEST,
    ).exclude(kind=Appointment.Kind.CALL_BACK)
    sessions = DutySession.objects.filter(agent=agent, is_cancelled=False, starts_at__gte=first)
    groups = availability.with_groups([agent.pk], first, first + FURTHEST)
    found = [(row.pk, row.starts_at, row.ends_at) for row in rows.filter(session=None)]
    found += [(row.pk, row.starts_at, row.ends_at) for row in sessions]
    found += [(row.session, row.starts_at, row.ends_at) for row in groups]
    return sorted(found, key=lambda hour: hour[1])


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
