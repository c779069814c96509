"""Counts without a name: one click, or a few numbers at the end of a day."""

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.desk.codes import ONE_CLICK, Counted
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm

_MOST = 500
_NUMBERS = (
    Counted.UNANSWERED, Counted.NOT_RECEIVED, Counted.SENT_TO_PHONE, Counted.SENT_ONLINE,
)  # fmt: skip


class OneForm(Form):
    """What one click counts."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(choices=[(c.value, c.label) for c in ONE_CLICK])


class CountField(forms.IntegerField):
    """A number of times, or nothing."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, required=False, min_value=0, max_value=_MOST)
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "champ-heure"}
        )
        told = f"Écrivez un nombre de 0 à {_MOST}, sans lettres."
        self.error_messages |= {"invalid": told, "min_value": told, "max_value": told}
        for validator in self.validators:
            validator.message = told  # type: ignore[attr-defined]


class DayForm(OnceForm):
    """Numbers only: no name is asked, none can be typed."""

    missing = {"on": "Indiquez le jour."}

    on = FrenchDateField(label="Jour", latest=timezone.localdate, initial=timezone.localdate)
    unanswered = CountField("Appels qui n’ont pas pu être pris")
    not_received = CountField("Personnes qui n’ont pas pu être reçues")
    sent_to_phone = CountField("Personnes renvoyées vers le téléphone")
    sent_online = CountField("Personnes renvoyées vers internet")
    hours_lost = CountField("Minutes d’ouverture perdues")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(c.value) for c in (*_NUMBERS, Counted.HOURS_LOST)):
            raise ValidationError("Indiquez au moins un nombre, ou revenez sans rien compter.")
        return data

    def counts(self) -> list[tuple[Counted, UUID, int, int | None]]:
        """What to count: kind, id drawn from the form's own, number, minutes."""
        data, once = self.cleaned_data, self.cleaned_data["once"]
        found: list[tuple[Counted, UUID, int, int | None]] = [
            (what, uuid5(once, what.value), data[what.value], None)
            for what in _NUMBERS
            if data[what.value]
        ]
        if data["hours_lost"]:
            lost = uuid5(once, Counted.HOURS_LOST.value)
            found.append((Counted.HOURS_LOST, lost, 1, data["hours_lost"]))
        return found
