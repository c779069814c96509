"""Read requests: one, the register, what waits, what concerns a dossier. Each reading journaled.

Lists cost the same number of queries whatever their length.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.agents.models import Agent, Function
from entrenous.dossiers.models import Dossier
from entrenous.gateway.codes import State, Why
from entrenous.gateway.contents import (
    Decision,
    EmbargoLift,
    EvidenceDemand,
    Information,
    PersonTrace,
    Promise,
    RegisterLine,
    RequestLetter,
    SentLetter,
    TransferNote,
    Verdict,
    Withdrawal,
)
from entrenous.gateway.holding import demand_legal_desk
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.keyring import accounts, records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.following import parent_named_in
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

T = TypeVar("T")

_DUE_WITHIN_DAYS = 7


@dataclass(frozen=True)
class OpenedRequest:
    """Everything that `by` may read of a request. `letter` is None when it does not open."""

    row: ThirdPartyRequest
    opened: OpenContainer
    reading: Reading
    dossier: Dossier | None

    @property
    def letter(self) -> OpenRecord[RequestLetter] | None:
        """The letter as last corrected."""
        return self.reading.one(RequestLetter)

    @property
    def verdict(self) -> OpenRecord[Verdict] | None:
        """The proposal that the decision was taken on; None while nothing is decided."""
        return self.reading.one(Verdict)

    @property
    def decision(self) -> OpenRecord[Decision] | None:
        """What was decided, and who signed it."""
        return self.reading.one(Decision)

    @property
    def line(self) -> RegisterLine | None:
        """The register line."""
        return self._content(RegisterLine)

    @property
    def information(self) -> Information | None:
        """When the person was told, or why she is not told first."""
        return self._content(Information)

    @property
    def lift(self) -> EmbargoLift | None:
        """The legal desk's decision that she may be told."""
        return self._content(EmbargoLift)

    @property
    def withdrawal(self) -> Withdrawal | None:
        """The requester no longer asks."""
        return self._content(Withdrawal)

    @property
    def letters(self) -> list[OpenRecord[SentLetter]]:
        """The letters that left, the first one first."""
        return self.reading.of(SentLetter)

    @property
    def promises(self) -> list[OpenRecord[Promise]]:
        """What the partner promised."""
        return self.reading.of(Promise)

    @property
    def notes(self) -> list[OpenRecord[TransferNote]]:
        """The words that went with a transfer."""
        return self.reading.of(TransferNote)

    @property
    def demands(self) -> list[OpenRecord[EvidenceDemand]]:
        """What was asked for before anything is given."""
        return self.reading.of(EvidenceDemand)

    @property
    def holds_whole(self) -> bool:
        """Whether `by` may link it, transfer it, have it signed: not the legal desk's part."""
        return self.opened.covers(Compartment.WHOLE)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing, altered or older than it should be."""
        return self.reading.is_whole

    def _content(self, kind: type[T]) -> T | None:
        found = self.reading.one(kind)
        return found.content if found else None


@dataclass(frozen=True)
class Line:
    """One request of a list. `letter` is None for those who hold its register line only."""

    row: ThirdPartyRequest
    line: RegisterLine | None
    letter: RequestLetter | None
    decision: Decision | None = None

    @property
    def under_embargo(self) -> bool:
        """Whether the person may not be told yet."""
        return self.line is not None and self.line.under_embargo


@dataclass(frozen=True)
class Awaiting:
    """One request for « Ma journée », and why it is there: the most pressing reason."""

    line: Line
    why: Why
    more: tuple[Why, ...] = field(default=())


def open_request(by: Keyring, request: UUID) -> OpenedRequest:
    """Open one request; the reading is journaled first. KeyNotHeld, VaultClosed."""
    row = _rows().filter(pk=request).first()
    if row is None:
        raise KeyNotHeld
    opened = by.open(request, Act.REQUEST_OPENED)
    if not opened.covers(Compartment.REQUESTS):
        raise KeyNotHeld
    reading = records.read(opened)
    named = parent_named_in(reading)
    dossier = Dossier.objects.filter(pk=named).first() if named and by.holds(named) else None
    return OpenedRequest(row, opened, reading, dossier)


def register(by: Keyring) -> list[Line]:
    """Every request of which `by` reads the letter, the latest first. One journal entry."""
    return [each for each in _lines(by, _held(by), Act.REGISTER_OPENED) if each.letter]


def legal_register(by: Keyring) -> list[Line]:
    """Every register line of the organisation that the legal desk holds. KeyNotHeld."""
    demand_legal_desk(by)
    return [each for each in _lines(by, _held(by), Act.REGISTER_OPENED) if each.line]


def deferred(by: Keyring) -> list[Line]:
    """The legal desk's lines whose person may not be told yet, the oldest first. KeyNotHeld."""
    return [each for each in reversed(legal_register(by)) if each.under_embargo]


