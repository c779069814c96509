"""What is sealed of a copy: the request, each choice, the second reading, what was handed over.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass, replace
from datetime import date

from entrenous.copies.codes import Answered, Asker, Came, Choice, Ground, Kind, Wanted, Way
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(370, Compartment.PERSON)
@dataclass(frozen=True)
class CopyRequest:
    """The file is asked for. Sealed where the person reads and writes.

    request   its own id, that of its row: it outlives a merge
    on        the day it reached the service: the month runs from it
    evidence  what was shown, codes of the law base
    is_agent  the person, or whoever asks, works in this service
    """

    request: str
    on: date
    asker: Asker
    came: Came
    asker_name: str = ""
    words: str = ""
    evidence: tuple[str, ...] = ()
    is_agent: bool = False
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Mask:
    """A passage that is not given: which part of the entry, from where to where, why."""

    part: int
    start: int
    end: int
    ground: Ground


@sealed_kind(371, Compartment.NOTES)
@dataclass(frozen=True)
class ItemChoice:
    """What was decided of one version of one entry, once it was read.

    item      the record; a newer version of it has to be read again
    is_asked  a second reader is to look at it
    """

    request: str
    item: str
    version: int
    choice: Choice
    seen_on: date
    ground: Ground | None = None
    masks: tuple[Mask, ...] = ()
    is_asked: bool = False


@sealed_kind(372, Compartment.NOTES)
@dataclass(frozen=True)
class SecondReading:
    """A second person was asked to look at what is kept, and what she said.

    lent     the extract lent to her; nothing for a colleague who holds the dossier
    choices  what the choices were that day: a digest, so that a later change is seen
    """

    request: str
    reader: str
    asked_on: date
    choices: str
    lent: str = ""
    said_on: date | None = None
    agrees: bool | None = None
    words: str = ""


@dataclass(frozen=True)
class KeptBack:
    """One line of what was not given: no title, since a title may tell what is kept."""

    category: str
    on: date | None
    ground: Ground | None
    passages: int = 0


@sealed_kind(373, Compartment.PERSON)
@dataclass(frozen=True)
class CopyOutcome:
    """How a request ended: what the person reads of it.

    to         to whom it was handed, or written
    reasons    of a refusal, in words; `grounds` are its texts
    kept       everything that was not given
    documents  the files given with it; `pdf` and `json`: the records of the copy itself
    """

    request: str
    kind: Kind
    on: date
    to: str = ""
    way: Way | None = None
    pages: int = 0
    given: int = 0
    kept: tuple[KeptBack, ...] = ()
    grounds: tuple[Ground, ...] = ()
    reasons: str = ""
    documents: tuple[str, ...] = ()
    pdf: str = ""
    json: str = ""


@sealed_kind(374, Compartment.ADMINISTRATIVE_CARD)
@dataclass(frozen=True)
class CopyLine:
    """One line of the legal desk's register: when, to whom, how, how many pages. No content."""

    request: str
    asked_on: date
    asker: Asker
    came: Came
    kind: Kind | None = None
    on: date | None = None
    to: str = ""
    way: Way | None = None
    pages: int = 0
    kept: int = 0


@sealed_kind(375, Compartment.PERSON)
@dataclass(frozen=True)
class Remark:
    """Her own words about something written of her; shown with it, and given with it.

    about  the record that it is about; nothing: her whole file
    """

    on: date
    wanted: Wanted
    text: str
    about: str = ""
    answered_on: date | None = None
    answer: Answered | None = None
    answer_words: str = ""

    def renamed(self, moved: dict[str, str]) -> "Remark":
        """The same, about a record that has another id since two dossiers were merged."""
        return replace(self, about=moved.get(self.about, self.about))


@sealed_kind(376, Compartment.NOTES)
@dataclass(frozen=True)
class SecondWord:
    """What the second reader writes back, in the extract that was lent to her."""

    on: date
    agrees: bool
    words: str = ""
