"""The relays of a dossier that is open already: where each stands, which a partner accepted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.dossiers.contents import PersonCard
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.relays import state
from entrenous.relays.codes import Stage
from entrenous.relays.contents import Relay, Step, Told

#: A number, she may choose to give; her address does not leave while she is protected.
_ADDRESS = frozenset({"adresse", "adresse_protegee"})
#: What a reading must cover for `in_reading`.
KINDS = (Relay, Agreement, PersonCard)


@dataclass(frozen=True)
class RelayState:
    """One relay as of a day.

    awaited_on     the day until which an answer is waited for, or None
    has_come_back  nobody answered in time: the service says what next
    may_leave      what she still agrees to have told that day
    left           what really left, and when: it cannot be taken back
    """

    id: UUID
    version: int
    said: Relay
    stage: Stage
    awaited_on: date | None
    has_come_back: bool
    may_leave: tuple[Told, ...]
    left: tuple[Step, ...]

    @property
    def is_accepted(self) -> bool:
        """The partner said yes: an ending may name it."""
        return self.stage in state.ACCEPTED

    @property
    def is_waiting(self) -> bool:
        """It left, and nobody said yes or no."""
        return self.stage in state.WAITING

    @property
    def steps_latest_first(self) -> tuple[Step, ...]:
        """What happened, the latest first."""
        return self.said.steps[::-1]

    @property
    def is_over(self) -> bool:
        """Nothing more can be noted of it."""
        return state.is_over(self.said)

    @property
    def last_on(self) -> date:
        """The day of the last thing that happened."""
        return self.said.steps[-1].on if self.said.steps else self.said.read_on


def for_dossier(opened: OpenContainer, on: date | None = None) -> list[RelayState]:
    """Every relay of an opened dossier, the latest first. It was journaled when it was opened.

    Needs the person's compartment only: her space reads it as the référente does.
    raises  KeyNotHeld: this key does not cover what the person sees
    """
    opened.key_for(records.compartment_of(Relay))
    return in_reading(records.read(opened, *KINDS), on)


def in_reading(reading: Reading, on: date | None = None) -> list[RelayState]:
    """The same, from a reading that covers KINDS."""
    today = on or timezone.localdate()
    agreements = {str(each.id): each.content for each in _sure(reading)}
    card = reading.one(PersonCard)
    kept = _ADDRESS if card and card.content.is_protected else frozenset[str]()
    found = [
        _state(each, agreements.get(each.content.agreement), today, kept)
        for each in reading.of(Relay)
    ]
    return sorted(found, key=lambda each: each.last_on, reverse=True)


def accepted(opened: OpenContainer) -> list[RelayState]:
    """Those that a partner accepted: what an ending may name."""
    return [each for each in for_dossier(opened) if each.is_accepted]


def _sure(reading: Reading) -> list[OpenRecord[Agreement]]:
    """No agreement counts when rows are missing: a withdrawal may be one of them."""
    in_doubt = reading.lost or records.compartment_of(Agreement) in reading.doubtful
    return [] if in_doubt else reading.of(Agreement)


def _state(
    known: OpenRecord[Relay], agreement: Agreement | None, today: date, kept: frozenset[str]
) -> RelayState:
    """kept: what would tell where a protected person is, prepared before she was protected."""
    said = known.content
    may_leave = state.may_leave(said, agreement, today)
    return RelayState(
        known.id,
        known.version,
        said,
        state.stage(said),
        state.answer_by(said),
        state.has_come_back(said, today),
        tuple(each for each in may_leave if each.item not in kept),
        state.has_left(said),
    )
