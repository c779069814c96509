"""Rights and money, exactly: what must be left, what could be claimed. No clock, no database."""

from .amounts import read_amount, written
from .bank_fees import bank_fees
from .debts import DebtCapacity, Household, debt_capacity
from .floors import RsaFloor, rsa_floor
from .protected import ProtectedBalance, protected_balance
from .second_file import SecondFile, second_file
from .seizable import Seizure, seizable
from .stated import Stated
from .unseizable import Resource, Standing, unseizable

__all__ = [
    "DebtCapacity",
    "Household",
    "ProtectedBalance",
    "Resource",
    "RsaFloor",
    "SecondFile",
    "Seizure",
    "Standing",
    "Stated",
    "bank_fees",
    "debt_capacity",
    "protected_balance",
    "read_amount",
    "rsa_floor",
    "second_file",
    "seizable",
    "unseizable",
    "written",
]
