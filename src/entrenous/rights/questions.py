"""The JSON questions of `./entrenous rights`, read strictly: unknown fields are refused."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.law import InvalidRequest

from .amounts import read_amount
from .debts import Household

#: An amount for every month, or one per month (« 2026-09 »).
Monthly = Decimal | Mapping[str, Decimal]
UNKNOWN: Final = "unknown"
MOST_PEOPLE: Final = 30
ADULTS: Final = (1, 2)
MONTH: Final = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class Question:
    """A JSON object of which every field must be read, and nothing else may be said.

    `optional_…`: None when nothing is said, which is unknown and never zero.
    """

    def __init__(self, decoded: object, fields: tuple[str, ...], *, name: str = "") -> None:
        if not isinstance(decoded, Mapping):
            where = f"Le champ « {name} » attend un" if name else "Un"
            raise InvalidRequest(f"{where} objet JSON{'' if name else ' est attendu'}.", fields)
        unknown = sorted({str(field) for field in decoded} - set(fields))
        if unknown:
            raise InvalidRequest(f"Champs inconnus : {', '.join(unknown)}.", fields)
        self._said = decoded

    def value(self, name: str) -> object:
        """What is said of a field, as it was decoded; None when nothing is, or « unknown »."""
        said = self._said.get(name)
        return None if said == UNKNOWN else said

    def day(self, name: str) -> date:
        """A date such as « 2026-05-04 »."""
        said = self.value(name)
        try:
            if isinstance(said, str) and len(said) == len("2026-05-04"):
                return date.fromisoformat(said)
        except ValueError:
            pass
        raise InvalidRequest(f"Le champ « {name} » attend une date comme 2026-05-04.")

    def month(self, name: str) -> str:
        """A month such as « 2026-10 »."""
        said = self.value(name)
        if not isinstance(said, str) or not MONTH.fullmatch(said):
            raise InvalidRequest(f"Le champ « {name} » attend un mois comme 2026-10.")
        return said

    def amount(self, name: str) -> Decimal:
        """One amount, between quotes."""
        return read_amount(self.value(name), name)

    def optional_amount(self, name: str) -> Decimal | None:
        """One amount, or nothing said."""
        return None if self.value(name) is None else self.amount(name)

    def amounts(self, name: str) -> list[Decimal]:
        """One amount, a list of them, or a list of {"label", "amount"}."""
        said = self.value(name)
        if not isinstance(said, list):
            return [read_amount(said, name)]
        if not said:
            raise InvalidRequest(f"Le champ « {name} » attend au moins un montant, même « 0 ».")
        return [read_amount(_amount_of(each), name) for each in said]

    def monthly(self, name: str) -> Monthly | None:
        """One amount for every month, or a map « 2026-09 » → amount, or nothing said."""
        said = self.value(name)
        if not isinstance(said, Mapping):
            return self.optional_amount(name)
        if strange := [month for month in said if not MONTH.fullmatch(str(month))]:
            raise InvalidRequest(f"« {name} » : « {strange[0]} » n’est pas un mois comme 2026-10.")
        return {str(month): read_amount(amount, name) for month, amount in said.items()}

    def count(self, name: str, *, default: int | None = None) -> int:
        """A number of people."""
        said = self._said.get(name, default)
        if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= MOST_PEOPLE:
            raise InvalidRequest(f"Le champ « {name} » attend un nombre de 0 à {MOST_PEOPLE}.")
        return said

    def optional_count(self, name: str) -> int | None:
        """A number of people, or nothing said."""
        return None if self.value(name) is None else self.count(name)

    def flag(self, name: str) -> bool:
        """True or false; false when nothing is said."""
        return self.optional_flag(name) or False

    def optional_flag(self, name: str) -> bool | None:
        """True or false, or nothing said."""
        said = self.value(name)
        if said is not None and not isinstance(said, bool):
            raise InvalidRequest(f"Le champ « {name} » attend true ou false.")
        return said

    def optional_code(self, name: str, known: tuple[str, ...] = ()) -> str | None:
        """One of the codes that are known, any when none is; or nothing said."""
        said = self.value(name)
        if said is None:
            return None
        if not isinstance(said, str) or (known and said not in known):
            raise InvalidRequest(f"Le champ « {name} » attend un code.", known)
        return said

    def optional_object(self, name: str, fields: tuple[str, ...]) -> "Question | None":
        """An object within this one, or nothing said."""
        said = self.value(name)
        return None if said is None else Question(said, fields, name=name)

    def objects(self, name: str, fields: tuple[str, ...], *, most: int) -> "list[Question]":
        """A list of objects, one per person; empty when nothing is said."""
        said = self.value(name) or []
        if not isinstance(said, list) or len(said) > most:
            raise InvalidRequest(
                f"Le champ « {name} » attend une liste de {most} personnes au plus."
            )
        return [Question(each, fields, name=name) for each in said]

    def household(self, name: str) -> Household:
        """{"adults": 2, "children": 1, "majored": false}."""
        inner = Question(self.value(name), ("adults", "children", "majored"), name=name)
        household = Household(
            inner.count("adults"), inner.count("children", default=0), inner.flag("majored")
        )
        if household.adults not in ADULTS:
            raise InvalidRequest("Un foyer compte un ou deux adultes.", ("1", "2"))
        if household.is_majored and household.adults != 1:
            raise InvalidRequest("Le RSA majoré concerne une personne qui vit sans conjoint.")
        return household


def _amount_of(line: object) -> object:
    return line.get("amount") if isinstance(line, Mapping) else line
