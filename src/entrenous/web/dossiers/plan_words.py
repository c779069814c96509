"""How the plan is said on the pages: who does what, where it stands, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.dossiers.codes import ActionState, Doer
from entrenous.dossiers.contents import PlanAction
from entrenous.keyring.records import OpenRecord
from entrenous.plans.queries import ENDED_STATES, PlannedObjective
from entrenous.web.common.templatetags.look import jour_long

_LOOKS = {
    ActionState.TO_DO: "a-faire",
    ActionState.UNDER_WAY: "en-cours",
    ActionState.DONE: "fait",
    ActionState.POSTPONED: "reporte",
    ActionState.DROPPED: "abandonne",
}


@dataclass(frozen=True)
class ActionLine:
    """One action, as `c-tache` shows it."""

    id: UUID
    what: str
    look: str
    who: str
    when: str
    note: str
    help_needed: str


@dataclass(frozen=True)
class ObjectiveLines:
    """An objective and its lines."""

    id: UUID
    words: str
    lines: list[ActionLine]


def lines_of(
    objectives: Iterable[PlannedObjective], *, to_her: bool = False
) -> list[ObjectiveLines]:
    """The plan as lines; `to_her`: on the sheet that the person takes with her."""
    return [
        ObjectiveLines(o.id, o.record.content.words, [line_of(a, to_her=to_her) for a in o.actions])
        for o in objectives
    ]


def line_of(action: OpenRecord[PlanAction], *, to_her: bool = False) -> ActionLine:
    """One action in words."""
    content = action.content
    return ActionLine(
        id=action.id,
        what=content.what,
        look=_LOOKS[content.state],
        who=doer_of(content, to_her=to_her),
        when=when_of(content),
        note=content.note,
        help_needed=content.help_needed,
    )


def doer_of(action: PlanAction, *, to_her: bool = False) -> str:
    """« La personne » (« Vous » on her sheet), « Le service », or the partner's name."""
    if action.doer is Doer.PARTNER:
        return action.partner or "Un partenaire"
    if action.doer is Doer.PERSON:
        return "Vous" if to_her else "La personne"
    return "Le service"


def when_of(action: PlanAction) -> str:
    """« avant le 28 novembre 2026 », for what is not finished."""
    if action.due_on is None or action.state in ENDED_STATES:
        return ""
    return f"avant le {jour_long(action.due_on)}"


def is_late(on: date | None, *, today: date) -> bool:
    """Tell whether a day chosen for the review has passed."""
    return on is not None and on < today
