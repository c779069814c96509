"""What is sealed of what the person and the service write to each other, where her key opens.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date, datetime

from entrenous.agents.coded import Coded
from entrenous.dossiers.codes import Doer
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


class What(Coded):
    """What a line of the exchanges tells: her words or the service's, or an act of hers."""

    WORDS = "words", "message"
    WITHDRAWAL = "withdrawal", "accord retiré par la personne"
    STATEMENT = "statement", "déclaration écrite par la personne"
    COPY_ASKED = "copy_asked", "copie du dossier demandée par la personne"
    OBJECTION = "objection", "opposition de la personne à la fin d’accompagnement"
    QUESTIONNAIRE = "questionnaire", "questionnaire anonyme refusé par la personne"

    @property
    def to_her(self) -> str:
        """The same, as she reads it."""
        return _TO_HER[self]


_TO_HER = {
    What.WORDS: "Vous avez écrit un message",
    What.WITHDRAWAL: "Vous avez repris un accord",
    What.STATEMENT: "Vous avez écrit ou changé votre déclaration",
    What.COPY_ASKED: "Vous avez demandé une copie de votre dossier",
    What.OBJECTION: "Vous avez dit non à la fin de l’accompagnement",
    What.QUESTIONNAIRE: "Vous avez dit non au questionnaire",
}


@sealed_kind(360, Compartment.PERSON)
@dataclass(frozen=True)
class Message:
    """One line of the exchanges, never changed afterwards. `text` is empty for an act."""

    text: str
    sent_at: datetime
    from_person: bool
    what: What = What.WORDS


@sealed_kind(361, Compartment.PERSON)
@dataclass(frozen=True)
class MessageRead:
    """The day the other side opened a message, by the id of its record."""

    message: str
    on: date


@sealed_kind(362, Compartment.PERSON)
@dataclass(frozen=True)
class Statement:
    """What she wants written in her file, in her words; each change is a version. Empty: none."""

    text: str


@sealed_kind(363, Compartment.PERSON)
@dataclass(frozen=True)
class SharedStep:
    """One thing decided together that is not in the plan, put in her space by an act.

    source  the entry and the place of the step in it, so that it is shared once
    """

    doer: Doer
    what: str
    due_on: date | None = None
    source: str = ""
    done_on: date | None = None
