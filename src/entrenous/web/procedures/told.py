"""What is known of a procedure, in words: one line a fact, what is unknown said as such."""

from dataclasses import dataclass
from datetime import date

from entrenous.law import LawError
from entrenous.law.deadlines import Fact
from entrenous.law.deadlines.loading import TERRITORY
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import procedure_of, typed_facts
from entrenous.web.procedures.words import full_day

UNKNOWN = "pas encore connu"


@dataclass(frozen=True)
class ToldLine:
    """One fact: what it is, what is known of it."""

    label: str
    words: str
    is_known: bool = True


def told_lines(said: FollowedProcedure) -> list[ToldLine]:
    """Every fact of the procedure; those that the base no longer understands as they were told."""
    asked = procedure_of(said)
    try:
        facts = typed_facts(asked, said.facts) if asked else None
    except LawError:
        facts = None
    if asked is None or facts is None:
        return [ToldLine(each.code, each.said) for each in said.facts]
    return [
        ToldLine(fact.label, _words(fact, facts[code]))
        if code in facts
        else ToldLine(fact.label, UNKNOWN, is_known=False)
        for code, fact in asked.facts.items()
        if code in facts or code != TERRITORY
    ]


def _words(fact: Fact, value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return full_day(value)
    return fact.choices.get(value, value) if isinstance(value, str) else f"{value} mois"
