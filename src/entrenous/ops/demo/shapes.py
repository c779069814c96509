"""What a demonstration dossier is made of: plain values, ready to be written by the real actions.

Order matters: `events` are told from first to last, and each one names who did it (`by`, an
`AgentTold.login`). Texts hold dates as marks, `{2026-02-10}` or `{day 2026-02-10}`, which
`calendar.shifted` turns into words while it moves every date field.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.agents.sectors import SectorRange
from entrenous.dossiers.codes import (
    ActionState,
    Carry,
    Doer,
    Doing,
    Domain,
    EndingReason,
    Mode,
    Rhythm,
    Safety,
    Theme,
    Voice,
)
from entrenous.ops.demo.agreements import Consented
from entrenous.ops.demo.budgets import Budgeted
from entrenous.ops.demo.endings import EndingTold
from entrenous.ops.demo.filed import Filed
from entrenous.ops.demo.mediations import Mediated
from entrenous.ops.demo.minimum import HerLetter
from entrenous.ops.demo.procedures import Followed
from entrenous.ops.demo.received import Received
from entrenous.ops.demo.relays import Oriented
from entrenous.reception.codes import Channel, Decision, Origin, Sign, UrgencyAction

# --- who works where ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CommuneTold:
    """A fictitious commune. `insee` is its *code de calcul*, that of the real `computed_as`."""

    name: str
    insee: str
    computed_as: str


@dataclass(frozen=True, slots=True)
class CirconscriptionTold:
    """A local house; `key` is how the rest of the demonstration points at it."""

    key: str
    name: str
    address: str
    commune: str
    phone: str


@dataclass(frozen=True, slots=True)
class SecteurTold:
    """A secteur: `key` is also the `secteur` of its ranges."""

    key: str
    name: str
    circonscription: str
    ranges: tuple[SectorRange, ...]


@dataclass(frozen=True, slots=True)
class FunctionTold:
    """`kind` is an `agents.Function.Kind` value; no circonscription: the whole organisation."""

    kind: str
    title: str
    circonscription: str = ""
    secteur: str = ""


@dataclass(frozen=True, slots=True)
class AgentTold:
    """An agent, visibly invented. The demonstration phrase is made by whoever writes."""

    login: str
    given_name: str
    family_name: str
    phone: str
    functions: tuple[FunctionTold, ...]


@dataclass(frozen=True, slots=True)
class OrganisationTold:
    """An organisation. `kind` is an `agents.Organisation.Kind` value."""

    key: str
    name: str
    kind: str
    unit_label: str
    commune: str
    communes: tuple[CommuneTold, ...]
    circonscriptions: tuple[CirconscriptionTold, ...]
    secteurs: tuple[SecteurTold, ...]
    agents: tuple[AgentTold, ...]

    def agent(self, login: str) -> AgentTold:
        """The agent of that login; KeyError when nobody has it."""
        return {agent.login: agent for agent in self.agents}[login]


# --- a person ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberTold:
    """Someone who lives with the person and has no file of their own."""

    given_name: str
    link: str
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class PersonTold:
    """The person of one dossier. `birth_name`: only when it differs from the family name."""

    given_name: str
    family_name: str
    birth_year: int | None
    commune: str
    street: str
    form_of_address: str = ""
    birth_name: str = ""
    phone: str = ""
    email: str = ""
    safety: Safety = Safety.SAFE
    safe_rule: str = ""
    carry: Carry = Carry.FULL
    language: str = ""
    interpreter: bool = False
    household: tuple[MemberTold, ...] = ()


# --- what happens, from first to last -------------------------------------------


@dataclass(frozen=True, slots=True)
class Requested:
    """At the desk or on the phone: the request in the person's words, and what was decided."""

    on: date
    by: str
    channel: Channel
    words: str
    at: str = ""
    origin: Origin = Origin.PERSON
    themes: tuple[Theme, ...] = ()
    signs: tuple[Sign, ...] = ()
    urgency_action: UrgencyAction = UrgencyAction.NONE
    decision: Decision = Decision.APPOINTMENT
    to: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Attributed:
    """The team lead (`by`) gives the request to a référente (`to`)."""

    on: date
    by: str
    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment: no motive. `kept`: True seen, False not kept, None still to come."""

    on: date
    at: str
    by: str
    minutes: int
    place: str
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of an entry. No voice: left unmarked, as most texts are."""

    text: str
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """« La suite »: who does what, when."""

    doer: Doer
    what: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the thread. `text` joins the passages with a blank line."""

    on: date
    by: str
    mode: Mode
    passages: tuple[Said, ...]
    at: str = ""
    doing: Doing = Doing.INTERVIEW
    themes: tuple[Theme, ...] = ()
    minutes: int | None = None
    decided: str = ""
    next_steps: tuple[ToDo, ...] = ()

    @property
    def text(self) -> str:
        """The whole entry, as it was typed."""
        return "\n\n".join(passage.text for passage in self.passages)

    @property
    def marks(self) -> tuple[tuple[int, int, Voice], ...]:
        """(start, end, voice) of each marked passage, as offsets in `text`."""
        found, start = [], 0
        for passage in self.passages:
            end = start + len(passage.text)
            if passage.voice is not None:
                found.append((start, end, passage.voice))
            start = end + 2
        return tuple(found)


@dataclass(frozen=True, slots=True)
class View:
    """One domain of the assessment: facts, her words, the worker's reading apart."""

    domain: Domain
    facts: str = ""
    person_words: str = ""
    reading: str = ""
    not_discussed: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessment and its one-page synthesis, read with the person."""

    on: date
    by: str
    views: tuple[View, ...]
    synthesis: str = ""
    read_together_on: date | None = None
    disagreement: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An action of the plan. `key` is how a review points at it."""

    key: str
    what: str
    doer: Doer
    due_on: date | None = None
    partner: str = ""
    help_needed: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective, in the person's words."""

    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The plan made together. `why` and `next`: the two lines shown in lists."""

    on: date
    by: str
    goals: tuple[Goal, ...]
    rhythm: Rhythm
    next_review_on: date | None = None
    why: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an action of the plan stands after a review."""

    step: str
    state: ActionState
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A joint review; `added` are objectives that the review brings."""

    on: date
    by: str
    done: str = ""
    remaining: str = ""
    changed: str = ""
    person_words: str = ""
    moves: tuple[Moved, ...] = ()
    added: tuple[Goal, ...] = ()
    next_review_on: date | None = None
    next: str = ""


@dataclass(frozen=True, slots=True)
class Transferred:
    """The dossier changes hands, with the sheet written with the person."""

    on: date
    by: str
    to: str
    to_know: str = ""
    says_herself: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The accompagnement ends; nothing is scheduled."""

    on: date
    by: str
    reason: EndingReason
    summary: str = ""


