"""Small readings shared by the forms of the desk: a year, a telephone number, a length."""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.web.common.fields import PlainLineField

_FRENCH_NUMBER: Final = re.compile(r"(?:\+33|0033|0)\s*(?:\(0\)\s*)?([1-9](?:[\s.\-/]*\d){8})")
_BEGUN_AS_FRENCH: Final = re.compile(r"0[1-9][\d\s.\-/]*")
_OLDEST: Final = 120


class BirthYearField(PlainLineField):
    """A year of birth: « 1991 », « 91 », or a date of which the year is kept."""

    default_error_messages = {
        "unreadable": "Écrivez l’année de naissance en quatre chiffres, par exemple 1991.",
        "impossible": "Cette année de naissance n’est pas possible. Vérifiez-la.",
    }

    def clean(self, value: Any) -> int | None:
        """The year, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = re.search(r"(\d{4})$", text) or re.fullmatch(r"(\d{2})", text)
        if not found:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        today = timezone.localdate()
        year = int(found[1])
        if len(found[1]) == 2:  # noqa: PLR2004
            year += 1900 if year > today.year % 100 else 2000
        if not today.year - _OLDEST <= year <= today.year:
            raise ValidationError(self.error_messages["impossible"], code="impossible")
        return year

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002
        return {"autocomplete": "off", "inputmode": "numeric", "class": "champ-date"}


class MinutesField(PlainLineField):
    """A length in minutes."""

    default_error_messages = {
        "unreadable": "Écrivez la durée en minutes, par exemple 45.",
        "impossible": "Une durée va de 5 à 480 minutes.",
    }

    def clean(self, value: Any) -> int | None:
        """The minutes, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,4})\s*(?:min(?:utes)?)?", text)
        if not found:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        minutes = int(found[1])
        if not 5 <= minutes <= 480:  # noqa: PLR2004
            raise ValidationError(self.error_messages["impossible"], code="impossible")
        return minutes

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002
        return {"autocomplete": "off", "inputmode": "numeric", "class": "champ-heure"}


class ContactField(PlainLineField):
    """A number or an address, as said. A French number is written by pairs, prefix or not."""

    default_error_messages = {
        "incomplete": "Ce numéro n’a pas dix chiffres. Vérifiez-le avec la personne ; "
        "s’il est d’un autre pays, écrivez-le avec son indicatif, par exemple +32.",
    }

    def clean(self, value: Any) -> str:
        """« +33 1 99 00 11 22 » becomes « 01 99 00 11 22 »; anything else is kept as typed.

        A French number with figures missing, or too many, would never be answered: it is said.
        """
        text: str = super().clean(value)
        found = _FRENCH_NUMBER.fullmatch(text)
        if not found:
            if _BEGUN_AS_FRENCH.fullmatch(text):
                raise ValidationError(self.error_messages["incomplete"], code="incomplete")
            return text
        figures = "0" + "".join(c for c in found[1] if c.isdigit())
        return " ".join(figures[i : i + 2] for i in range(0, 10, 2))
