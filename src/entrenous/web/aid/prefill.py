"""What a budget says of what the sheets count, by the codes that any sheet may use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from entrenous.budgets import queries
from entrenous.budgets.codes import ResourceKind
from entrenous.budgets.contents import Budget, Resource
from entrenous.budgets.figures import charge_flows, debt_flows, monthly, rent_flow, total
from entrenous.rights.budget import Flow
from entrenous.web.dossiers.pages import DossierPage

#: Never counted by a scale of the département: paid to the landlord, or counted apart.
_APART: Final = frozenset({ResourceKind.HOUSING_AID_LANDLORD, ResourceKind.CHILD_WAGE})


@dataclass(frozen=True)
class Known:
    """The budget, and the amounts of a month by code; what it does not know is not there."""

    budget: Budget | None = None
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    persons: int | None = None


def known_of(page: DossierPage) -> Known:
    """What the budget in force says. The reading must cover Budget."""
    found = queries.latest(page.reading)
    if found is None:
        return Known()
    said = {code: read(found.content) for code, read in READ.items()}
    amounts = {code: amount for code, amount in said.items() if amount is not None}
    return Known(found.content, amounts, found.content.persons)


def _resources(budget: Budget) -> Decimal | None:
    if not (budget.resources or budget.all_resources):
        return None
    return _sum(each for each in budget.resources if each.kind not in _APART)


def _child_wage(budget: Budget) -> Decimal | None:
    lines = [each for each in budget.resources if each.kind is ResourceKind.CHILD_WAGE]
    is_said = lines or budget.all_resources or not budget.children_at_home
    return _sum(lines) if is_said else None


def _rent(budget: Budget) -> Decimal | None:
    if budget.home.status is None:
        return None
    rent = rent_flow(budget)
    return Decimal(0) if rent is None else rent.amount


def _charges(budget: Budget) -> Decimal | None:
    if budget.home.status is None or not (budget.charges or budget.all_charges):
        return None
    return total(charge_flows(budget))


def _instalments(budget: Budget) -> Decimal | None:
    return total(debt_flows(budget)) if budget.debts or budget.all_debts else None


def _sum(lines: Iterable[Resource]) -> Decimal | None:
    return total(Flow("", monthly(each.amount, each.period)) for each in lines)


#: The codes that a budget fills (docs/droits.md); a sheet may ask others, typed by hand.
READ: Final[Mapping[str, Callable[[Budget], Decimal | None]]] = {
    "ressources": _resources,
    "salaire_enfant": _child_wage,
    "loyer_residuel": _rent,
    "charges": _charges,
    "mensualites": _instalments,
}
