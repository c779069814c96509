"""A budget as its pages show it: lines with their amounts, totals, what is left, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.budgets import figures
from entrenous.budgets.codes import Evidence, Period
from entrenous.budgets.contents import Budget, Charge, Debt, Resource
from entrenous.web.common.commune import name_of as commune_name

_YES_NO: Final = {True: "oui", False: "non", None: "inconnu"}
_NBSP: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Line:
    """One line. `amount`: as said, for its period; `monthly`: of one month. None: unknown."""

    name: str
    monthly: Decimal | None
    amount: Decimal | None = None
    period: str = ""
    whose: str = ""
    known: str = ""
    is_shown: bool = False
    as_of: date | None = None


@dataclass(frozen=True)
class DebtLine:
    """One debt."""

    name: str
    creditor: str
    remaining: Decimal | None
    instalment: Decimal | None
    standing: str
    known: str
    is_shown: bool
    as_of: date | None


@dataclass(frozen=True)
class Part:
    """A list with its total, and whether somebody said that it is complete."""

    lines: list[Line]
    total: Decimal | None
    is_all: bool

    @property
    def is_known(self) -> bool:
        """Whether the total means something: lines, or a list said complete."""
        return bool(self.lines) or self.is_all


@dataclass(frozen=True)
class Person:
    """Someone of the household."""

    name: str
    age: int | None
    said: str


@dataclass(frozen=True)
class Sheet:
    """A whole budget, ready to be shown or printed."""

    budget: Budget
    people: list[Person]
    home: list[tuple[str, str]]
    resources: Part
    to_landlord: Decimal | None
    charges: Part
    current: Part
    debts: list[DebtLine]
    owed: Decimal | None
    left: figures.Left

    @property
    def repaid(self) -> Decimal | None:
        """What is paid back each month, or None when a debt's is unknown."""
        return figures.total(figures.debt_flows(self.budget))

    @property
    def with_landlord(self) -> Decimal | None:
        """What comes in with the aid that the landlord receives; None without one."""
        if self.resources.total is None or self.to_landlord is None:
            return None
        return self.resources.total + self.to_landlord


def sheet_of(budget: Budget) -> Sheet:
    """Everything that a page says of a budget."""
    landlord = [r for r in budget.resources if figures.is_landlords(r)]
    hers = [r for r in budget.resources if not figures.is_landlords(r)]
    return Sheet(
        budget=budget,
        people=_people(budget),
        home=_home(budget),
        resources=Part(
            [_resource(r, budget) for r in hers],
            figures.total(figures.resource_flows(budget)),
            budget.all_resources,
        ),
        to_landlord=_sum(landlord) if landlord else None,
        charges=Part(
            [*_rent(budget, landlord), *_charges(budget, current=False)],
            figures.total(figures.charge_flows(budget)),
            budget.all_charges,
        ),
        current=Part(
            _charges(budget, current=True),
            figures.total(figures.charge_flows(budget, current=True)),
            budget.all_charges,
        ),
        debts=[_debt(each) for each in budget.debts],
        owed=figures.owed(budget),
        left=figures.left_to_live_on(budget),
    )


def _people(budget: Budget) -> list[Person]:
    adults = [
        Person(
            adult.given_name or adult.relation.label.capitalize(),
            _age(adult.birth_on, budget.on),
            ", ".join(
                ([adult.relation.label] if adult.given_name else [])
                + [adult.activity.label if adult.activity else "activité inconnue"]
            ),
        )
        for adult in budget.adults
    ]
    children = [
        Person(child.given_name or "Enfant", _age(child.birth_on, budget.on), child.custody.label)
        for child in budget.children
    ]
    return adults + children


def _home(budget: Budget) -> list[tuple[str, str]]:
    home = budget.home
    said = [("Logement", home.status.label if home.status else "inconnu")]
    if home.is_rented:
        said += [("Meublé", _YES_NO[home.is_furnished]), ("Colocation", _YES_NO[home.is_shared])]
    return [*said, ("Commune", commune_name(home.insee) if home.insee else "inconnue")]


def _resource(line: Resource, budget: Budget) -> Line:
    whose = ""
    if line.adult is not None and len(budget.adults) > 1:
        adult = budget.adults[line.adult]
        whose = adult.given_name or adult.relation.label
    return _line(line, whose)


def _rent(budget: Budget, aids: Iterable[Resource]) -> list[Line]:
    home = budget.home
    if not home.is_rented:
        return []
    return [Line(figures.RENT, home.rent), *map(_off_the_rent, aids)]


def _off_the_rent(aid: Resource) -> Line:
    monthly = figures.monthly(aid.amount, aid.period)
    return replace(
        _line(aid), name="aide versée au bailleur", monthly=None if monthly is None else -monthly
    )


def _charges(budget: Budget, *, current: bool) -> list[Line]:
    return [_line(c) for c in budget.charges if c.kind.is_current == current]


def _line(line: Resource | Charge, whose: str = "") -> Line:
    return Line(
        figures.name_of(line),
        figures.monthly(line.amount, line.period),
        line.amount,
        "" if line.period is Period.MONTH else line.period.label,
        whose,
        _known(line),
        line.evidence is Evidence.SHOWN,
        line.as_of,
    )


def _debt(debt: Debt) -> DebtLine:
    return DebtLine(
        figures.name_of(debt),
        debt.creditor,
        debt.remaining,
        debt.instalment,
        debt.standing.label if debt.standing else "",
        _known(debt),
        debt.evidence is Evidence.SHOWN,
        debt.as_of,
    )


def _known(line: Resource | Charge | Debt) -> str:
    """« justifié : attestation de la Caf »."""
    said = line.evidence.label
    return f"{said}{_NBSP}: {line.source}" if line.source else said


def _sum(lines: Iterable[Resource]) -> Decimal | None:
    found = [figures.monthly(line.amount, line.period) for line in lines]
    return None if None in found else sum((m for m in found if m is not None), Decimal(0))


def _age(born: date | None, on: date) -> int | None:
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
