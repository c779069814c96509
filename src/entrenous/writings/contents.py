"""What is sealed of our own writings: among the notes; and, once sent, a line for the person.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment
from entrenous.writings.codes import Kind, State, Way


@dataclass(frozen=True)
class Element:
    """One chosen element, and what is written of it: an item of the law base, or a `Part`."""

    code: str
    text: str = ""


@sealed_kind(230, Compartment.NOTES)
@dataclass(frozen=True)
class Writing:
    """A writing, from its first draft to the day it left. Each change is a version.

    basis         the rule of the law base that it rests on
    facts         the facts that open the rule, as the vocabulary names them
    remarks       the person's own, beside the text and never inside it
    may_attach    she wants her remarks to leave with it
    cleared_on    the legal desk's written decision, when an address is protected
    deferred      « information différée »: no line for the person before `lifted_on`
    """

    kind: Kind
    to_function: str
    purpose: str
    basis: str
    elements: tuple[Element, ...]
    to_name: str = ""
    to_address: str = ""
    facts: tuple[str, ...] = ()
    deferred: bool = False
    read_on: date | None = None
    remarks: str = ""
    disagreement: str = ""
    may_attach: bool = True
    not_read_because: str = ""
    cleared_on: date | None = None
    sent_on: date | None = None
    sent_by: Way | None = None
    lifted_on: date | None = None
    lifted_by: str = ""
    lift_reason: str = ""

    @property
    def state(self) -> State:
        """Draft, read together, sent."""
        if self.sent_on is not None:
            return State.SENT
        return State.READ if self.read_on is not None else State.DRAFT

    @property
    def codes(self) -> tuple[str, ...]:
        """The elements that hold a text: those that would leave."""
        return tuple(each.code for each in self.elements if each.text)


@sealed_kind(231, Compartment.PERSON)
@dataclass(frozen=True)
class WritingTrace:
    """What the person reads of a writing that left about her: nothing of its text.

    basis      the words of the rule
    lifted_on  the day it stopped being an « information différée », if it was one
    """

    on: date
    to_function: str
    kind: Kind
    basis: str
    lifted_on: date | None = None
