"""What is sealed of an estimate: what was asked, what was found, with which versions (ADR 0016).

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests. None is always « inconnu ».
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from entrenous.benefits.codes import Change, State, WhatIf
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class MonthPaid:
    """One month of one income that varies: `month` is « 2026-09 »; net, in euros."""

    month: str
    amount: Decimal


@dataclass(frozen=True)
class Income:
    """One income of one adult, net and monthly: the same amount, or month by month."""

    amount: Decimal | None = None
    months: tuple[MonthPaid, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything is said of it; zero is said."""
        return self.amount is not None or bool(self.months)


@dataclass(frozen=True)
class Paid:
    """One benefit as the statement shows it, in euros a month."""

    code: str
    amount: Decimal


@dataclass(frozen=True)
class Adult:
    """One adult, as the engine is told of her. Codes of `rights estimate`.

    maintenance  received, net, a month; so is the disability pension
    received     AAH, ASS and ASI of a partner: those of the person are in `Asked.received`
    """

    birth_on: date
    activity: str = ""
    net_salary: Income = field(default_factory=Income)
    net_unemployment: Income = field(default_factory=Income)
    net_pension: Income = field(default_factory=Income)
    disability_rate: Decimal | None = None
    ass_eligible: bool | None = None
    maintenance: Decimal | None = None
    disability_pension: Decimal | None = None
    received: tuple[Paid, ...] = ()


@dataclass(frozen=True)
class Home:
    """Where they live; `insee` is the commune's code. `rent`: a month, without charges."""

    status: str = ""
    rent: Decimal | None = None
    insee: str = ""
    is_furnished: bool | None = None
    is_shared: bool | None = None


@dataclass(frozen=True)
class Asked:
    """A household for one month (« 2026-10 »): everything the engine was told, and no more.

    received     what is absent is unknown; zero was said, or the whole statement was read
    nationality  a code of `Residence`, or nothing: unknown
    has_other_income  something comes in that the engine is not told of
    """

    month: str
    adults: tuple[Adult, ...]
    children_on: tuple[date, ...] = ()
    home: Home = field(default_factory=Home)
    received: tuple[Paid, ...] = ()
    nationality: str = ""
    changes: tuple[Change, ...] = ()
    has_other_income: bool = False

    @property
    def is_couple(self) -> bool:
        """Whether two adults are told of."""
        return len(self.adults) > 1

    def paid(self, code: str) -> Decimal | None:
        """What the household receives of a benefit, or None: unknown."""
        lists = (self.received, *(adult.received for adult in self.adults))
        found = [each.amount for paid in lists for each in paid if each.code == code]
        return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True)
class Parameter:
    """A figure of the law that carries the computation, its day and its text."""

    label: str
    value: str
    on: str
    text: str


@dataclass(frozen=True)
class Found:
    """One benefit, as the engine's own judgement lets it be said; amounts in euros a month."""

    code: str
    label: str
    state: State
    amount: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    where: str = ""


@sealed_kind(280, Compartment.NOTES)
@dataclass(frozen=True)
class Estimation:
    """One estimate, never changed: its inputs, its results, the versions that made them.

    engine          « 176.1.8 », of OpenFisca-France
    patches         the values that we add to it, each with its source
    budget          the budget that the form was filled from, and its version
    compared_with   the estimate that this one changes one thing of, and `what_if` says which
    """

    asked: Asked
    found: tuple[Found, ...]
    engine: str
    patches: tuple[str, ...] = ()
    simulator: str = ""
    budget: UUID | None = None
    budget_version: int = 0
    compared_with: UUID | None = None
    what_if: WhatIf | None = None
