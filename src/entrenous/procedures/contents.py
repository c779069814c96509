"""What is sealed of a procedure, with the notes: which one, what is known of it, its dates.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.procedures.codes import Closing, Outcome
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Told:
    """One fact as it was told: a day in ISO, « true », a number of months, a choice."""

    code: str
    said: str


@dataclass(frozen=True)
class Counted:
    """A date as it was counted when this was written: a later count that differs is shown."""

    code: str
    on: date


@dataclass(frozen=True)
class Mark:
    """What became of a date. It stands while the date falls on the same day, no longer."""

    code: str
    on: date
    outcome: Outcome
    marked_on: date


@sealed_kind(270, Compartment.NOTES)
@dataclass(frozen=True)
class FollowedProcedure:
    """A procedure of `law.deadlines` followed with a person. Each change is a version.

    procedure  its code in the law base
    facts      what is known; what is absent is unknown
    about      what it is about, in a few words: two appeals are told apart
    """

    procedure: str
    opened_on: date
    facts: tuple[Told, ...] = ()
    about: str = ""
    counted: tuple[Counted, ...] = ()
    marks: tuple[Mark, ...] = ()
    closed_on: date | None = None
    closed_because: Closing | None = None
