"""What came of a try to call someone back."""

from django import forms

from entrenous.desk.codes import Outcome
from entrenous.web.dossiers.forms.once import OnceForm


class TryForm(OnceForm):
    """One answer; the hour is that of the click."""

    missing = {"outcome": "Choisissez ce que l’appel a donné."}

    outcome = forms.ChoiceField(
        label="Ce que l’appel a donné", choices=Outcome.choices(), widget=forms.RadioSelect
    )

    @property
    def came_of_it(self) -> Outcome:
        """Only for a valid form."""
        return Outcome(self.cleaned_data["outcome"])
