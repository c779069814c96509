"""A budget in figures of one month: lines, totals, what is left to live on, or what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from entrenous.budgets.codes import Period, ResourceKind
from entrenous.budgets.contents import Budget, Charge, Debt, Resource
from entrenous.rights.amounts import rounded
from entrenous.rights.budget import Flow, Remainder, remainder

RENT = "loyer"
_NO_LIST = {
    "resources": "les ressources",
    "charges": "les charges",
    "debts": "les dettes",
}


@dataclass(frozen=True)
class Left:
    """What is left to live on each month, and after what is bought day after day.

    after_current  None too when nothing of it is written
    open_lists     lists that nobody said complete: the figure holds for what is written
    """

    remainder: Remainder
    after_current: Decimal | None
    open_lists: tuple[str, ...]


def monthly(amount: Decimal | None, period: Period) -> Decimal | None:
    """The share of one month, to the cent: what the sheet shows is what adds up. None: unknown."""
    return None if amount is None else rounded(Fraction(amount) / period.months)


def is_landlords(line: Resource) -> bool:
    """Whether it is a housing aid that the landlord receives: it comes off the rent."""
    return line.kind is ResourceKind.HOUSING_AID_LANDLORD


def resource_flows(budget: Budget) -> list[Flow]:
    """What comes in each month, the aid paid to the landlord left out (see `rent_flow`)."""
    return [
        Flow(name_of(each), monthly(each.amount, each.period))
        for each in budget.resources
        if not is_landlords(each)
    ]


def rent_flow(budget: Budget) -> Flow | None:
    """What is left to pay of the rent (« loyer résiduel »), or None when no rent is due.

    Charges of the home are a line of their own; an aid paid to the person is a resource.
    """
    if not budget.home.is_rented:
        return None
    aid = total(
        Flow("", monthly(each.amount, each.period))
        for each in budget.resources
        if is_landlords(each)
    )
    rent = budget.home.rent
    return Flow(RENT, None if rent is None or aid is None else rent - aid)


def charge_flows(budget: Budget, *, current: bool = False) -> list[Flow]:
    """Fixed charges, the rent left to pay first; or, with `current`, day-to-day spending."""
    lines = [
        Flow(name_of(each), monthly(each.amount, each.period))
        for each in budget.charges
        if each.kind.is_current == current
    ]
    rent = None if current else rent_flow(budget)
    return [rent, *lines] if rent else lines


def debt_flows(budget: Budget) -> list[Flow]:
    """What is paid back each month, debt by debt."""
    return [Flow(f"mensualité : {name_of(each)}", each.instalment) for each in budget.debts]


def total(flows: Iterable[Flow]) -> Decimal | None:
    """The sum, or None when one of them is unknown. Zero for no line at all."""
    found = list(flows)
    if any(flow.amount is None for flow in found):
        return None
    return sum((flow.amount for flow in found if flow.amount is not None), Decimal(0))


def owed(budget: Budget) -> Decimal | None:
    """What remains due in all, or None when a debt's is unknown."""
    return total(Flow(name_of(each), each.remaining) for each in budget.debts)


def left_to_live_on(budget: Budget) -> Left:
    """Resources, less fixed charges, less instalments: per month, per person, per person and day.

    An empty list that nobody said complete is unknown, not zero. Source: 06-rights §10.
    """
    empty = [Flow(_NO_LIST[name], None) for name in _unsaid(budget)]
    if budget.home.status is None:
        empty.append(Flow("le logement", None))
    fixed = [*charge_flows(budget), *empty]
    said = remainder(resource_flows(budget), fixed, debt_flows(budget), persons=budget.persons)
    return Left(said, _after_current(budget, said), _open_lists(budget))


def name_of(line: Resource | Charge | Debt) -> str:
    """« salaire net », or « autre ressource (vente) »; a debt's creditor is told apart."""
    label = "" if isinstance(line, Debt) else line.label
    return f"{line.kind.label} ({label})" if label else line.kind.label


def _after_current(budget: Budget, said: Remainder) -> Decimal | None:
    spending = charge_flows(budget, current=True)
    spent = total(spending)
    return None if said.month is None or not spending or spent is None else said.month - spent


def _unsaid(budget: Budget) -> list[str]:
    return [name for name, lines, is_all in _lists(budget) if not lines and not is_all]


def _open_lists(budget: Budget) -> tuple[str, ...]:
    return tuple(_NO_LIST[n] for n, lines, is_all in _lists(budget) if lines and not is_all)


def _lists(budget: Budget) -> list[tuple[str, Sequence[object], bool]]:
    return [
        ("resources", budget.resources, budget.all_resources),
        ("charges", budget.charges, budget.all_charges),
        ("debts", budget.debts, budget.all_debts),
    ]
