"""What is sealed of a collective action: its title for the service, the rest for co-animators.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.collective.codes import Answer, Question
from entrenous.dossiers.codes import Theme
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(452, Compartment.RECEPTION)
@dataclass(frozen=True)
class ActionCard:
    """The title: all that the service reads of an action, with its days."""

    title: str


@sealed_kind(453, Compartment.PLAN)
@dataclass(frozen=True)
class Project:
    """Why and how: the need observed, what is sought, with whom, with what."""

    need: str
    aims: str = ""
    audience: str = ""
    partners: str = ""
    means: str = ""
    themes: tuple[Theme, ...] = ()


@sealed_kind(454, Compartment.NOTES)
@dataclass(frozen=True)
class SessionSheet:
    """One session, as its co-animators keep it: where, under which aliases people came, notes.

    aliases  what people chose to be called, one each, never linked to a dossier; may be empty
    """

    session: str
    place: str = ""
    aliases: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class AnswerCount:
    """How many papers gave an answer to a question."""

    question: Question
    answer: Answer
    count: int


@sealed_kind(455, Compartment.NOTES)
@dataclass(frozen=True)
class Evaluation:
    """What the papers of participants say: counts, and free words. Without a name on any of them.

    session  the session they are about; empty for the whole action
    """

    on: date
    papers: int
    tallies: tuple[AnswerCount, ...]
    words: str = ""
    session: str = ""


@sealed_kind(456, Compartment.PLAN)
@dataclass(frozen=True)
class Assessment:
    """What co-animators make of it: what was done, what participants say, what follows."""

    on: date
    done: str = ""
    said: str = ""
    following: str = ""
