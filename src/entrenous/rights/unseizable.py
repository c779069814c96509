"""What nobody may seize, what is seized like a wage, and what the texts leave in doubt."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from .stated import Stated, stated

RULE: Final = "insaisissables"
_LIKE_A_WAGE: Final = "saisissable comme un salaire"
#: Neither a resource: the rule that follows the money, and the furniture.
_NOT_MONEY: Final = frozenset({"report_sur_solde", "meubles"})


class Standing(StrEnum):
    """Where a resource stands when someone wants to seize it."""

    KEPT = "kept"
    LIKE_A_WAGE = "like_a_wage"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Resource:
    """A kind of resource, or of goods, and where it stands."""

    stated: Stated
    standing: Standing

    @property
    def code(self) -> str:
        """Its key in the law base."""
        return self.stated.key

    @property
    def is_money(self) -> bool:
        """False for the furniture, and for the rule that follows the money on the account."""
        return self.code not in _NOT_MONEY

    def as_json(self) -> dict[str, object]:
        """A line of `rights unseizable`."""
        return self.stated.as_json() | {"standing": self.standing.value}


def unseizable(on: date) -> tuple[Resource, ...]:
    """Every kind of resource that the base knows, in its order; NotInForce outside its periods.

    source  03-law §4.2; each line carries its article and its own mark
    """
    return tuple(Resource(each, _standing(each)) for each in stated(RULE, on))


def _standing(line: Stated) -> Standing:
    """« saisissable selon une fiche de 2020 » is a doubt; what is only read in one is kept."""
    if line.content == _LIKE_A_WAGE:
        return Standing.LIKE_A_WAGE
    is_doubtful = str(line.content).startswith("saisissable")
    return Standing.DOUBTFUL if is_doubtful else Standing.KEPT
