"""Compute what can be from the facts given; what cannot be is left out, never guessed."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from entrenous.law.days import MAINLAND, Count, Season, add_months
from entrenous.law.errors import InvalidRequest
from entrenous.law.loading import national_base
from entrenous.law.lookups import value_on
from entrenous.law.model import VERIFICATION_ORDER, Basis, Dated, Rule
from entrenous.law.written_days import long_day

from . import wording
from .facts import Facts
from .loading import DAY, TERRITORY
from .model import Procedure, Step, Who

#: The holidays of a territory are known from memory (see `days.LOCAL_HOLIDAYS`).
FROM_MEMORY = "M"
#: Read in its text.
READ = "V1"


@dataclass(frozen=True)
class DueOn:
    """One date of a procedure, how it was counted, on which text and how sure that text is.

    who, plain  who must have done something by then; the same said to the person
    texts, count, is_local  what `verification` adds up: the texts, how far the count itself was
                verified, and whether local holidays, known from memory, moved the day
    """

    code: str
    label: str
    on: date
    rule: str
    article: str
    verification: str
    steps: tuple[str, ...]
    who: Who
    plain: str
    texts: tuple[Basis, ...]
    count: str
    is_local: bool

    def is_sure(self, confirmed: Container[str] = ()) -> bool:
        """Whether nothing is left to verify where these texts (`Basis.name`) were read again.

        Who reads a text in force has read how it counts; a holiday known from memory stays so.
        """
        texts = all(each.verification == READ or each.name in confirmed for each in self.texts)
        count = self.count == READ or any(each.name in confirmed for each in self.texts)
        return texts and count and not self.is_local

    def as_json(self) -> dict[str, object]:
        """The contract of `deadlines compute`."""
        return {
            "code": self.code,
            "label": self.label,
            "on": self.on.isoformat(),
            "rule": self.rule,
            "article": self.article,
            "verification": self.verification,
            "steps": list(self.steps),
        }


def compute(procedure: Procedure, facts: Facts) -> list[DueOn]:
    """The dates that these facts allow, earliest first.

    raises  InvalidRequest: a duration beyond what the rule allows. NotInForce: the rule that
            counts has no known version on the day the count starts
    """
    labels = {fact.code: fact.label for fact in procedure.facts.values()}
    days = {code: value for code, value in facts.items() if isinstance(value, date)}
    found: list[DueOn] = []
    for step in procedure.steps:
        if step.start in days and _applies(step, facts):
            due = _due(step, days[step.start], labels[step.start], facts)
            if step.overtakes and due.on <= days.get(step.overtakes, due.on):
                continue
            days[step.code], labels[step.code] = due.on, due.label
            found.append(due)
    return sorted(found, key=lambda due: (due.on, due.code))


def _applies(step: Step, facts: Facts) -> bool:
    return (
        all(facts.get(flag) is True for flag in step.flags)
        and not any(facts.get(flag) is True for flag in step.without)
        and not any(code in facts for code in step.unknown)
        and all(facts.get(code) == value for code, value in step.equals.items())
        and all(_is_from(facts, code, day) for code, day in step.since.items())
        and all(_is_before(facts, code, day) for code, day in step.until.items())
        and (not step.months or step.months in facts)
    )


def _is_from(facts: Facts, code: str, day: date) -> bool:
    said = facts.get(code)
    return isinstance(said, date) and said >= day


def _is_before(facts: Facts, code: str, day: date) -> bool:
    said = facts.get(code)
    return isinstance(said, date) and said < day


def _due(step: Step, start: date, label: str, facts: Facts) -> DueOn:
    rule = national_base().get(step.rule)
    value = value_on(rule, start, step.key)
    if step.earliest and isinstance(value.content, Count):
        value = replace(value, content=replace(value.content, direction="after"))
    on, lines = _counted(step, value, start, facts)
    cited = _cited(rule, step)
    marks = [value.verification, *(basis.verification for basis in cited)]
    is_local = on != _counted(step, value, start, {**facts, TERRITORY: MAINLAND})[0]
    if is_local:
        marks.append(FROM_MEMORY)
        lines = [*lines, wording.LOCAL_HOLIDAYS]
    return DueOn(
        code=step.code,
        label=step.label,
        on=on,
        rule=rule.id,
        article=" ; ".join(basis.name for basis in cited),
        verification=max(marks, key=VERIFICATION_ORDER.index),
        steps=(wording.from_day(label, start), *lines, *step.notes),
        who=step.who,
        plain=step.plain.replace(DAY, long_day(on)),
        texts=cited,
        count=value.verification,
        is_local=is_local,
    )


def _counted(step: Step, value: Dated, start: date, facts: Facts) -> tuple[date, list[str]]:
    territory = str(facts.get(TERRITORY, MAINLAND))
    if step.same_day:
        return start, []
    if step.months:
        return _chosen_duration(step, value, start, facts)
    if isinstance(value.content, Season):
        return value.content.reach(start), wording.after_season(value.content, start)
    if isinstance(value.content, Count):
        lines = wording.counted(value.content, start, territory)
        return value.content.reach(start, territory), lines
    raise InvalidRequest(f"{step.rule} ne compte pas de délai.")


def _chosen_duration(step: Step, value: Dated, start: date, facts: Facts) -> tuple[date, list[str]]:
    """A duration that people chose, held to the most that the rule allows."""
    months = facts[step.months]
    if not isinstance(months, int) or not isinstance(value.content, Count):
        raise InvalidRequest(f"« {step.months} » attend un nombre de mois.")
    end, most = add_months(start, months), value.content.reach(start)
    if end > most:
        raise InvalidRequest(
            f"{step.label} : {months} mois dépassent le plus que la règle permet"
            f" ({long_day(most)}).",
        )
    return end, [wording.months_counted(months, end)]


def _cited(rule: Rule, step: Step) -> tuple[Basis, ...]:
    """The texts this date rests on: those the step names, or the rule's first."""
    named = tuple(basis for basis in rule.basis if basis.article in step.articles)
    return named or rule.basis[:1]
