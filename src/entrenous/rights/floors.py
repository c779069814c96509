"""The RSA of a household: the least that over-indebtedness leaves, cut to the cent as paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .amounts import written
from .debts import Household, household_rsa
from .sources import Sources


@dataclass(frozen=True)
class RsaFloor:
    """The flat RSA of a household on a day, before any housing deduction."""

    household: Household
    amount: Decimal
    sources: Sources

    def as_json(self) -> dict[str, object]:
        """The contract of `rights rsa-floor`."""
        return {
            "amount": written(self.amount),
            "basis": self.sources.basis_json(),
            "to_verify": self.sources.to_verify,
        }


def rsa_floor(household: Household, *, on: date) -> RsaFloor:
    """The flat RSA of `household`, truncated (CASF, L262-2, R262-1); NotInForce without a table."""
    sources = Sources(on)
    return RsaFloor(household, household_rsa(household, sources), sources)
