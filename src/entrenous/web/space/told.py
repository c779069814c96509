"""What the space says, in plain words: the same lines on her screen and in the printed booklet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.dateformat import format as format_date

from entrenous.agents.models import Agent, Organisation
from entrenous.documents import queries as documents
from entrenous.documents.queries import Shared
from entrenous.dossiers.codes import ActionState, Doer
from entrenous.dossiers.contents import PlanAction, PlanFrame, PlanReview
from entrenous.gateway.base import base_of
from entrenous.law import RuleBase
from entrenous.mediations import queries as mediations
from entrenous.mediations.queries import MediationState
from entrenous.plans.queries import PlannedObjective
from entrenous.reception import meeting
from entrenous.reception.models import Appointment, Vacancy
from entrenous.relays import queries as relays
from entrenous.relays.queries import RelayState
from entrenous.space import looking
from entrenous.space.looking import Look
from entrenous.space.queries import Inside, Line, Sent, Step, shared_steps
from entrenous.web.common.templatetags.look import NBSP, jour_long
from entrenous.web.consents.words import AgreementLine, item_label, line_of
from entrenous.web.dossiers.plan_words import doer_of, when_of

_TONES = {ActionState.DONE: "fait", ActionState.UNDER_WAY: "attente"}
_WHERE = {
    Appointment.Where.OFFICE: "au service",
    Appointment.Where.PHONE: "par téléphone : on vous appelle",
    Appointment.Where.HOME: "chez vous",
    Appointment.Where.OUTSIDE: "à l’extérieur : demandez l’endroit au service",
    Appointment.Where.VIDEO: "en visio",
}


@dataclass(frozen=True)
class StepLine:
    """Who does what, by when."""

    who: str
    what: str
    when: str
    words: str


@dataclass(frozen=True)
class ActionLine:
    """One action of the plan, and where it stands."""

    who: str
    what: str
    when: str
    state: str
    tone: str
    note: str
    help_needed: str


@dataclass(frozen=True)
class ObjectiveLines:
    """What she wants, in her words, and who does what for it."""

    words: str
    lines: list[ActionLine]


@dataclass(frozen=True)
class Meeting:
    """One appointment. `with_whom` is a name for her référente only."""

    day: str
    at: datetime
    minutes: int
    is_call: bool
    where: str
    with_whom: str


@dataclass(frozen=True)
class SentLine:
    """What left or was refused, its items in words."""

    said: Sent
    given: list[str]
    withheld: list[str]

    @property
    def is_refusal(self) -> bool:
        """Somebody asked and was told nothing."""
        return not self.said.kind and not self.given


class Told:
    """Everything the space says, each part made when it is shown."""

    def __init__(self, inside: Inside, organisation: Organisation) -> None:
        self.inside = inside
        self.organisation = organisation
        self.today = inside.today

    @cached_property
    def steps(self) -> list[StepLine]:
        """The next steps."""
        return [_step(each) for each in self.inside.steps]

    @cached_property
    def shared_steps(self) -> list[StepLine]:
        """Those that are not in the plan."""
        return [_step(each) for each in shared_steps(self.inside.reading)]

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The appointments to come."""
        referent = self.inside.dossier.referent
        return [_meeting(each, referent) for each in self.inside.appointments]

    @cached_property
    def objectives(self) -> list[ObjectiveLines]:
        """The plan, her words first."""
        return _objectives(self.inside.plan.objectives)

    @cached_property
    def ended_objectives(self) -> list[ObjectiveLines]:
        """What was sought and is over."""
        return _objectives(self.inside.plan.ended)

    @property
    def frame(self) -> PlanFrame | None:
        """The rhythm, the next review."""
        frame = self.inside.plan.frame
        return frame.content if frame else None

    @property
    def reviews(self) -> list[PlanReview]:
        """The joint reviews, the latest first."""
        return [each.content for each in self.inside.plan.reviews]

    @cached_property
    def agreements(self) -> list[AgreementLine]:
        """Those that stand."""
        return [line_of(a, self._base, self.today) for a in self.inside.agreements]

    @cached_property
    def former_agreements(self) -> list[AgreementLine]:
        """Those that are over."""
        return [line_of(a, self._base, self.today) for a in self.inside.former_agreements]

    @cached_property
    def sent(self) -> list[SentLine]:
        """What was sent about her, what was refused."""
        return [
            SentLine(each, _labels(each.given), _labels(each.withheld)) for each in self.inside.sent
        ]

    @cached_property
    def looks(self) -> list[Look]:
        """Who looked."""
        return looking.looks(self.inside.dossier, self.inside.reading)

    @cached_property
    def messages(self) -> list[Line]:
        """The exchanges, the latest first."""
        return list(reversed(self.inside.lines))

    @cached_property
    def documents(self) -> list[Shared]:
        """What the service shared with her."""
        return documents.shared_with_person(self.inside.opened)

    @cached_property
    def relays(self) -> list[RelayState]:
        """Whom she was put in touch with, and where it stands."""
        return relays.in_reading(self.inside.reading, self.today)

    @cached_property
    def mediations(self) -> list[MediationState]:
        """Whom the service may speak with in her name, what was said, what came of it."""
        return mediations.in_reading(self.inside.reading, self.today)

    @property
    def phone(self) -> str:
        """The référente's direct line, else her house's own number."""
        dossier = self.inside.dossier
        return dossier.referent.phone or dossier.secteur.circonscription.phone

    @property
    def vacancy(self) -> Vacancy | None:
        """Whether nobody is in post in her secteur, and who answers meanwhile."""
        return meeting.vacancy_of(self.inside.dossier.secteur_id)

    @property
    def referent(self) -> Agent:
        """The only agent whom the space names."""
        return self.inside.dossier.referent

    @cached_property
    def _base(self) -> RuleBase:
        return base_of(self.organisation.pk)


def who_of(doer: Doer, partner: str = "") -> str:
    """« Vous », « Le service », or the partner."""
    if doer is Doer.PERSON:
        return "Vous"
    return (partner or "Un partenaire") if doer is Doer.PARTNER else "Le service"


def _step(step: Step) -> StepLine:
    when = f"avant le {jour_long(step.due_on)}" if step.due_on else ""
    return StepLine(who_of(step.doer, step.partner), step.what, when, step.words)


def _objectives(planned: Iterable[PlannedObjective]) -> list[ObjectiveLines]:
    return [
        ObjectiveLines(o.record.content.words, [_action(a.content) for a in o.actions])
        for o in planned
    ]


def _action(action: PlanAction) -> ActionLine:
    return ActionLine(
        who=doer_of(action, to_her=True),
        what=action.what,
        when=when_of(action),
        state=action.state.label,
        tone=_TONES.get(action.state, ""),
        note=action.note,
        help_needed=action.help_needed,
    )


def _meeting(row: Appointment, referent: Agent) -> Meeting:
    name = f"{referent.display_name}, votre référence"
    with_whom = name if row.agent_id == referent.pk else "une personne du service"
    is_call = row.kind == Appointment.Kind.CALL_BACK
    where = _WHERE[Appointment.Where.PHONE if is_call else Appointment.Where(row.where)]
    day = format_date(timezone.localtime(row.starts_at), "l j F Y").replace(" ", NBSP)
    return Meeting(day, row.starts_at, row.minutes, is_call, where, with_whom)


def _labels(codes: Sequence[str]) -> list[str]:
    return [item_label(code) for code in codes]
