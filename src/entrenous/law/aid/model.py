"""What a sheet is once read: what to bring, what is counted, up to where, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from entrenous.law.model import Basis


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that makes one eligible by the scale, and the most that is granted, by size."""

    persons_from: int
    persons_until: int | None
    limit: Decimal
    maximum: Decimal

    def concerns(self, persons: int) -> bool:
        """Whether a household of this size is under this ceiling."""
        return self.persons_from <= persons <= (self.persons_until or persons)


@dataclass(frozen=True, slots=True)
class Counter:
    """How much, or how many times, within how many months."""

    label: str
    most: Decimal
    unit: str
    months: int


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the formula: an input or a fixed amount, and its share of what is counted."""

    code: str
    label: str
    share: Fraction
    fixed: Decimal | None


@dataclass(frozen=True, slots=True)
class Case:
    """A vector: what is given, and what the sheet must then say."""

    title: str
    inputs: Mapping[str, Decimal]
    persons: int
    result: Decimal
    eligible: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One aid of one authority, for a period."""

    id: str
    label: str
    authority: str
    from_on: date
    until_on: date | None
    basis: tuple[Basis, ...]
    terms: tuple[Term, ...]
    per_person: bool
    days: int
    unit: str
    ceilings: tuple[Ceiling, ...]
    counters: tuple[Counter, ...]
    documents: tuple[str, ...]
    exempt: tuple[str, ...]
    cases: tuple[Case, ...]

    def covers(self, on: date) -> bool:
        """Whether the sheet holds that day."""
        return self.from_on <= on <= (self.until_on or on)

    @property
    def inputs(self) -> tuple[Term, ...]:
        """What must be known of the household."""
        return tuple(term for term in self.terms if term.fixed is None)
