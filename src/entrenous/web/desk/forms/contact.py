"""What she can carry, and an information interview of reception's own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from entrenous.desk.contents import InformationInterview
from entrenous.desk.models import Sheet
from entrenous.dossiers.codes import Carry
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm
from entrenous.web.reception.forms.fields import MinutesField


class CarryForm(Form):
    """« Que pouvez-vous emporter ? »"""

    missing = {"carry": "Choisissez ce que la personne peut emporter."}

    carry = forms.ChoiceField(label="Que peut-elle emporter", choices=Carry.choices())


class InterviewForm(OnceForm):
    """What was explained, and the sheets handed over."""

    missing = {
        "explained": "Écrivez en quelques mots ce qui a été expliqué.",
        "on": "Indiquez le jour de l’entretien.",
    }

    on = FrenchDateField(label="Le", latest=timezone.localdate, initial=timezone.localdate)
    minutes = MinutesField(label="Minutes", required=False)
    explained = PlainTextField(label="Ce qui a été expliqué", rows=4, max_length=5_000)
    sheets = forms.MultipleChoiceField(
        label="Fiches remises", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {str(each.pk): each.title for each in sheets}
        field = self.fields["sheets"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101
        field.choices = list(self.titles.items())
        if not self.titles:
            del self.fields["sheets"]

    def said(self) -> InformationInterview:
        """The interview as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return InformationInterview(
            on=data["on"],
            explained=data["explained"],
            sheets=tuple(self.titles[pk] for pk in data.get("sheets", ())),
            minutes=data["minutes"],
        )
