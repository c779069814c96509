"""The budget of a month: what comes in, what goes out, what is left to live on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .amounts import rounded

#: A month of thirty days, as the scales of local aid count it (02-practice §3.6).
DAYS: Final = 30


@dataclass(frozen=True)
class Flow:
    """Money that comes in or goes out each month. `amount` None: unknown, which is never zero."""

    label: str
    amount: Decimal | None


@dataclass(frozen=True)
class Remainder:
    """What is left to live on, in euros; None when something that counts is unknown."""

    month: Decimal | None
    per_person: Decimal | None
    per_day: Decimal | None
    unknown: tuple[str, ...]


def remainder(
    resources: Sequence[Flow], charges: Sequence[Flow], debts: Sequence[Flow], *, persons: int
) -> Remainder:
    """Resources minus charges minus instalments: per month, per person, per person and day.

    persons  who live on it, at least 1
    source   06-rights §10, 02-practice §3.6
    """
    unknown = tuple(f.label for f in (*resources, *charges, *debts) if f.amount is None)
    if unknown:
        return Remainder(None, None, None, unknown)
    month = _total(resources) - _total(charges) - _total(debts)
    return Remainder(
        month,
        rounded_signed(Fraction(month) / persons),
        rounded_signed(Fraction(month) / persons / DAYS),
        (),
    )


def rounded_signed(amount: Fraction) -> Decimal:
    """To the cent, half away from zero: a household may owe more than it receives."""
    return rounded(amount) if amount >= 0 else -rounded(-amount)


def _total(flows: Sequence[Flow]) -> Decimal:
    return sum((flow.amount for flow in flows if flow.amount is not None), Decimal(0))
