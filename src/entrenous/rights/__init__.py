"""Rights and money, exactly: what must be left, what could be claimed. No clock, no database."""

from .amounts import read_amount, written
from .debts import DebtCapacity, Household, debt_capacity
from .protected import ProtectedBalance, protected_balance
from .seizable import Seizure, seizable

__all__ = [
    "DebtCapacity",
    "Household",
    "ProtectedBalance",
    "Seizure",
    "debt_capacity",
    "protected_balance",
    "read_amount",
    "seizable",
    "written",
]
