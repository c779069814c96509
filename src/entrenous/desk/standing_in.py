"""Who stands in for someone who is away: what they may read, and what they are told they may not.

A message in the person's space, or left at reception, opens for a key. Whoever stands in without
it learns on her day that something waits: how many people, since which day, never a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.continuity.models import CoveredDossier
from entrenous.continuity.queries import away_until, covered_today
from entrenous.desk.promises import adrift
from entrenous.dossiers import left_messages
from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.reception import meeting
from entrenous.reception.models import Vacancy
from entrenous.space import unopened
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Reach:
    """Who reads a message left at reception while the référente is away.

    until    the last day of her absence; None: she is there, or left for good
    readers  stand in, and open it
    told     stand in without the key: their day says that it waits
    """

    referent: Agent
    is_away: bool
    until: date | None
    readers: tuple[Agent, ...]
    told: tuple[Agent, ...]

    @property
    def is_read(self) -> bool:
        """Tell whether someone who is there opens it."""
        return not self.is_away or bool(self.readers)


def reach(dossier: UUID) -> Reach:
    """How far a message left today goes. A colleague who shares the dossier is not named.

    raises  KeyNotHeld: no such dossier
    """
    row = Dossier.objects.select_related("referent").filter(pk=dossier).first()
    if row is None:
        raise KeyNotHeld
    if not adrift([row.referent]):
        return Reach(row.referent, is_away=False, until=None, readers=(), told=())
    rows = covered_today(dossier=row).select_related("cover__colleague")
    found = {each.cover.colleague_id: each.cover.colleague for each in rows}
    if vacancy := meeting.vacancy_of(row.secteur_id):
        found[vacancy.cover_id] = vacancy.cover
    opens = live_grants().filter(
        container_id=dossier, recipient__in=found,
        compartment__in=(Compartment.WHOLE, Compartment.RECEPTION),
    )  # fmt: skip
    holders = set(opens.values_list("recipient", flat=True))
    named = sorted(found.values(), key=lambda agent: agent.display_name)
    return Reach(
        row.referent,
        is_away=True,
        until=away_until(row.referent) if row.referent.is_active else None,
        readers=tuple(agent for agent in named if agent.pk in holders),
        told=tuple(agent for agent in named if agent.pk not in holders),
    )


@dataclass(frozen=True)
class Unreadable:
    """People whose message waits for someone whom this agent stands in for, without the key.

    left  at reception; otherwise written in their spaces
    """

    covered: CoveredDossier | None
    vacancy: Vacancy | None
    people: int
    since: date
    left: bool


def told_to(by: Keyring, held: Iterable[UUID]) -> list[Unreadable]:
    """What is told to who stands in without the key, cover by cover, then vacancy by vacancy.

    held  the dossiers that she opens: their messages are on her day already

    Six queries for any number; two for who stands in for nobody.
    """
    own = set(held)
    rows = covered_today(cover__colleague=by.agent).select_related("cover__absent")
    covered = [row for row in rows if row.dossier_id not in own]
    vacant = Vacancy.objects.filter(cover=by.agent, ended_on=None).select_related("secteur")
    vacancies = {row.secteur_id: row for row in vacant}
    if not covered and not vacancies:
        return []
    concerned = Dossier.objects.filter(
        Q(pk__in=[row.dossier_id for row in covered]) | Q(secteur__in=vacancies), merged_into=None
    )
    ids = concerned.values_list("pk", flat=True)
    wrote = unopened.waiting_among(ids)
    written = {pk: timezone.localdate(at) for pk, at in wrote.items()}
    left = left_messages.waiting_among(ids)
    places = _adrift_places(({*written, *left} - own) - {row.dossier_id for row in covered})
    found = []
    for since, is_left in ((written, False), (left, True)):
        found += _by_cover(covered, since, left=is_left)
        found += _by_vacancy(vacancies, places, since, left=is_left)
    return sorted(found, key=lambda each: each.covered is None)


def _adrift_places(dossiers: set[UUID]) -> dict[UUID, UUID]:
    """The secteur of those whose référente is not there to read."""
    if not dossiers:
        return {}
    rows = list(Dossier.objects.filter(pk__in=dossiers).select_related("referent"))
    away = adrift(row.referent for row in rows)
    return {row.pk: row.secteur_id for row in rows if row.referent_id in away}


def _by_cover(
    covered: list[CoveredDossier], since: dict[UUID, date], *, left: bool
) -> list[Unreadable]:
    groups: dict[UUID, list[CoveredDossier]] = {}
    for row in covered:
        if row.dossier_id in since:
            groups.setdefault(row.cover_id, []).append(row)
    return [
        Unreadable(rows[0], None, len(rows), min(since[row.dossier_id] for row in rows), left=left)
        for rows in groups.values()
    ]


def _by_vacancy(
    vacancies: dict[UUID, Vacancy], places: dict[UUID, UUID], since: dict[UUID, date], *, left: bool
) -> list[Unreadable]:
    groups: dict[UUID, list[date]] = {}
    for dossier, on in since.items():
        if dossier in places:
            groups.setdefault(places[dossier], []).append(on)
    return [
        Unreadable(None, vacancies[secteur], len(days), min(days), left=left)
        for secteur, days in groups.items()
        if secteur in vacancies
    ]
