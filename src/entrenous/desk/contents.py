"""What is sealed of the work of the desk (codes 400 to 419, frozen once used).

A new field needs a default, so that records sealed before it still open, and a canary.
"""

from dataclasses import dataclass
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(400, Compartment.NOTES)
@dataclass(frozen=True)
class TaskAsk:
    """What is to be done, and only what is needed to do it: the référente types it.

    name     how the person is named for this task
    partner  whom to call or write to, and the number
    """

    what: str
    name: str = ""
    partner: str = ""


@sealed_kind(401, Compartment.NOTES)
@dataclass(frozen=True)
class TaskReturn:
    """What came of it, in the words of whoever did it."""

    on: date
    words: str
    is_done: bool = True
    minutes: int | None = None


@sealed_kind(402, Compartment.NOTES)
@dataclass(frozen=True)
class InformationInterview:
    """A first-level information interview of reception's own, inside a request.

    sheets  titles of the sheets handed over, as they were that day
    """

    on: date
    explained: str
    sheets: tuple[str, ...] = ()
    minutes: int | None = None
