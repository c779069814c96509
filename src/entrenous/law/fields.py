"""Typed reading of one TOML table: a missing, misspelt or mistyped field is refused."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from .errors import RuleRefused
from .typography import typeset


class Fields:
    """One table of a rule file; `where` names the file in every refusal."""

    def __init__(self, where: str, values: Mapping[str, object]) -> None:
        self.where = where
        self._values = dict(values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def refuse(self, message: str, known: Iterable[str] = ()) -> RuleRefused:
        """The error to raise, with the file's name in front."""
        return RuleRefused(f"{self.where} : {message}", tuple(sorted(known)))

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without default it must be there and not be empty."""
        value = self._values.pop(name, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refuse(f"le champ « {name} » attend un texte.")
        return typeset(value)

    def code(self, name: str, known: Iterable[str], default: str | None = None) -> str:
        """A string that belongs to a closed list."""
        value = self.text(name, default)
        if value != default and value not in known:
            raise self.refuse(f"« {value} » est inconnu dans « {name} ».", known)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings, empty when absent."""
        value = self._values.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.refuse(f"le champ « {name} » attend une liste de textes.")
        return tuple(typeset(each) for each in value)

    def codes(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """A list of strings that all belong to a closed list."""
        values = self.texts(name)
        if unknown := set(values) - set(known):
            raise self.refuse(f"inconnu dans « {name} » : {', '.join(sorted(unknown))}.", known)
        return values

    def day(self, name: str) -> date:
        """A date that must be there."""
        value = self.day_or_none(name)
        if value is None:
            raise self.refuse(f"le champ « {name} » attend une date.")
        return value

    def day_or_none(self, name: str) -> date | None:
        """A date, or None when absent."""
        value = self._values.pop(name, None)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self.refuse(f"le champ « {name} » attend une date.")

    def number(self, name: str) -> Decimal | None:
        """An exact number, or None when absent."""
        value = self._values.pop(name, None)
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        raise self.refuse(f"le champ « {name} » attend un nombre.")

    def count(self, name: str) -> int:
        """A whole number, zero or more."""
        value = self.number(name)
        if value is None or value < 0 or value != int(value):
            raise self.refuse(f"le champ « {name} » attend un nombre entier.")
        return int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True or false, `default` when absent."""
        value = self._values.pop(name, default)
        if not isinstance(value, bool):
            raise self.refuse(f"le champ « {name} » attend true ou false.")
        return value

    def table(self, name: str) -> dict[str, str]:
        """A table of strings, empty when absent."""
        value = self._values.pop(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise self.refuse(f"le champ « {name} » attend une table de textes.")
        return {key: typeset(text) for key, text in value.items()}

    def mapping(self, name: str) -> dict[str, object]:
        """A table of anything, empty when absent."""
        value = self._values.pop(name, {})
        if not isinstance(value, dict):
            raise self.refuse(f"le champ « {name} » attend une table.")
        return value

    def rest(self) -> dict[str, object]:
        """Everything not read yet."""
        rest, self._values = self._values, {}
        return rest

    def tables(self, name: str) -> tuple["Fields", ...]:
        """A list of tables, empty when absent."""
        value = self._values.pop(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.refuse(f"« {name} » attend une liste de tables.")
        return tuple(
            Fields(f"{self.where}, {name} {n}", each) for n, each in enumerate(value, start=1)
        )

    def nothing_else(self) -> None:
        """Refuse what nobody read: a misspelt field would silently open or close a rule."""
        if self._values:
            raise self.refuse(f"champs inconnus : {', '.join(sorted(self._values))}.")
