"""What an interview types of money, months and births: read kindly, refused with a sentence."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.benefits.contents import MonthPaid
from entrenous.law.written_days import MONTHS
from entrenous.web.common import french_dates, plain_text
from entrenous.web.common.amounts import AmountField

MOST_CHILDREN: Final = 14
_ISO = re.compile(r"(20[0-9]{2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[ /.\-]+(20[0-9]{2})")
_LINE = re.compile(r"(.+?)\s*[:=\t]\s*(.+)")
_LOOSE_LINE = re.compile(r"([0-9]{1,2}[ /.\-]+20[0-9]{2}|20[0-9]{2}-[0-9]{1,2})\s+(.+)")


def read_month(text: str) -> str:
    """« 10 2026 », « octobre 2026 » or « 2026-10 » as « 2026-10 »; ValueError."""
    plain = plain_text.clean_line(text).lower()
    for number, name in enumerate(MONTHS, 1):
        plain = plain.replace(name, str(number)).replace(_bare(name), str(number))
    if found := _ISO.fullmatch(plain):
        year, month = found.groups()
    elif found := _NUMBERS.fullmatch(plain):
        month, year = found.groups()
    else:
        raise ValueError
    return f"{date(int(year), int(month), 1):%Y-%m}"


def written_month(month: str) -> str:
    """« octobre 2026 » of « 2026-10 »; the code itself when it is not one."""
    try:
        day = date.fromisoformat(f"{month}-01")
    except ValueError:
        return month
    return f"{MONTHS[day.month - 1]} {day.year}"


class KnownOrNotField(AmountField):
    """Euros that may stay unknown: the box says so while it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs = {"placeholder": "inconnu", **self.widget.attrs}


_EUROS: Final = KnownOrNotField()


class MonthField(forms.Field):
    """A month: « octobre 2026 », « 10 2026 »."""

    widget = forms.TextInput
    default_error_messages = {"unreadable": "Écrivez le mois ainsi : 10 2026, ou octobre 2026."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs = {"autocomplete": "off", "class": "champ-date", **self.widget.attrs}

    def to_python(self, value: Any) -> str:
        if value in self.empty_values or not plain_text.clean_line(str(value)):
            return ""
        try:
            return read_month(str(value))
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None

    def prepare_value(self, value: Any) -> Any:
        return written_month(value) if isinstance(value, str) else value


class LinesField(forms.Field, ABC):
    """Several short lines, one thing each; a wrong line is named by its number."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.widget.attrs = {"rows": rows, "autocomplete": "off"}

    def to_python(self, value: Any) -> tuple[Any, ...]:
        if isinstance(value, tuple):
            return value
        text = plain_text.clean(str(value)) if value not in self.empty_values else ""
        lines = [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        return self.read_all(tuple(self._read(n, line) for n, line in lines))

    @abstractmethod
    def read_one(self, line: str) -> Any:
        """One line; ValidationError without the number of its line."""

    def read_all(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        """All of them, once each was read."""
        return found

    def _read(self, number: int, line: str) -> Any:
        try:
            return self.read_one(line)
        except ValidationError as refused:
            nbsp = "\N{NO-BREAK SPACE}"
            raise ValidationError(f"Ligne {number}{nbsp}: {refused.messages[0]}") from None


class BirthsField(LinesField):
    """The birth dates of children, one a line. None of them is in the future."""

    default_error_messages = {
        "unreadable": "écrivez la date ainsi, 27 11 2016.",
        "future": "cette date de naissance est dans le futur.",
        "many": "Le calcul va jusqu’à 14 enfants. Au-delà, utilisez le simulateur officiel.",
    }

    def read_one(self, line: str) -> date:
        today = timezone.localdate()
        try:
            born = french_dates.read_date(line, today=today, born=True)
        except (french_dates.Unreadable, french_dates.DoesNotExist):
            raise ValidationError(self.error_messages["unreadable"]) from None
        if born > today:
            raise ValidationError(self.error_messages["future"])
        return born

    def read_all(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(found) > MOST_CHILDREN:
            raise ValidationError(self.error_messages["many"], code="many")
        return found

    def prepare_value(self, value: Any) -> Any:
        return _as_lines(value, lambda born: f"{born:%d %m %Y}")


class MonthsField(LinesField):
    """An income month by month: « 09 2026 : 1 400 », one month a line."""

    default_error_messages = {
        "unreadable": "écrivez un mois puis un montant, par exemple 09 2026 : 1 400.",
        "twice": "Le même mois est écrit deux fois.",
    }

    def read_one(self, line: str) -> MonthPaid:
        found = _LINE.fullmatch(line) or _LOOSE_LINE.fullmatch(line)
        if found is None:
            raise ValidationError(self.error_messages["unreadable"])
        try:
            month = read_month(found[1])
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"]) from None
        return MonthPaid(month, _amount(found[2]))

    def read_all(self, found: tuple[Any, ...]) -> tuple[Any, ...]:
        if len({each.month for each in found}) < len(found):
            raise ValidationError(self.error_messages["twice"], code="twice")
        return tuple(sorted(found, key=lambda each: each.month))

    def prepare_value(self, value: Any) -> Any:
        return _as_lines(
            value, lambda m: f"{written_month(m.month)} : {_EUROS.prepare_value(m.amount)}"
        )


def _amount(text: str) -> Decimal:
    amount = _EUROS.to_python(text)
    if amount is None:
        raise ValidationError(MonthsField.default_error_messages["unreadable"])
    return amount


def _as_lines(value: Any, write: Any) -> Any:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    return "\n".join(write(each) for each in value)


def _bare(name: str) -> str:
    return name.replace("é", "e").replace("û", "u")
