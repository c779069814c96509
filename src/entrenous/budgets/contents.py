"""What is sealed of a budget, with what the service notes of a household (ADR 0014).

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open, and a canary in the tests. None is always « inconnu ».
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrenous.budgets.codes import (
    RENTED,
    Activity,
    ChargeKind,
    Custody,
    DebtKind,
    Evidence,
    HomeStatus,
    Period,
    Relation,
    ResourceKind,
    Standing,
)
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Adult:
    """An adult of the household; the first one is the person whose dossier it is."""

    relation: Relation = Relation.PERSON
    birth_on: date | None = None
    activity: Activity | None = None
    given_name: str = ""


@dataclass(frozen=True)
class Child:
    """A child of the household."""

    birth_on: date | None = None
    custody: Custody = Custody.HERE
    given_name: str = ""


@dataclass(frozen=True)
class Home:
    """Where they live. `rent`: of one month, without charges, before any housing aid.

    insee  the commune's code, never its postcode
    """

    status: HomeStatus | None = None
    rent: Decimal | None = None
    insee: str = ""
    is_furnished: bool | None = None
    is_shared: bool | None = None

    @property
    def is_rented(self) -> bool:
        """Whether a rent is due."""
        return self.status in RENTED


@dataclass(frozen=True)
class Resource:
    """Money that comes in: net, in euros, for one `period`.

    adult  whose it is: a place in `Budget.adults`; None, the household's
    as_of  when it was so, if not on the budget's day
    """

    kind: ResourceKind
    amount: Decimal | None = None
    period: Period = Period.MONTH
    adult: int | None = None
    label: str = ""
    source: str = ""
    evidence: Evidence = Evidence.DECLARED
    as_of: date | None = None


@dataclass(frozen=True)
class Charge:
    """Money that goes out, in euros, for one `period`."""

    kind: ChargeKind
    amount: Decimal | None = None
    period: Period = Period.MONTH
    label: str = ""
    source: str = ""
    evidence: Evidence = Evidence.DECLARED
    as_of: date | None = None


@dataclass(frozen=True)
class Debt:
    """What is owed, in euros: what remains, and what is paid back each month (0: nothing now).

    creditor  often unknown, or not to be written: never required
    """

    kind: DebtKind
    creditor: str = ""
    remaining: Decimal | None = None
    instalment: Decimal | None = None
    standing: Standing | None = None
    source: str = ""
    evidence: Evidence = Evidence.DECLARED
    as_of: date | None = None


@sealed_kind(260, Compartment.NOTES)
@dataclass(frozen=True)
class Budget:
    """The budget of a household on one day; each save is a new version, the former ones stay.

    adults         the person first; at most one partner
    all_resources  the list was said to be complete: what is not in it is zero, not unknown;
    all_charges    likewise; all_debts likewise
    words          what the person says of it, in her words
    """

    on: date
    adults: tuple[Adult, ...] = (Adult(),)
    children: tuple[Child, ...] = ()
    home: Home = field(default_factory=Home)
    resources: tuple[Resource, ...] = ()
    charges: tuple[Charge, ...] = ()
    debts: tuple[Debt, ...] = ()
    all_resources: bool = False
    all_charges: bool = False
    all_debts: bool = False
    words: str = ""
    read_together_on: date | None = None

    @property
    def partner(self) -> int | None:
        """The place of the partner in `adults`, or None when the person lives without one."""
        places = [n for n, a in enumerate(self.adults) if a.relation is Relation.PARTNER]
        return places[0] if places else None

    @property
    def children_at_home(self) -> tuple[Child, ...]:
        """Those who live here, all or part of the time."""
        return tuple(c for c in self.children if c.custody is not Custody.VISITS)

    @property
    def persons(self) -> int:
        """Who lives on it: every adult, and each child who lives here even part of the time."""
        return len(self.adults) + len(self.children_at_home)
