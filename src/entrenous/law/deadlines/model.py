"""What a procedure is once read: the facts it understands, the steps it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from entrenous.law.typography import typeset

FactKind = Literal["date", "flag", "months", "choice"]
FACT_KINDS: tuple[FactKind, ...] = ("date", "flag", "months", "choice")
Who = Literal["person", "service", "other", "nobody"]
WHO: tuple[Who, ...] = ("person", "service", "other", "nobody")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened or is so; every fact may be unknown.

    ahead  a date that may lie in the future
    after  the fact that always comes first, or nothing
    why    why nothing depends on it, when nothing does
    """

    code: str
    label: str
    kind: FactKind
    choices: Mapping[str, str]
    ahead: bool = False
    after: str = ""
    why: str = ""

    def as_json(self) -> dict[str, object]:
        """How `deadlines list` describes it."""
        described: dict[str, object] = {"code": self.code, "label": self.label, "type": self.kind}
        return described | ({"choices": dict(self.choices)} if self.choices else {})


@dataclass(frozen=True, slots=True)
class Step:
    """One date: where its count starts, which rule counts, and when it applies.

    who      who must have done something by then; nobody: a landmark
    plain    the same in plain words, to the person, with {day} where the day goes
    start    a fact, or the code of an earlier step
    months   the fact that says how many months; the rule then gives the most there may be
    since, until  the step applies if that fact is a date from, or before, the one given
    same_day the date is the start itself: something must be true on that day
    earliest a rule that counts back from a day, counted on: that day cannot come sooner
    overtakes the step is said if its date comes after that fact
    """

    code: str
    label: str
    who: Who
    plain: str
    start: str
    rule: str
    key: str
    articles: tuple[str, ...]
    months: str
    same_day: bool
    earliest: bool
    overtakes: str
    flags: frozenset[str]
    without: frozenset[str]
    unknown: frozenset[str]
    equals: Mapping[str, str]
    since: Mapping[str, date]
    until: Mapping[str, date]
    notes: tuple[str, ...]

    @property
    def conditions(self) -> frozenset[str]:
        """The facts that decide whether the step applies, or how it counts."""
        named = {*self.equals, *self.since, *self.until} | ({self.months, self.overtakes} - {""})
        return self.flags | self.without | self.unknown | named


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure, its facts, its steps in order, and what is known of it but not counted."""

    code: str
    label: str
    facts: Mapping[str, Fact]
    steps: tuple[Step, ...]
    uncounted: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """How `deadlines list` documents it."""
        dates = {step.code: step.label for step in self.steps}
        return {
            "procedure": self.code,
            "label": self.label,
            "facts": [fact.as_json() | self._part_of(fact) for fact in self.facts.values()],
            "dates": [{"code": code, "label": label} for code, label in dates.items()],
            "uncounted": list(self.uncounted),
        }

    def dates_from(self, fact: str) -> dict[str, str]:
        """The dates that are counted from a fact, and those counted from them: code to label."""
        found: dict[str, str] = {}
        for step in self.steps:
            if step.start == fact or step.start in found:
                found[step.code] = step.label
        return found

    def _part_of(self, fact: Fact) -> dict[str, object]:
        """What a fact gives: its dates, or why it gives none by itself."""
        if dates := self.dates_from(fact.code):
            return {"dates": list(dates)}
        if fact.why:
            return {"dates": [], "why": typeset(fact.why)}
        changed = {step.label: None for step in self.steps if fact.code in step.conditions}
        counts = " ; ".join(changed) or "tout ce que déplace un jour férié"
        return {"dates": [], "why": typeset(f"Seul, ne donne pas de date ; change : {counts}.")}
