"""Promised calls: tried, kept or not, taken over by a colleague; none is lost when someone leaves.

A promise is an appointment of kind « rappel promis »: its hour is an instant, whatever the clock
on the wall does that night. Whose it is, only the holders of its link can tell.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription
from entrenous.continuity.queries import in_force
from entrenous.desk.codes import ENDS, KEEPS, Keeping, Outcome
from entrenous.desk.errors import AlreadyEnded
from entrenous.desk.models import GRACE, Try
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.reception import agenda
from entrenous.reception.models import Appointment
from entrenous.vault.containers import Compartment

_CALL: Final = Appointment.Kind.CALL_BACK


def due(places: Sequence[Circonscription], *, now: datetime | None = None) -> list[Appointment]:
    """The calls promised in some houses until tonight, and those of before not kept yet."""
    today = timezone.localdate(now)
    tonight = agenda.local(today + timedelta(days=1), time())
    rows = Appointment.objects.filter(
        Q(demande__circonscription__in=places) | Q(dossier__secteur__circonscription__in=places),
        kind=_CALL,
        status=Appointment.Status.UPCOMING,
        starts_at__lt=tonight,
    )
    return list(rows.select_related("agent", "demande").order_by("starts_at"))


def adrift(agents: Iterable[Agent]) -> set[UUID]:
    """Those who left, or are away today: what they promised is the group's until they are back."""
    listed = {agent.pk: agent for agent in agents}
    away = in_force().filter(absent__in=listed).values_list("absent", flat=True)
    return {pk for pk, agent in listed.items() if not agent.is_active} | set(away)


def promise(appointment: UUID, *, by: Keyring) -> Appointment:
    """One promised call of this organisation that `by` may know of. KeyNotHeld."""
    row = (
        Appointment.objects.select_related("agent", "demande", "dossier")
        .filter(pk=appointment, kind=_CALL, agent__organisation=by.organisation)
        .first()
    )
    if row is None or not _may_know(row, by):
        raise KeyNotHeld
    return row


@transaction.atomic
def note_try(appointment: UUID, outcome: Outcome, *, by: Keyring, once: UUID) -> Try:
    """Say what came of a try. Reached, or not needed any more: the promise ends; else it waits.

    once    the id that the form carries: sent twice, the same try is noted once
    raises  KeyNotHeld; AlreadyEnded
    """
    row = _locked(appointment, by=by)
    known = Try.objects.filter(pk=once, appointment=row).first()
    if known is not None:
        return known
    if not row.is_upcoming:
        raise AlreadyEnded
    made = Try.objects.create(
        pk=once, appointment=row, tried_at=timezone.now(), outcome=outcome.value
    )
    if outcome in ENDS:
        kept = outcome in KEEPS
        row.status = Appointment.Status.HONOURED if kept else Appointment.Status.CANCELLED
        row.save(update_fields=["status"])
    by.note(Act.CALL_TRIED, container=row.demande_id or row.dossier_id, about=row.agent_id)
    activity.record(What.CALL_TRIED, by=by, mode=outcome.value, outcome=keeping(row, [made]).value)
    return made


@transaction.atomic
def take_over(appointment: UUID, *, by: Keyring) -> Appointment:
    """Promise it oneself, in the place of a colleague. KeyNotHeld, AlreadyEnded."""
    row = _locked(appointment, by=by)
    if not row.is_upcoming:
        raise AlreadyEnded
    if row.agent_id != by.agent.pk:
        former, row.agent = row.agent_id, by.agent
        row.save(update_fields=["agent"])
        by.note(Act.CALL_TAKEN_OVER, container=row.demande_id or row.dossier_id, about=former)
    return row


def keeping(
    row: Appointment, tries: Sequence[Try] | None = None, *, now: datetime | None = None
) -> Keeping:
    """Whether the promised hour was kept: a first try at the hour, or in the ten minutes after."""
    made = list(row.tries.all()) if tries is None else list(tries)
    if made:
        first = min(each.tried_at for each in made)
        return Keeping.KEPT if first <= row.starts_at + GRACE else Keeping.LATE
    late = (now or timezone.now()) > row.starts_at + GRACE
    return Keeping.NOT_KEPT if late and row.is_upcoming else Keeping.AHEAD


def side_of(instant: datetime) -> str:
    """« heure d’été » or « heure d’hiver » when that hour exists twice that night, else ""."""
    wall = timezone.localtime(instant)
    naive = wall.replace(tzinfo=None)
    first, second = (naive.replace(tzinfo=wall.tzinfo, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return ""
    return "heure d’hiver" if wall.utcoffset() == second.utcoffset() else "heure d’été"


def _may_know(row: Appointment, by: Keyring) -> bool:
    """Who promised it, and whoever holds more of its link than the themes that leads read."""
    if row.agent_id == by.agent.pk:
        return True
    link = row.demande_id or row.dossier_id
    held = by.grants().exclude(compartment=Compartment.MEANS)
    return link is not None and held.filter(container_id=link).exists()


def _locked(appointment: UUID, *, by: Keyring) -> Appointment:
    promise(appointment, by=by)
    return Appointment.objects.select_for_update().get(pk=appointment)
