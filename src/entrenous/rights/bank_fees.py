"""The most a bank may charge when something goes wrong on an account, with what is unverified."""

from datetime import date
from typing import Final

from .stated import Stated, stated

RULE: Final = "frais_bancaires"
#: Promised by the banks, written in no law.
PROMISED: Final = frozenset(
    {"incident_mois_fragile", "incident_mois_offre", "incident_an_offre", "cotisation_offre"}
)


def bank_fees(on: date) -> tuple[Stated, ...]:
    """Every cap known for that day, in euros (03-law §4.4); NotInForce for a year without them."""
    return stated(RULE, on)
