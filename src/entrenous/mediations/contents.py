"""What is sealed of a mediation: what the person reads of it, and the words kept for the work.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.mediations.codes import Outcome, StepKind
from entrenous.relays.contents import Told
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class MediationStep:
    """One thing that happened, on a day; the person reads it.

    outside  why it was said although no mandate stood that day; empty when one did
    """

    kind: StepKind
    on: date
    words: str = ""
    outside: str = ""
    outcome: Outcome | None = None


@sealed_kind(450, Compartment.PERSON)
@dataclass(frozen=True)
class Mediation:
    """One mandate to speak with someone: with whom, about what, what may be said and what may not.

    agreements  ids of the agreements it rests on, the first one, then each renewal
    wanted      what the person hopes for, in her words
    decided     what she decided of the result: the service signs nothing for her
    """

    partner: str
    about: str
    told: tuple[Told, ...]
    agreements: tuple[str, ...]
    read_on: date
    contact: str = ""
    address: str = ""
    phone: str = ""
    wanted: str = ""
    not_said: str = ""
    decided: str = ""
    steps: tuple[MediationStep, ...] = ()


@sealed_kind(451, Compartment.NOTES)
@dataclass(frozen=True)
class MediationNote:
    """Words about a mediation that serve the work, with the notes: `mediation` is its record."""

    mediation: str
    on: date
    text: str
