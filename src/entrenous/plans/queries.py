"""Read a plan and an assessment from an opened dossier, in the order they are worked with."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from entrenous.dossiers.codes import ActionState, Domain
from entrenous.dossiers.contents import (
    DomainAssessment,
    Objective,
    PlanAction,
    PlanFrame,
    PlanReview,
    Synthesis,
)
from entrenous.keyring.records import OpenRecord, Reading

PLAN_KINDS = (Objective, PlanAction, PlanFrame, PlanReview)
ASSESSMENT_KINDS = (DomainAssessment, Synthesis)
ENDED_STATES = (ActionState.DONE, ActionState.DROPPED)
MAX_OBJECTIVES = 4


@dataclass(frozen=True)
class PlannedObjective:
    """An objective and its actions, the earliest due first."""

    record: OpenRecord[Objective]
    actions: Sequence[OpenRecord[PlanAction]]

    @property
    def id(self) -> UUID:
        """The record's id."""
        return self.record.id


@dataclass(frozen=True)
class Plan:
    """The whole plan of a dossier, as it stands."""

    objectives: Sequence[PlannedObjective]
    ended: Sequence[PlannedObjective]
    frame: OpenRecord[PlanFrame] | None
    reviews: Sequence[OpenRecord[PlanReview]]

    @property
    def exists(self) -> bool:
        """Tell whether anything was agreed yet."""
        return bool(self.objectives or self.ended or self.frame)

    @property
    def actions(self) -> list[OpenRecord[PlanAction]]:
        """Every action of the current objectives."""
        return [action for objective in self.objectives for action in objective.actions]

    @property
    def open_actions(self) -> list[OpenRecord[PlanAction]]:
        """Those neither done nor dropped."""
        return [a for a in self.actions if a.content.state not in ENDED_STATES]


def plan_of(reading: Reading) -> Plan:
    """The plan in a reading that covers PLAN_KINDS."""
    actions = sorted(
        reading.of(PlanAction),
        key=lambda a: (a.content.due_on is None, a.content.due_on or a.written_on),
    )
    objectives = sorted(reading.of(Objective), key=lambda o: o.content.order)
    planned = [
        PlannedObjective(o, [a for a in actions if a.content.objective == str(o.id)])
        for o in objectives
    ]
    return Plan(
        objectives=[p for p in planned if not p.record.content.is_ended],
        ended=[p for p in planned if p.record.content.is_ended],
        frame=reading.one(PlanFrame),
        reviews=sorted(reading.of(PlanReview), key=lambda r: r.content.on, reverse=True),
    )


def assessment_of(reading: Reading) -> dict[Domain, OpenRecord[DomainAssessment] | None]:
    """Every domain in order, with what was written of it; None while it stays closed."""
    written = {a.content.domain: a for a in reading.of(DomainAssessment)}
    return {domain: written.get(domain) for domain in Domain}
