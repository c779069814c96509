"""How much an over-indebted household can pay back: the least of three bounds (L731-1, L731-2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from .amounts import rounded, truncated, written
from .seizable import OPENFISCA, brackets_of
from .sources import Sources

REMAINDER: Final = "resources_minus_charges"
QUOTA: Final = "seizable_quota"
FLOOR: Final = "resources_minus_rsa"


@dataclass(frozen=True)
class Household:
    """Who lives on the resources: one or two adults, and the children they support.

    is_majored  a lone parent or pregnant woman to whom the raised RSA applies
    """

    adults: int
    children: int = 0
    is_majored: bool = False

    @property
    def dependants(self) -> int:
        """Who counts for the quota unless said otherwise: the children (R3252-3)."""
        return self.children


@dataclass(frozen=True)
class DebtCapacity:
    """The three bounds, in euros a month, and the least of them: never under zero."""

    capacity: Decimal
    bounds: dict[str, Decimal]
    rsa: Decimal
    sources: Sources

    @property
    def binding(self) -> str:
        """Which bound decides."""
        return min(self.bounds, key=lambda name: self.bounds[name])

    def as_json(self) -> dict[str, object]:
        """The contract of `rights debt-capacity`."""
        return {
            "capacity": written(self.capacity),
            "bounds": {name: written(bound) for name, bound in self.bounds.items()},
            "binding": self.binding,
            "rsa": written(self.rsa),
            "basis": self.sources.basis_json(),
            "to_verify": self.sources.to_verify,
        }


def debt_capacity(
    resources: Decimal,
    charges: Decimal,
    household: Household,
    *,
    on: date,
    dependants: int | None = None,
) -> DebtCapacity:
    """The most a commission may ask for, as a mark for the interview: the commission decides.

    resources, charges  of the whole household, in euros a month
    dependants          for the quota, when they are not the children (R3252-3)
    raises              NotInForce: no table or no RSA is known for that day
    """
    sources = Sources(on)
    for key in ("reste", "quotite", "plancher"):
        sources.word("capacite_remboursement", key)
    supported = household.dependants if dependants is None else dependants
    brackets = brackets_of(Fraction(resources), supported, sources)
    rsa = household_rsa(household, sources)
    bounds = {
        REMAINDER: _positive(resources - charges),
        QUOTA: rounded(sum((bracket.taken for bracket in brackets), Fraction(0))),
        FLOOR: _positive(resources - rsa),
    }
    return DebtCapacity(min(bounds.values()), bounds, rsa, sources)


def household_rsa(household: Household, sources: Sources) -> Decimal:
    """The flat RSA of a household, cut to the cent as the CAF does (CASF, R262-1).

    Each person from the third dependant on adds an amount that was cut already: the amounts
    published in 2025 are those (1 616.29 for a couple with three children, not 1 616.30).
    """
    base = sources.amount("rsa_personne_seule", articles=(OPENFISCA,))
    added = 0 if household.is_majored else max(household.children - 2, 0)
    more = truncated(base * sources.amount("rsa_coefficients", "a_partir_de_3")) if added else 0
    return truncated(base * _coefficient(household, sources)) + added * more


def _coefficient(household: Household, sources: Sources) -> Fraction:
    """Of the lone parent with every child; else of the adults with two children at most."""

    def read(key: str) -> Fraction:
        return sources.amount("rsa_coefficients", key)

    if household.is_majored:
        return read("majore") + household.children * read("majore_par_enfant")
    persons = household.adults + min(household.children, 2)
    if persons == 1:
        return Fraction(1)
    return read("deux_personnes") + (persons - 2) * read("par_personne")


def _positive(amount: Decimal) -> Decimal:
    return max(amount, Decimal(0)).quantize(Decimal("0.01"))
