"""Facts as they are said in JSON, and as they are counted with: typed, or refused by name."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from entrenous.law.errors import InvalidRequest
from entrenous.law.typography import typeset
from entrenous.law.written_days import long_day

from .model import Fact, FactKind, Procedure

#: A fact that is absent is unknown: never false, never zero.
Facts = Mapping[str, date | bool | int | str]
MOST_MONTHS: Final = 120
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)


def read_facts(procedure: Procedure, said: object) -> Facts:
    """The facts of a JSON object; InvalidRequest names the fact that is not understood."""
    known = tuple(procedure.facts)
    if not isinstance(said, Mapping):
        raise InvalidRequest("Le champ « facts » attend un objet JSON.", known)
    if strange := sorted({str(code) for code in said} - set(known)):
        raise InvalidRequest(f"Faits inconnus : {', '.join(strange)}.", known)
    told = {code: value for code, value in said.items() if value is not None}
    return {
        code: _READ[procedure.facts[code].kind](procedure.facts[code], value)
        for code, value in told.items()
    }


def faults(procedure: Procedure, facts: Facts, today: date) -> list[tuple[str, str]]:
    """What cannot be among dates, each with its fact: to come, or before what it follows.

    A fact that may lie ahead (a hearing) is never reproached for it.
    """
    days = {code: value for code, value in facts.items() if isinstance(value, date)}
    found = []
    for code, day in days.items():
        fact = procedure.facts[code]
        first = _last_before(procedure, fact, days)
        if not EARLIEST <= day <= LATEST:
            found.append((code, "Vérifiez l’année."))
        elif day > today and not fact.ahead:
            found.append((code, "Cette date n’est pas encore passée : vérifiez l’année."))
        elif first and day < days[first]:
            label = procedure.facts[first].label
            said = f"Cette date précède « {label} » ({long_day(days[first])}) : vérifiez les deux."
            found.append((code, said))
    return [(code, typeset(said)) for code, said in found]


def _last_before(procedure: Procedure, fact: Fact, days: Mapping[str, date]) -> str:
    """The nearest known date of those that come before a fact, or nothing."""
    code = fact.after
    while code and code not in days:
        code = procedure.facts[code].after
    return code


def _day(fact: Fact, value: object) -> date:
    try:
        if isinstance(value, str) and len(value) == len("2026-05-04"):
            day = date.fromisoformat(value)
            if EARLIEST <= day <= LATEST:
                return day
    except ValueError:
        pass
    raise InvalidRequest(f"Le fait « {fact.code} » attend une date comme 2026-05-04.")


def _flag(fact: Fact, value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidRequest(f"Le fait « {fact.code} » attend true ou false.")
    return value


def _months(fact: Fact, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MONTHS:
        raise InvalidRequest(f"Le fait « {fact.code} » attend de 1 à {MOST_MONTHS} mois.")
    return value


def _choice(fact: Fact, value: object) -> str:
    if not isinstance(value, str) or value not in fact.choices:
        raise InvalidRequest(f"Le fait « {fact.code} » attend un choix.", tuple(fact.choices))
    return value


_READ: Mapping[FactKind, Callable[[Fact, object], date | bool | int | str]] = {
    "date": _day,
    "flag": _flag,
    "months": _months,
    "choice": _choice,
}
