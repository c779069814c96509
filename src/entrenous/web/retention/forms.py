"""What is typed about retention: terms, why a dossier stays, the archivist's visa, the phrase."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.retention.contents import KeptLonger
from entrenous.retention.deciding import Visa
from entrenous.retention.models import Terms
from entrenous.web.account.forms import secret_field
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form

_EXAMPLE = "Par exemple 27 11 2026."
_WHY_CHARS = 2_000


class TermsForm(Form):
    """In months after the last contact with the person."""

    missing: ClassVar = {
        "alert_months": "Écrivez un nombre de mois.",
        "active_months": "Écrivez un nombre de mois.",
    }

    active_months = forms.IntegerField(
        label="Durée en base active, en mois", min_value=1, max_value=600
    )
    alert_months = forms.IntegerField(
        label="La référente est prévenue après, en mois", min_value=1, max_value=600
    )
    needs_visa = forms.BooleanField(label="Le visa de l’archiviste est demandé", required=False)

    def clean(self) -> None:
        data = self.cleaned_data
        alert, active = data.get("alert_months"), data.get("active_months")
        if alert and active and alert >= active:
            self.add_error("alert_months", "L’alerte vient avant le terme : moins de mois.")

    def terms(self) -> Terms:
        """What the organisation decides. Call it on a valid form."""
        return Terms(**self.cleaned_data)


class KeepForm(Form):
    """Why an ended dossier stays, and until when."""

    missing: ClassVar = {"until": "Indiquez le jour.", "why": "Écrivez la raison."}

    until = FrenchDateField(label="Garder jusqu’au", help_text=_EXAMPLE)
    why = PlainTextField(
        label="Pour quelle raison",
        rows=3,
        max_length=_WHY_CHARS,
        help_text="Elle reste scellée dans le dossier. Par exemple un recours en cours.",
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise ValidationError("Ce jour est passé : indiquez un jour à venir.")
        if until > self.latest:
            raise ValidationError("C’est trop loin : deux ans au plus, puis la question revient.")
        return until

    def said(self) -> KeptLonger:
        """What is sealed. Call it on a valid form."""
        return KeptLonger(self.cleaned_data["until"], self.cleaned_data["why"])


class VisaForm(Form):
    """What the archivist signed."""

    missing: ClassVar = {
        "archivist": "Écrivez qui a donné le visa.",
        "number": "Écrivez le numéro porté sur le bordereau visé.",
        "on": "Indiquez le jour du visa.",
    }

    archivist = PlainLineField(label="Archiviste", max_length=120)
    number = PlainLineField(label="Numéro du visa", max_length=60)
    on = FrenchDateField(label="Visa du", help_text=_EXAMPLE, latest=timezone.localdate)

    def visa(self) -> Visa:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return Visa(data["archivist"], data["number"], data["on"])


class EraseForm(Form):
    """Her phrase, asked again."""

    missing: ClassVar = {"phrase": "Écrivez votre phrase."}

    phrase = secret_field("Votre phrase", "current-password")


class NothingForm(Form):
    """Nothing to type."""
