"""What is asked before a code is handed over: what she can carry, and the worker's own phrase."""

from collections.abc import Mapping
from typing import ClassVar

from django import forms

from entrenous.space.codes import Sort
from entrenous.web.account.forms import secret_field
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm

SHEET, NEUTRAL, WORDS = "sheet", "neutral", "words"
_CARRIES = (
    (SHEET, "Une feuille, avec l’adresse du site"),
    (NEUTRAL, "Un papier neutre : un numéro et un code, sans adresse ni nom"),
    (WORDS, "Rien : huit mots à retenir"),
)
_AGAIN = "Un poste laissé ouvert ne suffit pas à remettre un code."


class HandOverForm(OnceForm):
    """Sent twice, one code is made: the one that was shown."""

    missing: ClassVar[Mapping[str, str]] = {
        "carry": "Choisissez ce que la personne peut emporter.",
        "phrase": "Indiquez votre phrase.",
    }

    carry = forms.ChoiceField(
        label="Que peut-elle emporter ?", choices=_CARRIES, widget=forms.RadioSelect
    )
    phrase = secret_field("Votre phrase", "current-password", _AGAIN)

    @property
    def sort(self) -> Sort:
        """A sheet, or words. Call it on a valid form."""
        return Sort.WORDS if self.cleaned_data["carry"] == WORDS else Sort.SHEET


class AgainForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"phrase": "Indiquez votre phrase."}

    phrase = secret_field("Votre phrase", "current-password", _AGAIN)
