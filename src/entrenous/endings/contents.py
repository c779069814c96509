"""What is sealed of an ending: what both say, for the person too; the reason, for its holders.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.dossiers.codes import AskedBy, EndingReason, Mode
from entrenous.endings.codes import Later, Outcome, Told
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Objection:
    """She does not want it to end, or not so. No reason is asked; her words if she gives some."""

    on: date
    words: str = ""
    settled_on: date | None = None
    settled: str = ""
    outcome: Outcome | None = None


@sealed_kind(310, Compartment.PERSON)
@dataclass(frozen=True)
class SharedEnding:
    """One ending as both may read it. `accompagnement` is the id of the stretch that ends.

    objects_until  the last day of the objection, from the day it was told
    shortened_on   the day she agreed not to wait for it
    """

    accompagnement: str
    proposed_by: AskedBy
    proposed_on: date
    told: Told | None = None
    told_on: date | None = None
    objects_until: date | None = None
    shortened_on: date | None = None
    summary: str = ""
    read_together_on: date | None = None
    given_back: tuple[str, ...] = ()
    person_words: str = ""
    objections: tuple[Objection, ...] = ()
    given_up_on: date | None = None
    closed_on: date | None = None

    @property
    def open_objection(self) -> Objection | None:
        """The objection that waits for both to talk it over."""
        return next((o for o in self.objections if o.settled_on is None), None)


@dataclass(frozen=True)
class Attempt:
    """A contact that was tried and not answered: an entry of the thread, its day, its way."""

    entry: str
    on: date
    mode: Mode


@sealed_kind(311, Compartment.MEANS)
@dataclass(frozen=True)
class EndingGround:
    """Why it ends: a neutral reason, and what was tried when there is no news."""

    ending: str
    reason: EndingReason
    attempts: tuple[Attempt, ...] = ()


@sealed_kind(312, Compartment.PERSON)
@dataclass(frozen=True)
class LaterQuestionnaire:
    """Her answer about an anonymous questionnaire, asked once at an ending; withdrawn any day."""

    ending: str
    answer: Later
    asked_on: date
    withdrawn_on: date | None = None
