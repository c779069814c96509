"""The fields of the forms: what people type in French, read kindly, refused with a sentence."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import format as format_date

from entrenous.web.common import french_dates, plain_text

Day = date | Callable[[], date]
MAX_TEXT: Final = 100_000
MAX_LINE: Final = 200
_FIRST_YEAR: Final = 1880


class FrenchDateField(forms.Field):
    """One text field for a date: « 27 11 2026 » and other usual writings.

    earliest, latest    bounds, included: a day or a function that gives it
    born                for a birth date: « 53 » is 1953, and the future is refused
    """

    widget = forms.TextInput
    default_error_messages = {
        "unreadable": "Écrivez la date ainsi : 27 11 2026.",
        "does_not_exist": "Cette date n’existe pas. Vérifiez le jour et le mois.",
        "far": "Vérifiez l’année : %(year)s.",
        "early": "Indiquez une date à partir du %(day)s.",
        "late": "Indiquez une date jusqu’au %(day)s.",
    }

    def __init__(
        self,
        *,
        earliest: Day | None = None,
        latest: Day | None = None,
        born: bool = False,
        **kwargs: Any,
    ) -> None:
        self.earliest = earliest
        self.latest = timezone.localdate if born and latest is None else latest
        self.born = born
        super().__init__(**kwargs)
        kind = "bday" if born else "off"
        _default(self, inputmode="numeric", autocomplete=kind, **{"class": "champ-date"})

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        text = plain_text.clean_line(str(value))
        if not text:
            return None
        try:
            return french_dates.read_date(text, today=timezone.localdate(), born=self.born)
        except french_dates.Unreadable:
            raise self._refusal("unreadable") from None
        except french_dates.DoesNotExist:
            raise self._refusal("does_not_exist") from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value.year < _FIRST_YEAR:
            raise self._refusal("far", year=value.year)
        earliest, latest = _day(self.earliest), _day(self.latest)
        if earliest and value < earliest:
            raise self._refusal("early", day=_in_words(earliest))
        if latest and value > latest:
            raise self._refusal("late", day=_in_words(latest))

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d %m %Y") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)

    def _refusal(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class FrenchTimeField(forms.Field):
    """One text field for an hour: « 14 h 30 », « 14:30 », « 14h »."""

    widget = forms.TextInput
    default_error_messages = {
        "unreadable": "Écrivez l’heure ainsi : 14 h 30.",
        "does_not_exist": "Cette heure n’existe pas. Écrivez-la ainsi : 14 h 30.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _default(self, autocomplete="off", **{"class": "champ-heure"})

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time) or value in self.empty_values:
            return value if isinstance(value, time) else None
        text = plain_text.clean_line(str(value))
        if not text:
            return None
        try:
            return french_dates.read_time(text)
        except french_dates.Unreadable:
            code = "unreadable"
        except french_dates.DoesNotExist:
            code = "does_not_exist"
        raise ValidationError(self.error_messages[code], code=code)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value.hour} h {value.minute:02}" if value.minute else f"{value.hour} h"

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _has_changed(self, initial, data)


class PlainTextField(forms.Field):
    """A free text. Nothing of what was typed is cut: too long is said, with the count."""

    widget: type[forms.Widget] = forms.Textarea
    default_error_messages = {
        "too_long": (
            "Ce texte compte %(count)s caractères ; la limite est de %(limit)s. "
            "Raccourcissez-le ou partagez-le en deux."
        ),
    }
    clean_text: Callable[[str], str] = staticmethod(plain_text.clean)

    def __init__(self, *, max_length: int = MAX_TEXT, rows: int = 5, **kwargs: Any) -> None:
        self.max_length, self.rows = max_length, rows
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return "" if value in self.empty_values else self.clean_text(str(value)).strip()

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002  # Django's signature
        """Show again what was typed, already harmless."""
        return self.clean_text(data) if isinstance(data, str) else data

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.max_length:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={
                    "count": plain_text.thousands(len(value)),
                    "limit": plain_text.thousands(self.max_length),
                },
            )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No `maxlength`: a browser cuts a pasted text without a word.
        return {"rows": self.rows, "cols": False} if isinstance(widget, forms.Textarea) else {}


class PlainLineField(PlainTextField):
    """A short text on one line: a name, a place, a few words."""

    widget = forms.TextInput
    default_error_messages = {
        "too_long": "Ce champ compte %(count)s caractères ; la limite est de %(limit)s.",
    }
    clean_text = staticmethod(plain_text.clean_line)

    def __init__(self, *, max_length: int = MAX_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        _default(self, autocomplete="off")


def _default(field: forms.Field, **attrs: Any) -> None:
    """Give the widget of a field what the form did not choose itself."""
    widget = cast(forms.Widget, field.widget)
    widget.attrs = {**attrs, **widget.attrs}


def _day(bound: Day | None) -> date | None:
    return bound() if callable(bound) else bound


def _in_words(day: date) -> str:
    return format_date(day, "j F Y").replace(" ", "\N{NO-BREAK SPACE}")


def _has_changed(field: forms.Field, initial: Any, data: Any) -> bool:
    """Compare what is meant, not how it is written."""
    try:
        return bool(field.to_python(initial) != field.to_python(data))
    except ValidationError:
        return True
