"""A field for a commune: its INSEE code, or its name, which finds it. A postcode is told apart."""

from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError

from entrenous.rights.estimates import communes
from entrenous.web.common import plain_text

_MOST_NAMED: Final = 8


class CommuneField(forms.Field):
    """The code of a commune, « 94028 »; « » when it is not known."""

    widget = forms.TextInput
    default_error_messages = {
        "postcode": (
            "« %(typed)s » n’est le code INSEE d’aucune commune : c’est sans doute un code postal. "
            "Écrivez le nom de la commune, ou son code INSEE (94028 pour Créteil, dont le code "
            "postal est 94000)."
        ),
        "unknown": (
            "Cette commune n’est pas trouvée. Écrivez son code INSEE : cinq caractères, comme "
            "94028 pour Créteil. Ce n’est pas le code postal."
        ),
        "several": "Plusieurs communes portent ce nom. Écrivez le code de la bonne : %(found)s.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget = cast(forms.Widget, self.widget)
        widget.attrs = {"autocomplete": "off", "class": "champ-date", **widget.attrs}

    def to_python(self, value: Any) -> str:
        text = plain_text.clean_line(str(value or ""))
        if not text:
            return ""
        code = text.upper().replace(" ", "")
        return self._checked(code) if communes.is_code(code) else self._found(text)

    def _checked(self, code: str) -> str:
        known = communes.names()
        is_postcode = code not in known if known else code.endswith("000")
        if is_postcode:
            raise self._refusal("postcode", typed=code)
        return code

    def _found(self, name: str) -> str:
        found = communes.named(name)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise self._refusal("unknown")
        said = [f"{code} (département {department_of(code)})" for code, _ in found[:_MOST_NAMED]]
        raise self._refusal("several", found=", ".join(said))

    def _refusal(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def department_of(code: str) -> str:
    """« 94 » of « 94028 », « 974 » of « 97411 »."""
    return code[:3] if code.startswith("97") else code[:2]


def name_of(code: str) -> str:
    """« Créteil (94028) », or the code alone when its name is not known here."""
    name = communes.names().get(code, "")
    return f"{name} ({code})" if name else code
