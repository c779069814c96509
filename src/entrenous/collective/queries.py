"""The actions of the service by title and days; one of them whole for its co-animators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.collective.codes import Answer, Question
from entrenous.collective.contents import (
    ActionCard,
    Assessment,
    Evaluation,
    Project,
    SessionSheet,
)
from entrenous.collective.models import CollectiveAction, CollectiveSession
from entrenous.journal.acts import Act
from entrenous.keyring import accounts, containers, records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

_UNREADABLE = ActionCard("Titre illisible")


@dataclass(frozen=True)
class Listed:
    """A line of the list. `is_held`: the reader is a co-animator, and may open it."""

    row: CollectiveAction
    title: str
    days: list[CollectiveSession]
    is_held: bool


@dataclass(frozen=True)
class Slot:
    """A session as an agenda takes it: when, who animates, how many people. No title, no name."""

    session: UUID
    action: UUID
    agents: frozenset[UUID]
    starts_at: datetime
    minutes: int
    expected: int | None
    headcount: int | None

    @property
    def ends_at(self) -> datetime:
        """When it ends, in real minutes."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class OpenAction:
    """An action as its co-animators read it."""

    row: CollectiveAction
    reading: Reading
    sessions: list[CollectiveSession]

    @property
    def title(self) -> str:
        """Its title, or a stand-in when it does not read."""
        known = self.reading.one(ActionCard)
        return (known.content if known else _UNREADABLE).title

    @property
    def project(self) -> OpenRecord[Project] | None:
        """Why and how."""
        return self.reading.one(Project)

    @property
    def assessment(self) -> OpenRecord[Assessment] | None:
        """What co-animators make of it."""
        return self.reading.one(Assessment)

    @property
    def evaluations(self) -> list[Evaluation]:
        """What the papers say, the latest first."""
        found = (each.content for each in self.reading.of(Evaluation))
        return sorted(found, key=lambda each: each.on, reverse=True)

    @property
    def held(self) -> list[CollectiveSession]:
        """The sessions that took place."""
        return [each for each in self.sessions if each.is_held]

    @property
    def ahead(self) -> list[CollectiveSession]:
        """Those to hold, or to count."""
        return [each for each in self.sessions if not each.is_held and not each.is_cancelled]

    @property
    def cancelled(self) -> list[CollectiveSession]:
        """Those that were not held."""
        return [each for each in self.sessions if each.is_cancelled]

    @property
    def people(self) -> int:
        """How many came, all sessions together: someone who came twice counts twice."""
        return sum(each.headcount or 0 for each in self.sessions)

    @property
    def minutes(self) -> int:
        """The length of the sessions held."""
        return sum(each.minutes for each in self.held)

    @property
    def papers(self) -> int:
        """How many papers came back."""
        return sum(each.papers for each in self.evaluations)

    @property
    def totals(self) -> list[tuple[Question, list[int]]]:
        """Each question, and how many papers gave each answer, in the order of `Answer`."""
        return [
            (question, [self._total(question, answer) for answer in Answer])
            for question in Question
        ]

    def sheet(self, session: UUID) -> SessionSheet:
        """What co-animators keep of a session."""
        found = (each.content for each in self.reading.of(SessionSheet))
        kept = next((each for each in found if each.session == str(session)), None)
        return kept or SessionSheet(str(session))

    def _total(self, question: Question, answer: Answer) -> int:
        tallies = (tally for each in self.evaluations for tally in each.tallies)
        return sum(t.count for t in tallies if t.question is question and t.answer is answer)


def listed(by: Keyring) -> list[Listed]:
    """The actions whose title this agent may read, those under way first. One journal entry."""
    ids = by.held(Container.Kind.COLLECTIVE)
    rows = list(
        CollectiveAction.objects.filter(pk__in=ids)
        .select_related("circonscription")
        .prefetch_related("sessions")
    )
    if not rows:
        return []
    opened = by.open_list([row.pk for row in rows], Act.COLLECTIVE_LISTED)
    titles = records.read_many(opened.values(), ActionCard)
    found = [
        Listed(row, _title(titles, row.pk), list(row.sessions.all()),
               opened[row.pk].covers(Compartment.NOTES))
        for row in rows
        if row.pk in opened
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.row.ended_on is not None, each.title.casefold()))


def open_action(by: Keyring, action: UUID, act: Act = Act.COLLECTIVE_OPENED) -> OpenAction:
    """One action, journaled before it is read. KeyNotHeld: the title is all she may read."""
    row = (
        CollectiveAction.objects.select_related("circonscription")
        .filter(pk=action, circonscription__organisation=by.organisation)
        .first()
    )
    if row is None:
        raise KeyNotHeld
    opened = by.open(action, act)
    opened.key_for(Compartment.WHOLE)
    return OpenAction(row, records.read(opened), list(row.sessions.all()))


def facilitators(action: UUID) -> list[Agent]:
    """Those who hold it whole, by name."""
    holders = containers.whole_holders(action)
    return list(Agent.objects.filter(pk__in=holders).order_by("family_name", "given_name"))


def slots(agents: Iterable[UUID], first: date, last: date) -> list[Slot]:
    """The sessions of these agents' actions between two days, included; nothing is opened.

    What an agenda takes as slots of headcount. A cancelled session takes nobody's time.
    """
    animating = _animating(set(agents))
    start, stop = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (first, last + timedelta(days=1))
    )
    rows = CollectiveSession.objects.filter(
        action__in=list(animating), is_cancelled=False, starts_at__gte=start, starts_at__lt=stop
    )
    return [
        Slot(row.pk, row.action_id, animating[row.action_id], row.starts_at, row.minutes,
             row.expected, row.headcount)
        for row in rows
    ]  # fmt: skip


def left_to_her(agent: Agent) -> set[UUID]:
    """The actions under way that only she holds: passed on, or ended, before she goes."""
    alone = accounts.held_alone(agent, Container.Kind.COLLECTIVE)
    rows = CollectiveAction.objects.filter(pk__in=alone, ended_on=None)
    return set(rows.values_list("pk", flat=True))


def _animating(agents: set[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """Action → those of these agents who hold it whole."""
    rows = live_grants().filter(
        recipient__in=agents,
        compartment=int(Compartment.WHOLE),
        container__kind=Container.Kind.COLLECTIVE,
    )
    found: dict[UUID, set[UUID]] = {}
    for action, agent in rows.values_list("container_id", "recipient"):
        found.setdefault(action, set()).add(agent)
    return {action: frozenset(who) for action, who in found.items()}


def _title(titles: Mapping[UUID, Reading], action: UUID) -> str:
    known = titles[action].one(ActionCard) if action in titles else None
    return (known.content if known else _UNREADABLE).title
