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


@dataclass(frozen=True)
class _Line:
    """A line to match. `same`: what it is; `words`: what tells it from those that are the same."""

    part: str
    same: tuple[Hashable, ...]
    words: str
    name: str
    amount: Decimal | None


def changes(former: Budget, now: Budget) -> list[Change]:
    """Every line that differs, in the order of the budgets: those of now, then those gone.

    Lines are matched by kind, person and words, then by kind and person, in their order.
    """
    left = list(_lines(former))
    fresh = list(_lines(now))
    pairs = _matched(fresh, left, by_words=True)
    pairs |= _matched([f for f in fresh if id(f) not in pairs], left, by_words=False)
    found = [_change(each, pairs.get(id(each))) for each in fresh]
    gone = [Change(e.part, e.name, e.amount, None, is_there=False) for e in left]
    return [change for change in found if change is not None] + gone


def _matched(fresh: list[_Line], left: list[_Line], *, by_words: bool) -> dict[int, _Line]:
    """For each line of now its former self, which is then left no more."""
    pairs: dict[int, _Line] = {}
    for each in fresh:
        for known in left:
            is_same = (known.part, known.same) == (each.part, each.same)
            if is_same and (not by_words or known.words == each.words):
                pairs[id(each)] = known
                left.remove(known)
                break
    return pairs


def _change(now: _Line, former: _Line | None) -> Change | None:
    if former is None:
        return Change(now.part, now.name, None, now.amount, was_there=False)
    if former.amount == now.amount:
        return None
    return Change(now.part, now.name, former.amount, now.amount)


def _lines(budget: Budget) -> Iterator[_Line]:
    for line in budget.resources:
        amount = monthly(line.amount, line.period)
        yield _Line("resources", (line.kind, line.adult), line.label, name_of(line), amount)
    if budget.home.is_rented:
        yield _Line("charges", (), "", RENT, budget.home.rent)
    for charge in budget.charges:
        amount = monthly(charge.amount, charge.period)
        yield _Line("charges", (charge.kind,), charge.label, name_of(charge), amount)
    for debt in budget.debts:
        yield _Line("debts", (debt.kind,), debt.creditor, name_of(debt), debt.remaining)
