"""The JSON questions of `./entrenous rights`, read strictly: unknown fields are refused."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from entrenous.law import InvalidRequest

from .amounts import read_amount
from .debts import Household

MOST_PEOPLE = 30
ADULTS = (1, 2)


class Question:
    """A JSON object of which every field must be read, and nothing else may be said."""

    def __init__(self, decoded: object, fields: tuple[str, ...]) -> None:
        if not isinstance(decoded, Mapping):
            raise InvalidRequest("Un objet JSON est attendu.", fields)
        unknown = sorted({str(name) for name in decoded} - set(fields))
        if unknown:
            raise InvalidRequest(f"Champs inconnus : {', '.join(unknown)}.", fields)
        self._said = decoded

    def day(self, name: str) -> date:
        """A date such as « 2026-05-04 »."""
        said = self._said.get(name)
        try:
            if isinstance(said, str) and len(said) == len("2026-05-04"):
                return date.fromisoformat(said)
        except ValueError:
            pass
        raise InvalidRequest(f"Le champ « {name} » attend une date comme 2026-05-04.")

    def amount(self, name: str) -> Decimal:
        """One amount, between quotes."""
        return read_amount(self._said.get(name), name)

    def amounts(self, name: str) -> list[Decimal]:
        """One amount, a list of them, or a list of {"label", "amount"}."""
        said = self._said.get(name)
        if not isinstance(said, list):
            return [read_amount(said, name)]
        return [read_amount(_amount_of(each), name) for each in said]

    def count(self, name: str, *, default: int | None = None) -> int:
        """A number of people."""
        said = self._said.get(name, default)
        if isinstance(said, bool) or not isinstance(said, int) or not 0 <= said <= MOST_PEOPLE:
            raise InvalidRequest(f"Le champ « {name} » attend un nombre de 0 à {MOST_PEOPLE}.")
        return said

    def optional_count(self, name: str) -> int | None:
        """A number of people, or nothing said."""
        return None if self._said.get(name) is None else self.count(name)

    def flag(self, name: str) -> bool:
        """True or false; false when nothing is said."""
        said = self._said.get(name, False)
        if not isinstance(said, bool):
            raise InvalidRequest(f"Le champ « {name} » attend true ou false.")
        return said

    def household(self, name: str) -> Household:
        """{"adults": 2, "children": 1, "majored": false}."""
        inner = Question(self._said.get(name), ("adults", "children", "majored"))
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
