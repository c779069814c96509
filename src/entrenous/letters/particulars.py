"""What a letter needs beside the decision: who writes, to whom, when. Nothing about the file.

Every field may be empty: the public page knows nobody, and its letter is completed by hand.
"""

from dataclasses import dataclass, field, fields
from datetime import date

from .cleaning import clean_line, clean_text


class _Typed:
    """Strings are cleaned as they come: what looks empty is empty."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            object.__setattr__(self, each.name, _clean(getattr(self, each.name)))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(clean_line(each) if isinstance(each, str) else each for each in value)
    return value


@dataclass(frozen=True, slots=True)
class Sender(_Typed):
    """The service that writes."""

    organisation: str = ""
    service: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Recipient(_Typed):
    """Who receives the letter; `greeting` is « Maître », « Madame la Maire »…"""

    name: str = ""
    address: tuple[str, ...] = ()
    greeting: str = ""


@dataclass(frozen=True, slots=True)
class Signatory(_Typed):
    """Who signs: a function, and a name if the service gives names."""

    function: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Author(_Typed):
    """The person, in the letter she sends herself."""

    name: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise(_Typed):
    """What a partner said it would send, for a reminder."""

    what: str
    promised_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Particulars(_Typed):
    """The particulars of one letter.

    `our_reference` is the number of the sollicitation, never of a dossier. `person_named` is the
    name as the requester wrote it; only a limited answer repeats it. `paragraph` is typed by a
    person and shown as such; the letters that must be the same for everybody refuse it.
    """

    sender: Sender = field(default_factory=Sender)
    recipient: Recipient = field(default_factory=Recipient)
    place: str = ""
    written_on: date | None = None
    signatories: tuple[Signatory, ...] = ()
    their_reference: str = ""
    our_reference: str = ""
    letter_on: date | None = None
    received_on: date | None = None
    requester: str = ""
    person_named: str = ""
    author: Author = field(default_factory=Author)
    paragraph: str = ""
    promise: Promise | None = None
