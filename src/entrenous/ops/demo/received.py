"""A third party’s letter as the demonstration tells it, and what was answered."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered. `kind` is a `letters.Kind`; `desk`: the legal desk answers.

    values   item -> the words, for what comes from no administrative card
    told_on  when the person was told
    """

    on: date
    kind: str
    minutes: int
    desk: bool = False
    values: tuple[tuple[str, str], ...] = ()
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A letter of a third party; codes are those of the law base. No answer: it waits."""

    on: date
    sender: str
    text: str
    requester: str
    asked: tuple[str, ...]
    person_named: str
    channel: str = "letter"
    evidence: tuple[str, ...] = ("ecrit",)
    facts: tuple[str, ...] = ()
    asked_free: str = ""
    deadline_on: date | None = None
    answer: Answered | None = None