def search(by: Keyring, words: str) -> list[Line]:
    """The requests of `by` in which every one of these words is written. Terms are not kept."""
    wanted = fold(words).split()
    found = _lines(by, _held(by), Act.REGISTER_SEARCHED)
    return [e for e in found if e.letter and wanted and _holds_words(e.letter, wanted)]


def for_dossier(by: Keyring, dossier: Dossier) -> list[Line]:
    """The requests about one person, for those who hold her dossier. One journal entry."""
    rows = _rows().filter(container__parent=dossier.pk)
    if not rows.exists():
        return []
    return [each for each in _lines(by, rows, Act.REGISTER_OPENED) if each.letter]


def awaiting(by: Keyring) -> list[Awaiting]:
    """What waits for this agent, the most pressing first: late, due, to sign, transferred…

    Nothing is journaled, and nothing opened, when no request of hers waits.
    """
    rows = _held(by).filter(_waits())
    if not rows.exists():
        return []
    lines = _lines(by, rows, Act.REGISTER_OPENED)
    parents = {each.row.container.parent_id for each in lines} - {None}
    mine = Dossier.objects.filter(pk__in=parents, referent=by.agent).values_list("pk", flat=True)
    followed = frozenset(mine)
    found = [
        Awaiting(each, reasons[0], tuple(reasons[1:]))
        for each in lines
        if (reasons := _reasons(by.agent, each, followed))
    ]
    return sorted(found, key=_pressing)


def left_to_her(agent: Agent) -> set[UUID]:
    """The requests under way that only she opens: to be answered, or entrusted, before she goes.

    Those linked to a dossier follow it.
    """
    alone = accounts.held_alone(agent, Container.Kind.THIRD_PARTY)
    rows = ThirdPartyRequest.objects.filter(pk__in=alone, closed_on=None, container__parent=None)
    return set(rows.values_list("pk", flat=True))


def traces_of(reading: Reading) -> list[PersonTrace]:
    """What a person may read of the answers about her, in a reading of her dossier."""
    return [each.content for each in reading.of(PersonTrace)]


def _rows() -> QuerySet[ThirdPartyRequest]:
    return ThirdPartyRequest.objects.select_related(
        "circonscription", "in_charge", "entered_by", "container"
    )


def _held(by: Keyring) -> QuerySet[ThirdPartyRequest]:
    return _rows().filter(pk__in=by.held(Container.Kind.THIRD_PARTY))


def _lines(by: Keyring, rows: Iterable[ThirdPartyRequest], act: Act) -> list[Line]:
    """Open what a list shows of these requests: one entry in the journal, one query of records."""
    wanted = list(rows)
    opened = by.open_list((row.pk for row in wanted), act)
    readings = records.read_many(opened.values(), RegisterLine, RequestLetter, Decision)
    return [_line(row, readings[row.pk]) for row in wanted if row.pk in readings]


def _line(row: ThirdPartyRequest, reading: Reading) -> Line:
    line, letter = reading.one(RegisterLine), reading.one(RequestLetter)
    decision = reading.one(Decision)
    return Line(
        row,
        line.content if line else None,
        letter.content if letter else None,
        decision.content if decision else None,
    )


def _holds_words(letter: RequestLetter, wanted: list[str]) -> bool:
    written = fold(
        " ".join(
            (
                letter.requester, letter.requester_name, letter.requester_address,
                letter.person_named, letter.letter, letter.asked_free, letter.basis_claimed,
                letter.reference,
            )
        )
    )  # fmt: skip
    return all(word in written for word in wanted)


def _waits() -> Q:
    """What the clear row tells of a request that waits for someone."""
    today = timezone.localdate()
    return Q(closed_on=None) | Q(promise_due_on__lte=today)


def _reasons(agent: Agent, each: Line, followed: frozenset[UUID]) -> list[Why]:
    """Why a request is in someone's day; the clearest reason first.

    followed  the dossiers whose référente she is: what a former one left comes to her
    """
    row, today = each.row, timezone.localdate()
    if each.letter is None:
        return []
    days_left = row.days_left if row.is_ongoing else None
    ours = row.in_charge_id in {None, agent.pk} or row.container.parent_id in followed
    legal = agent.has_function(Function.Kind.LEGAL_DESK)
    signed = each.decision and str(agent.pk) in {s.agent for s in each.decision.signatures}
    found = (
        (Why.LATE, ours and days_left is not None and days_left < 0),
        (Why.DUE, ours and days_left is not None and 0 <= days_left <= _DUE_WITHIN_DAYS),
        (Why.TO_SIGN, row.state == State.TO_SIGN and not signed),
        (Why.TRANSFERRED, row.state == State.WITH_LEGAL_DESK and legal),
        (Why.TO_SEND, row.state == State.DECIDED and ours),
        (Why.TO_TREAT, row.state == State.RECEIVED and ours),
        (Why.PROMISE, bool(row.promise_due_on and row.promise_due_on <= today) and ours),
    )
    return [why for why, applies in found if applies]


def _pressing(each: Awaiting) -> tuple[int, object, object]:
    row = each.line.row
    return list(Why).index(each.why), row.due_on or row.received_on, row.pk