Event = (
    Requested
    | Attributed
    | Booked
    | Written
    | Assessed
    | Agreed
    | Reviewed
    | Received
    | Filed
    | EndingTold
    | Followed
    | Budgeted
    | HerLetter
    | Consented
    | Oriented
    | Mediated
    | Transferred
    | Ended
)


def in_order(*events: Event) -> tuple[Event, ...]:
    """The events by day; those of one day as they are given."""
    return tuple(sorted(events, key=lambda event: event.on))


@dataclass(frozen=True, slots=True)
class SyntheticDossier:
    """One invented adult and all that happened, in order.

    `key`: unique and stable, so that writing twice writes once. `household`: same value for the
    dossiers of one household, "" when alone. `referent`: who holds the dossier at the end of the
    events. `protected`: no card in the directory, nothing for the legal desk.
    """

    key: str
    organisation: str
    secteur: str
    referent: str
    opened_on: date
    person: PersonTold
    events: tuple[Event, ...]
    household: str = ""
    protected: bool = False

    @property
    def ended(self) -> Ended | None:
        """How it ended, when it did."""
        return next((event for event in self.events if isinstance(event, Ended)), None)


@dataclass(frozen=True, slots=True)
class Story:
    """A story told in full, one dossier per adult."""

    key: str
    title: str
    dossiers: tuple[SyntheticDossier, ...]
