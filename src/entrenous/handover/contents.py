"""What is sealed of a handover: her words where she reads them, the service's with the notes.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.handover.codes import NotTold, Way
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(340, Compartment.PERSON)
@dataclass(frozen=True)
class HandoverSheet:
    """The sheet that the person reads: what she wants known, what was promised to her.

    together_on  the day it was written or read over with her; None: she has not seen it
    """

    to_know: str = ""
    says_herself: str = ""
    promises: str = ""
    next_dates: str = ""
    together_on: date | None = None


@sealed_kind(341, Compartment.NOTES)
@dataclass(frozen=True)
class HandoverNotes:
    """The service's own words to a colleague, and whether the person was told: one or the other."""

    for_colleague: str = ""
    told_on: date | None = None
    told_way: Way | None = None
    not_told: NotTold | None = None
    not_told_because: str = ""
