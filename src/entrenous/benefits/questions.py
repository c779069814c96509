"""What is asked of the engine, from what was asked of the household; and back, its answers.

The words of a question are those of `./entrenous rights estimate` (docs/droits.md).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from entrenous.benefits.codes import INCOMES, PLAIN, Change, State
from entrenous.benefits.contents import (
    Adult,
    Asked,
    Estimation,
    Found,
    Home,
    Income,
    Paid,
    Parameter,
)
from entrenous.rights import written
from entrenous.rights.amounts import euros
from entrenous.rights.estimates.benefits import SIMULATOR
from entrenous.rights.estimates.situation import OF_PERSON

#: What a recent change makes doubtful: it is reckoned on the months that came before.
_ON_FORMER_MONTHS: Final = frozenset({"rsa", "ppa", "aide_logement", "css"})
_CHANGED: Final = (
    "La situation a changé récemment : l’organisme peut compter autrement, à demander."
)
#: What other income of the household would lower.
_MEANS_TESTED: Final = frozenset(
    {"rsa", "ppa", "aide_logement", "cf", "paje_base", "aah", "ass", "aspa", "asi", "css"}
)
_OTHER_INCOME: Final = (
    "D’autres ressources du foyer ne sont pas comptées ici : un montant serait trop haut."
)


def situation(asked: Asked) -> dict[str, Any]:
    """The situation of a question: what is unknown is absent."""
    return {
        "month": asked.month,
        "couple": asked.is_couple,
        "adults": [_adult(each, asked, place) for place, each in enumerate(asked.adults)],
        "children": [{"birth": born.isoformat()} for born in asked.children_on],
        "home": _home(asked.home),
        "received": _paid(each for each in asked.received if not _is_own(each, asked)),
    } | ({"nationality": asked.nationality} if asked.nationality else {})


def found_in(answered: Mapping[str, Any], asked: Asked) -> tuple[Found, ...]:
    """What an answer lets be said, with the doubts that only the interview knows of."""
    return tuple(_doubted(_found(each), asked) for each in answered["estimates"])


def estimation(answered: Mapping[str, Any], asked: Asked, **origin: Any) -> Estimation:
    """An answer as it is sealed. `origin`: the budget, or what it is compared with."""
    patches = tuple(
        f"{each['source']} : {euros(Decimal(str(each['value'])))}, depuis le {each['from']}"
        for each in answered["patches"]
    )
    return Estimation(
        asked, found_in(answered, asked), str(answered["engine"]["openfisca_france"]), patches,
        simulator=SIMULATOR, **origin,
    )  # fmt: skip


def _found(said: Mapping[str, Any]) -> Found:
    low, high = said["range"] or (None, None)
    return Found(
        said["code"], said["label"], State(said["state"]),
        _amount(said["amount"]), _amount(low), _amount(high),
        tuple(said["why"]), tuple(said["missing"]), tuple(said["assumed"]),
        tuple(Parameter(**each) for each in said["parameters"]), said["where"],
    )  # fmt: skip


def _doubted(found: Found, asked: Asked) -> Found:
    doubts = () if found.state is State.NOT_COMPUTABLE else tuple(_doubts(found.code, asked))
    if not doubts:
        return found
    doubted = replace(found, state=State.TO_CHECK, why=(*doubts, *found.why))
    if _OTHER_INCOME not in doubts:
        return doubted
    return replace(doubted, amount=None, low=None, high=None)


def _doubts(code: str, asked: Asked) -> Iterator[str]:
    if set(asked.changes) - {Change.MOVED} and code in _ON_FORMER_MONTHS:
        yield _CHANGED
    if asked.has_other_income and code in _MEANS_TESTED:
        yield _OTHER_INCOME


def _is_own(paid: Paid, asked: Asked) -> bool:
    """Whether it is told of the person, not of her household: in a couple, each has her own."""
    return asked.is_couple and paid.code in OF_PERSON


def _paid(lines: Iterable[Paid]) -> dict[str, str]:
    return {each.code: written(each.amount) for each in lines}


def _adult(adult: Adult, asked: Asked, place: int) -> dict[str, Any]:
    own = asked.received if place == 0 else ()
    said: dict[str, Any] = {"birth": adult.birth_on.isoformat(), "activity": adult.activity or None}
    said |= {name: _income(getattr(adult, name)) for name in INCOMES}
    plain = {name: getattr(adult, name) for name in PLAIN}
    said |= {name: written(amount) for name, amount in plain.items() if amount is not None}
    said["received"] = _paid((*(e for e in own if _is_own(e, asked)), *adult.received)) or None
    said["disability_rate"] = None if adult.disability_rate is None else str(adult.disability_rate)
    said["ass_eligible"] = adult.ass_eligible
    return {name: value for name, value in said.items() if value is not None}


def _income(income: Income) -> str | dict[str, str] | None:
    if income.months:
        return {each.month: written(each.amount) for each in income.months}
    return None if income.amount is None else written(income.amount)


def _home(home: Home) -> dict[str, Any]:
    said = {
        "status": home.status or None,
        "rent": None if home.rent is None else written(home.rent),
        "insee": home.insee or None,
        "furnished": home.is_furnished,
        "shared": home.is_shared,
    }
    return {name: value for name, value in said.items() if value is not None}


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
