"""What is sealed in a dossier: one frozen dataclass per kind of record, in its compartment.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.dossiers.codes import (
    ActionState,
    AskedBy,
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
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(1, Compartment.IDENTITY)
@dataclass(frozen=True)
class PersonCard:
    """Who the person is, with one mandatory field: a name, or an alias. No NIR, ever."""

    family_name: str = ""
    given_name: str = ""
    birth_name: str = ""
    alias: str = ""
    form_of_address: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    commune: str = ""
    street: str = ""
    language: str = ""
    interpreter: bool = False
    carry: Carry | None = None
    is_protected: bool = False

    @property
    def name(self) -> str:
        """« Samia AMRANI », or the alias."""
        return f"{self.given_name} {self.family_name.upper()}".strip() or self.alias

    @property
    def sorted_name(self) -> str:
        """« AMRANI Samia », for lists."""
        return f"{self.family_name.upper()} {self.given_name}".strip() or self.alias


@sealed_kind(2, Compartment.IDENTITY)
@dataclass(frozen=True)
class ContactMeans:
    """A way to reach the person, and whether it may be used."""

    means: str
    value: str
    safety: Safety = Safety.NOT_ASKED
    rule: str = ""
    is_ended: bool = False


@sealed_kind(3, Compartment.IDENTITY)
@dataclass(frozen=True)
class HouseholdMember:
    """Someone who lives with the person. Never a file of their own."""

    given_name: str
    link: str = ""
    birth_year: int | None = None
    is_ended: bool = False


@sealed_kind(10, Compartment.RECEPTION)
@dataclass(frozen=True)
class ReceptionCard:
    """What reception needs to call the person in, and the safe-contact rule.

    no_contact_on  the day since when nobody contacts her (00-decisions 29), and who asked for it
    """

    called_name: str
    safe_rule: str = ""
    no_contact_on: date | None = None
    no_contact_by: AskedBy | None = None


@sealed_kind(11, Compartment.RECEPTION)
@dataclass(frozen=True)
class ReceptionMessage:
    """A few words left at reception for the référente. A second version: they were answered."""

    text: str
    call_back_on: date | None = None
    is_handled: bool = False


@sealed_kind(20, Compartment.PLAN)
@dataclass(frozen=True)
class Objective:
    """What is sought, in the person's words."""

    words: str
    order: int = 0
    is_ended: bool = False


@sealed_kind(21, Compartment.PLAN)
@dataclass(frozen=True)
class PlanAction:
    """Who does what by when, and where it stands."""

    objective: str
    what: str
    doer: Doer
    partner: str = ""
    help_needed: str = ""
    due_on: date | None = None
    state: ActionState = ActionState.TO_DO
    note: str = ""


@sealed_kind(22, Compartment.PLAN)
@dataclass(frozen=True)
class PlanReview:
    """A joint review: what is done, what remains, what changes."""

    on: date
    done: str = ""
    remaining: str = ""
    changed: str = ""
    person_words: str = ""


@sealed_kind(23, Compartment.PLAN)
@dataclass(frozen=True)
class PlanFrame:
    """The plan's rhythm and next review, chosen together."""

    rhythm: Rhythm | None = None
    next_review_on: date | None = None
    agreed_on: date | None = None


@sealed_kind(24, Compartment.PLAN)
@dataclass(frozen=True)
class Outlook:
    """Two short lines for lists: why one works together, and what comes next."""

    why: str = ""
    next: str = ""
    next_on: date | None = None


@dataclass(frozen=True)
class Passage:
    """A part of a text, from one character to another, marked afterwards with whose voice it is."""

    start: int
    end: int
    voice: Voice


@dataclass(frozen=True)
class NextStep:
    """« La suite » : who does what, when."""

    doer: Doer
    what: str
    due_on: date | None = None


@sealed_kind(30, Compartment.NOTES)
@dataclass(frozen=True)
class ThreadEntry:
    """One thing that happened: an interview, a call, a visit. Only date and mode are mandatory.

    typed_on, typed_by  when it was typed another day than its own, from paper: which day, by whom
    """

    on: date
    mode: Mode
    at: str = ""
    doing: Doing = Doing.INTERVIEW
    text: str = ""
    passages: tuple[Passage, ...] = ()
    themes: tuple[Theme, ...] = ()
    minutes: int | None = None
    decided: str = ""
    next_steps: tuple[NextStep, ...] = ()
    shared_on: date | None = None
    typed_on: date | None = None
    typed_by: UUID | None = None


@sealed_kind(31, Compartment.NOTES)
@dataclass(frozen=True)
class DomainAssessment:
    """One domain of the assessment: facts, her words and the worker's reading apart."""

    domain: Domain
    not_discussed: bool = False
    facts: str = ""
    person_words: str = ""
    reading: str = ""


@sealed_kind(32, Compartment.NOTES)
@dataclass(frozen=True)
class Synthesis:
    """The one-page synthesis read with the person, and her disagreement beside it."""

    text: str
    read_together_on: date | None = None
    disagreement: str = ""


# 33 served before the first version, for the sheet that `handover.contents` now seals.


@sealed_kind(80, Compartment.MEANS)
@dataclass(frozen=True)
class Ending:
    """How an accompagnement ended. Counted through facts, read by its holders only."""

    accompagnement: str
    on: date
    reason: EndingReason
    summary: str = ""
    explained_on: date | None = None


@sealed_kind(82, Compartment.MEANS)
@dataclass(frozen=True)
class Reopening:
    """An accompagnement taken up again, and whether she agreed that the former text be read.

    asked_on  the day she answered; None: it could not be asked yet
    """

    accompagnement: str
    on: date
    consent: bool
    asked_on: date | None = None


@sealed_kind(83, Compartment.MEANS)
@dataclass(frozen=True)
class TellingCoHolder:
    """On which day the person was told that a colleague holds her dossier too."""

    agent: str
    told_on: date | None = None


@sealed_kind(81, Compartment.MEANS)
@dataclass(frozen=True)
class CountingToken:
    """The yearly random token by which a person is counted once, and never named."""

    year: int
    token: str


@sealed_kind(90, Compartment.ADMINISTRATIVE_CARD)
@dataclass(frozen=True)
class AdministrativeCard:
    """Identity and address only, for the legal desk (00-decisions 5)."""

    family_name: str
    given_name: str = ""
    birth_on: date | None = None
    address: str = ""


@sealed_kind(95, Compartment.IDENTITY)
@dataclass(frozen=True)
class SharedHousehold:
    """What the members of a household chose to share, in the household's own container."""

    composition: str = ""
    home: str = ""
    agreed_on: date | None = None


@sealed_kind(96, Compartment.NOTES)
@dataclass(frozen=True)
class SharedExtract:
    """An entry or an extract lent to a lead or a colleague for seven days."""

    title: str
    text: str
    question: str = ""
