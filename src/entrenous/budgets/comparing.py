"""What changed from one budget to the next: lines that came, went or moved, each of one month."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from entrenous.budgets.contents import Budget
from entrenous.budgets.figures import RENT, monthly, name_of


@dataclass(frozen=True)
class Change:
    """One line, before and after, of one month (a debt: what remains). None: unknown.

    was_there, is_there  False when the line did not exist: an amount of None is then no amount
    """

    part: str
    name: str
    before: Decimal | None
    after: Decimal | None
    was_there: bool = True
    is_there: bool = True


_Lines = dict[Hashable, tuple[str, str, Decimal | None]]


def changes(former: Budget, now: Budget) -> list[Change]:
    """Every line that differs, in the order of the budgets: those of now, then those gone.

    Lines are matched by kind, words and person; two alike are matched in their order.
    """
    before, after = _lines(former), _lines(now)
    found = []
    for key, (part, name, amount) in after.items():
        if key not in before:
            found.append(Change(part, name, None, amount, was_there=False))
        elif before[key][2] != amount:
            found.append(Change(part, name, before[key][2], amount))
    found += [
        Change(part, name, amount, None, is_there=False)
        for key, (part, name, amount) in before.items()
        if key not in after
    ]
    return found


def _lines(budget: Budget) -> _Lines:
    numbered: _Lines = {}
    seen: dict[Hashable, int] = {}
    for key, part, name, amount in _each(budget):
        rank = seen[part, key] = seen.get((part, key), 0) + 1
        numbered[part, key, rank] = (part, name, amount)
    return numbered


def _each(budget: Budget) -> Iterator[tuple[Hashable, str, str, Decimal | None]]:
    for line in budget.resources:
        whose = (line.kind, line.label, line.adult)
        yield whose, "resources", name_of(line), monthly(line.amount, line.period)
    if budget.home.is_rented:
        yield ("rent",), "charges", RENT, budget.home.rent
    for charge in budget.charges:
        amount = monthly(charge.amount, charge.period)
        yield (charge.kind, charge.label), "charges", name_of(charge), amount
    for debt in budget.debts:
        yield (debt.kind, debt.creditor), "debts", name_of(debt), debt.remaining
