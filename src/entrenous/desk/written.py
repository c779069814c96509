"""What persons wrote in their spaces, as the desk may know it: for whom, since when, until when.

Reception has no key to a message and is told no name: one line for each référente, with how many
people wrote, and who stands in for her. Protected dossiers count with the others: a line left out
would point at them (ADR 0029).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription
from entrenous.continuity.codes import Scope
from entrenous.continuity.models import CoveredDossier
from entrenous.desk.promises import adrift
from entrenous.keyring.opening import Keyring
from entrenous.reception import meeting
from entrenous.reception.entries import Entry, EntryKind
from entrenous.reception.models import Vacancy
from entrenous.space import unopened
from entrenous.space.models import Space


@dataclass(frozen=True)
class Waiting:
    """People who wrote to one référente, and who stands in for her in their dossiers, if needed.

    since, due_on  of the first who wrote; due_on as she was told
    """

    referent: Agent
    people: int
    since: datetime
    due_on: date
    is_away: bool
    stand_ins: tuple[Agent, ...]


def waiting(places: Sequence[Circonscription]) -> list[Waiting]:
    """What waits to be opened in some houses. Five queries for any number; nothing is opened."""
    spaces = unopened.waiting_in(places)
    if not spaces:
        return []
    away = adrift(space.dossier.referent for space in spaces)
    covers = _covers(spaces)
    vacant = {row.secteur_id: row.cover for row in meeting.vacancies(list(places))}
    groups: dict[tuple[UUID, tuple[Agent, ...]], list[Space]] = defaultdict(list)
    for space in spaces:
        referent = space.dossier.referent
        found = {} if referent.pk not in away else covers[space.dossier_id]
        if referent.pk in away and space.dossier.secteur_id in vacant:
            cover = vacant[space.dossier.secteur_id]
            found = {**found, cover.pk: cover}
        named = tuple(sorted(found.values(), key=lambda a: a.display_name))
        groups[referent.pk, named].append(space)
    days = places[0].organisation.message_days
    return [_of(rows, named, days, away) for (_, named), rows in groups.items()]


def lines(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """The same in the queue. No page behind: nothing can be read from there."""
    _ = by.secret
    return [
        Entry(
            kind=EntryKind.MESSAGE,
            about=each.referent.pk,
            page="",
            since=each.since,
            title=_title(each.people),
            detail=_who_reads(each),
            promised_on=each.due_on,
            promised_by=each.referent,
        )
        for each in waiting(places)
    ]


@dataclass(frozen=True)
class Unreadable:
    """People who wrote to someone whom this agent stands in for, without the key to read it."""

    covered: CoveredDossier | None
    vacancy: Vacancy | None
    people: int
    since: datetime


def told_to(by: Keyring, held: Iterable[UUID]) -> list[Unreadable]:
    """What is told to who stands in without the key, cover by cover, then vacancy by vacancy.

    held  the dossiers that she opens: their messages are on her day already
    """
    own = set(held)
    rows = _running(cover__colleague=by.agent, cover__scope=Scope.DATES.value).select_related(
        "cover__absent"
    )
    covered = [row for row in rows if row.dossier_id not in own]
    since = unopened.waiting_among(row.dossier_id for row in covered)
    by_cover: dict[UUID, list[CoveredDossier]] = defaultdict(list)
    for row in covered:
        if row.dossier_id in since:
            by_cover[row.cover_id].append(row)
    found = [
        Unreadable(those[0], None, len(those), min(since[row.dossier_id] for row in those))
        for those in by_cover.values()
    ]
    return [*found, *_vacant(by, own | {row.dossier_id for row in covered})]


def _vacant(by: Keyring, told: set[UUID]) -> Iterable[Unreadable]:
    rows = Vacancy.objects.filter(cover=by.agent, ended_on=None).select_related("secteur")
    for vacancy in rows:
        spaces = Space.objects.filter(
            dossier__secteur=vacancy.secteur, unopened_since__isnull=False
        ).exclude(dossier__in=told)
        instants = [row.unopened_since for row in spaces if row.unopened_since]
        if instants:
            yield Unreadable(None, vacancy, len(instants), min(instants))


def _of(rows: list[Space], named: tuple[Agent, ...], days: int, away: set[UUID]) -> Waiting:
    since = min(row.unopened_since for row in rows if row.unopened_since)
    referent = rows[0].dossier.referent
    due_on = unopened.due_on(since, days)
    return Waiting(referent, len(rows), since, due_on, referent.pk in away, named)


def _covers(spaces: Sequence[Space]) -> dict[UUID, dict[UUID, Agent]]:
    found: dict[UUID, dict[UUID, Agent]] = defaultdict(dict)
    rows = _running(dossier__in=[space.dossier_id for space in spaces])
    for row in rows.select_related("cover__colleague"):
        found[row.dossier_id][row.cover.colleague_id] = row.cover.colleague
    return found


def _running(**of: object) -> QuerySet[CoveredDossier]:
    """The dossiers of the covers of today."""
    today = timezone.localdate()
    return CoveredDossier.objects.filter(
        cover__ended_on=None,
        cover__starts_on__lte=today,
        cover__ends_on__gte=today,
        withdrawn_on=None,
        **of,
    )


def _title(people: int) -> str:
    return f"{people} personnes ont écrit" if people > 1 else "Une personne a écrit"


def _who_reads(each: Waiting) -> str:
    name = each.referent.display_name
    if not each.is_away:
        return f"{name} le voit dans sa journée"
    if not each.stand_ins:
        return f"{name} n’est pas là, personne ne relève : à dire à la responsable"
    who = " et ".join(agent.display_name for agent in each.stand_ins)
    return f"{name} n’est pas là : relève assurée par {who}, qui le voit"
