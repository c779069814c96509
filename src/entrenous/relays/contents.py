"""What is sealed of a relay: what the person sees of it, and the words kept for the work.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.relays.codes import Means, StepKind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Told:
    """One thing told to the partner, in the exact words that the person read before.

    item  a code of the law base, agreed apart (`consents`)
    """

    item: str
    text: str


@dataclass(frozen=True)
class Step:
    """One thing that happened, on a day.

    words         what the partner said, or what left by phone; the person reads it
    told          what really left that day: only what was still agreed
    answer_by_on  the day after which no answer brings it back to the service
    """

    kind: StepKind
    on: date
    words: str = ""
    told: tuple[Told, ...] = ()
    answer_by_on: date | None = None


@sealed_kind(320, Compartment.PERSON)
@dataclass(frozen=True)
class Relay:
    """One orientation: to whom, for what, exactly what is told, what came back.

    agreement  id of the agreement (`consents.contents.Agreement`), item by item
    read_on    the day she read, or heard, the exact words
    days       how long an answer is waited for
    """

    partner: str
    asked: str
    told: tuple[Told, ...]
    agreement: str
    read_on: date
    means: Means
    days: int
    contact: str = ""
    address: str = ""
    phone: str = ""
    steps: tuple[Step, ...] = ()


@sealed_kind(321, Compartment.NOTES)
@dataclass(frozen=True)
class RelayNote:
    """Words about a relay that serve the work, with the notes: `relay` is its record."""

    relay: str
    on: date
    text: str
