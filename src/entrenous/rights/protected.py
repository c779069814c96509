"""What a bank must leave on a seized account, without being asked (CPCE, L162-2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .amounts import rounded, written
from .sources import Sources


@dataclass(frozen=True)
class ProtectedBalance:
    """What stays at hand of a seized balance, and the most the law leaves that day."""

    balance: Decimal
    protected: Decimal
    ceiling: Decimal
    sources: Sources

    @property
    def seizable(self) -> Decimal:
        """What may be taken of the balance."""
        return self.balance - self.protected

    def as_json(self) -> dict[str, object]:
        """The contract of `rights protected-balance`."""
        return {
            "protected": written(self.protected),
            "seizable": written(self.seizable),
            "ceiling": written(self.ceiling),
            "basis": self.sources.basis_json(),
            "to_verify": self.sources.to_verify,
        }


def protected_balance(
    balance: Decimal, *, on: date, seized_within_month: bool = False
) -> ProtectedBalance:
    """What a bank leaves at hand of `balance`, all accounts of the person added up.

    seized_within_month  it was left once already within a month: nothing more is (R162-3)
    raises               NotInForce: no amount is known for that day
    """
    sources = Sources(on)
    ceiling = rounded(sources.amount("solde_bancaire_insaisissable"))
    left = Decimal(0) if seized_within_month else min(balance, ceiling)
    return ProtectedBalance(balance, left, ceiling, sources)
