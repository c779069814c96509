"""A field for euros as people write them: « 1 234,50 », « 1234,5 € ». Empty is unknown."""

import re
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError

from entrenous.law import InvalidRequest
from entrenous.rights.amounts import LARGEST, euros, read_amount
from entrenous.web.common import plain_text

_WORD: Final = re.compile(r"\s*(?:euros?|€)$", re.IGNORECASE)
_NEGATIVE: Final = re.compile(r"[-\u2212\u2013]\s*[0-9.,\s]+")


class AmountField(forms.Field):
    """An amount of money, exact. What is empty is None, which is never zero."""

    widget = forms.TextInput
    default_error_messages = {
        "unreadable": "Écrivez un montant en euros, par exemple 1 234,50.",
        "negative": "Un montant ne peut pas être négatif : vérifiez-le.",
        "large": "Ce montant dépasse dix millions d’euros : vérifiez-le.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget = cast(forms.Widget, self.widget)
        said = {"inputmode": "decimal", "autocomplete": "off", "class": "champ-montant"}
        widget.attrs = {**said, **widget.attrs}

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value in self.empty_values:
            return value if isinstance(value, Decimal) else None
        text = _WORD.sub("", plain_text.clean_line(str(value)))
        if not text:
            return None
        if _NEGATIVE.fullmatch(text):
            raise ValidationError(self.error_messages["negative"], code="negative")
        try:
            return read_amount(text, "amount")
        except InvalidRequest:
            raise self._refusal(text) from None

    def prepare_value(self, value: Any) -> Any:
        """« 1 234,50 », « 800 »: as it would be typed again."""
        if not isinstance(value, Decimal):
            return value
        said = euros(value).removesuffix("€").strip().replace("\N{NO-BREAK SPACE}", " ")
        return said.removesuffix(",00")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _refusal(self, text: str) -> ValidationError:
        digits = re.sub(r"[^0-9]", "", re.split(r"[.,]", text)[0])
        is_large = digits and int(digits) >= LARGEST
        code = "large" if is_large else "unreadable"
        return ValidationError(self.error_messages[code], code=code)
