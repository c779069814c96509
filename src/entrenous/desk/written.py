"""What persons wrote in their spaces, as the desk may know it: for whom, since when, until when.

Reception has no key to a message and is told no name: one line for each référente, with how many
people wrote, and who stands in for her. Protected dossiers count with the others: a line left out
would point at them (ADR 0029). Who stands in without the key is told by `standing_in`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from entrenous.agents.models import Agent, Circonscription
from entrenous.continuity.queries import covered_today
from entrenous.desk.promises import adrift
from entrenous.keyring.opening import Keyring
from entrenous.reception import meeting
from entrenous.reception.entries import Entry, EntryKind
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


def _of(rows: list[Space], named: tuple[Agent, ...], days: int, away: set[UUID]) -> Waiting:
    since = min(row.unopened_since for row in rows if row.unopened_since)
    referent = rows[0].dossier.referent
    due_on = unopened.due_on(since, days)
    return Waiting(referent, len(rows), since, due_on, referent.pk in away, named)


def _covers(spaces: Sequence[Space]) -> dict[UUID, dict[UUID, Agent]]:
    found: dict[UUID, dict[UUID, Agent]] = defaultdict(dict)
    rows = covered_today(dossier__in=[space.dossier_id for space in spaces])
    for row in rows.select_related("cover__colleague"):
        found[row.dossier_id][row.cover.colleague_id] = row.cover.colleague
    return found


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
