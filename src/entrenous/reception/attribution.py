"""The lead's decision: who becomes référente. She sees means, codes and days, never the request.

00-decisions A3, A7. The key goes from the group to the référente at the next member's passage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.dossiers import counts
from entrenous.dossiers.codes import Theme
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import PendingGrant
from entrenous.keyring.opening import Keyring
from entrenous.reception import queries
from entrenous.reception.availability import with_groups
from entrenous.reception.contents import DemandeThemes, ReferentWish
from entrenous.reception.errors import AlreadyAttributed, AlreadyClosed, NotForHer
from entrenous.reception.models import Appointment, DeclaredHours, Demande, NotToAttribute
from entrenous.vault.grants import Motive

AHEAD_DAYS: Final = 30
WEEK_DAYS: Final = 7


@dataclass(frozen=True)
class Waiting:
    """A request as the lead sees it."""

    demande: Demande
    themes: tuple[Theme, ...] = ()
    key_on_its_way: bool = False
    wish: ReferentWish | None = None
    not_for: tuple[Agent, ...] = ()


@dataclass(frozen=True)
class Load:
    """The means of one worker: what she carries and what is ahead. No act, no minute, no rank."""

    agent: Agent
    secteurs: tuple[str, ...]
    active: int
    due: int
    appointments: int
    hours: float
    is_certified: bool = True
    declared: int | None = None


def open_requests(places: Iterable[Circonscription], *, by: Keyring) -> list[Waiting]:
    """What waits for a référente or for its key, urgent first; themes if the key is held."""
    rows = list(
        Demande.objects.filter(circonscription__in=list(places))
        .exclude(status=Demande.Status.CLOSED)
        .select_related("secteur", "attributed_to", "circonscription")
        .order_by("-status", "-urgency", "received_at")
    )
    if not rows:
        return []
    opened = by.open_list([r.pk for r in rows], Act.DEMANDES_LISTED)
    readings = records.read_many(opened.values(), DemandeThemes, ReferentWish)
    on_their_way = queries.keys_on_their_way(r.pk for r in rows)
    not_for: dict[UUID, list[Agent]] = {}
    for said in NotToAttribute.objects.filter(demande__in=rows).select_related("agent"):
        not_for.setdefault(said.demande_id, []).append(said.agent)
    return [
        Waiting(
            row,
            *_told(readings.get(row.pk), on_its_way=row.pk in on_their_way),
            not_for=tuple(not_for.get(row.pk, ())),
        )
        for row in rows
    ]


def _told(
    reading: records.Reading | None, *, on_its_way: bool
) -> tuple[tuple[Theme, ...], bool, ReferentWish | None]:
    """What a lead's key opens of a request: its themes, and the person's wish."""
    if reading is None:
        return (), on_its_way, None
    themes, wish = reading.one(DemandeThemes), reading.one(ReferentWish)
    return (
        themes.content.themes if themes else (),
        on_its_way,
        wish.content if wish and wish.content.agent else None,
    )


def loads(places: Iterable[Circonscription]) -> list[Load]:
    """The workers of the lead's places, in the order of names: a load is not a ranking."""
    functions = (
        Function.objects.filter(
            kind=Function.Kind.SOCIAL_WORKER,
            circonscription__in=list(places),
            agent__is_active=True,
        )
        .select_related("agent", "secteur")
        .order_by("agent__family_name", "agent__given_name", "secteur__name")
    )
    agents: dict[UUID, Agent] = {}
    secteurs: dict[UUID, list[str]] = {}
    for function in functions:
        agents[function.agent_id] = function.agent
        named = [function.secteur.name] if function.secteur else []
        secteurs.setdefault(function.agent_id, []).extend(named)
    today = timezone.localdate()
    active = counts.active_by_agent(agents)
    due = counts.due_by_agent(agents, today=today, days=AHEAD_DAYS)
    booked = _booked(agents)
    declared = dict(DeclaredHours.objects.filter(agent__in=agents).values_list("agent", "hours"))
    return [
        Load(
            agent,
            tuple(secteurs[pk]),
            active.get(pk, 0),
            due.get(pk, 0),
            len(booked.get(pk, ())),
            round(sum(booked.get(pk, ())) / 60, 1),
            is_certified(agent.organisation_id, pk),
            declared.get(pk),
        )
        for pk, agent in agents.items()
    ]


@transaction.atomic
def attribute(demande: UUID, to: Agent, *, by: Keyring) -> Demande:
    """Decide who becomes référente. The key follows at the next member's passage.

    raises  KeyNotHeld: not a lead of the place, or a worker of elsewhere; NotCertified;
            AlreadyClosed; NotForHer: she said she cannot;
            AlreadyAttributed: the key was handed over, she transfers it herself
    source  00-decisions A3
    """
    _ = by.secret
    row = Demande.objects.select_for_update().filter(pk=demande).first()
    places = by.agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    if row is None or row.circonscription_id not in {p.pk for p in places}:
        raise KeyNotHeld
    if to.organisation_id != by.organisation or not to.has_function(Function.Kind.SOCIAL_WORKER):
        raise KeyNotHeld
    if row.status == Demande.Status.CLOSED:
        raise AlreadyClosed
    if not is_certified(by.organisation, to.pk):
        raise NotCertified
    if NotToAttribute.objects.filter(demande=row, agent=to).exists():
        raise NotForHer
    if row.attributed_to_id == to.pk:
        return row
    _take_back_promise(row)
    row.attributed_to, row.status = to, Demande.Status.ATTRIBUTED
    row.save(update_fields=["attributed_to", "status"])
    containers.plan_grant(row.pk, to.pk, motive=Motive.ATTRIBUTION, decided_by=by)
    by.note(Act.DEMANDE_ATTRIBUTED, container=row.pk, about=to.pk)
    activity.record(
        What.DEMANDE_ATTRIBUTED,
        by=by,
        circonscription=row.circonscription,
        secteur=row.secteur,
        delay=row.waiting_days,
    )
    return row


def _take_back_promise(row: Demande) -> None:
    """A former choice may change while its key has not left; afterwards it may not."""
    if row.attributed_to_id is None:
        return
    promised = PendingGrant.objects.filter(container_id=row.pk, recipient=row.attributed_to_id)
    if not promised.exists():
        raise AlreadyAttributed
    promised.delete()


def _booked(agents: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The lengths in minutes of what she meets people for in the week ahead, per worker."""
    now, wanted = timezone.now(), list(agents)
    end = now + timedelta(days=WEEK_DAYS)
    rows = Appointment.objects.filter(
        agent__in=wanted,
        status=Appointment.Status.UPCOMING,
        kind__in=(Appointment.Kind.MEETING, Appointment.Kind.COLLECTIVE),
        starts_at__gte=now,
        starts_at__lt=end,
    )
    found: dict[UUID, list[int]] = {}
    for agent, minutes in rows.values_list("agent", "minutes"):
        found.setdefault(agent, []).append(minutes)
    for session in with_groups(wanted, now, end):
        for agent in session.agents:
            found.setdefault(agent, []).append(session.minutes)
    return found
