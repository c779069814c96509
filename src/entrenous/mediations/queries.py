"""The mediations of a dossier that is open already: where each stands, what may still be said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.dossiers.contents import PersonCard
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.keyring.records import Reading
from entrenous.mediations import state
from entrenous.mediations.codes import Stage, StepKind
from entrenous.mediations.contents import Mediation, MediationStep
from entrenous.relays.contents import Told

#: Her address is not said while she is protected, whatever was agreed before.
_ADDRESS = frozenset({"adresse", "adresse_protegee"})
#: What a reading must cover for `in_reading`.
KINDS = (Mediation, Agreement, PersonCard)


@dataclass(frozen=True)
class MediationState:
    """One mediation as of a day.

    agreements  what it rests on, none when a withdrawal may be what is missing
    may_say     what may be said that day, and nothing else
    """

    id: UUID
    version: int
    said: Mediation
    agreements: tuple[Agreement, ...]
    stage: Stage
    may_say: tuple[Told, ...]

    @property
    def until_on(self) -> date | None:
        """The last day of the mandate, or None when no agreement of it reads."""
        return max((each.until_on for each in self.agreements), default=None)

    @property
    def agreement(self) -> UUID:
        """The latest agreement it rests on."""
        return UUID(self.said.agreements[-1])

    @property
    def is_over(self) -> bool:
        """Nothing more can be noted of it."""
        return not state.may_come(self.stage)

    @property
    def waits_for_result(self) -> bool:
        """The mandate has ended and nobody said what came of it."""
        return self.stage is Stage.EXPIRED

    @property
    def result(self) -> MediationStep | None:
        """What came of it."""
        return state.result(self.said)

    @property
    def exchanges(self) -> tuple[MediationStep, ...]:
        """What was said and answered, the first one first."""
        told = (StepKind.SAID, StepKind.HEARD)
        found = (each for each in self.said.steps if each.kind in told)
        return tuple(sorted(found, key=lambda each: each.on))

    @property
    def steps_latest_first(self) -> tuple[MediationStep, ...]:
        """What happened, the latest first."""
        return self.said.steps[::-1]

    @property
    def last_on(self) -> date:
        """The day of the last thing that happened."""
        return max((each.on for each in self.said.steps), default=self.said.read_on)

    def may_say_on(self, on: date) -> tuple[Told, ...]:
        """What the mandate let be said on another day."""
        return state.may_say(self.said, self.agreements, on)


def for_dossier(opened: OpenContainer, on: date | None = None) -> list[MediationState]:
    """Every mediation of an opened dossier, the latest first. It was journaled at the opening.

    raises  KeyNotHeld: this key does not cover what the person sees
    """
    opened.key_for(records.compartment_of(Mediation))
    return in_reading(records.read(opened, *KINDS), on)


def in_reading(reading: Reading, on: date | None = None) -> list[MediationState]:
    """The same, from a reading that covers KINDS."""
    today = on or timezone.localdate()
    agreements = _sure(reading)
    card = reading.one(PersonCard)
    kept = _ADDRESS if card and card.content.is_protected else frozenset[str]()
    found = []
    for known in reading.of(Mediation):
        said = known.content
        rests = tuple(agreements[a] for a in said.agreements if a in agreements)
        at = state.stage(said, rests, today)
        free = () if at in (Stage.WITHDRAWN, Stage.DONE, Stage.ENDED) else rests
        told = (each for each in state.may_say(said, free, today) if each.item not in kept)
        found.append(MediationState(known.id, known.version, said, rests, at, tuple(told)))
    return sorted(found, key=lambda each: each.last_on, reverse=True)


def _sure(reading: Reading) -> dict[str, Agreement]:
    """No agreement counts when rows are missing: a withdrawal may be one of them."""
    if reading.lost or records.compartment_of(Agreement) in reading.doubtful:
        return {}
    return {str(each.id): each.content for each in reading.of(Agreement)}
