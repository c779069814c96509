"""What is sealed of a complaint, in a container of its own that the agent concerned does not hold.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.complaints.codes import Outcome, ReplyBy, Wish
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(390, Compartment.IDENTITY)
@dataclass(frozen=True)
class Complainant:
    """Who asks, and how she may be answered without danger.

    dossier  id of her dossier when it was entered from there, or nothing
    """

    name: str
    reply_by: ReplyBy
    reply_to: str = ""
    safe_rule: str = ""
    dossier: str = ""


@sealed_kind(391, Compartment.NOTES)
@dataclass(frozen=True)
class ComplaintWords:
    """What she asks, in her words. `about`: id of the agent concerned, or nothing."""

    wish: Wish
    words: str
    about: str = ""


@sealed_kind(392, Compartment.NOTES)
@dataclass(frozen=True)
class ComplaintStep:
    """Something done about it, on a day: a call, a meeting, what was said."""

    on: date
    words: str


@sealed_kind(393, Compartment.NOTES)
@dataclass(frozen=True)
class ComplaintAnswer:
    """What was decided, and what the person is told, word for word. `reasons` stay inside."""

    on: date
    outcome: Outcome
    answer: str
    reasons: str = ""


@sealed_kind(394, Compartment.PLAN)
@dataclass(frozen=True)
class ToldToAgent:
    """What the agent concerned is told afterwards: all that she ever reads of it.

    to  id of the colleague the dossier is passed on to, when the référente changes
    """

    on: date
    outcome: Outcome
    words: str
    person: str = ""
    dossier: str = ""
    to: str = ""
