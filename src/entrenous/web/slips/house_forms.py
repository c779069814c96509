"""The forms of the house: calls, slots, a slip handed on; and a platform's access."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from entrenous.agents.models import Secteur
from entrenous.slips.codes import Outcome
from entrenous.slips.slots import Opening
from entrenous.web.common.fields import FrenchDateField, FrenchTimeField, PlainLineField
from entrenous.web.common.forms import Form


def _number(sentence: str) -> dict[str, str]:
    """One sentence for whatever is wrong with a number."""
    return dict.fromkeys(("invalid", "min_value", "max_value"), sentence)


class CallForm(Form):
    """What came of a call back."""

    missing: ClassVar = {"outcome": "Dites ce que l’appel a donné."}

    outcome = forms.ChoiceField(
        label="Ce qu’il a donné", choices=Outcome.choices(), widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label="Durée, en minutes",
        required=False,
        min_value=1,
        max_value=240,
        error_messages=_number("Écrivez la durée en minutes, de 1 à 240."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )
    tries = forms.IntegerField(min_value=0, max_value=999, widget=forms.HiddenInput)


class HandOnForm(Form):
    """To which sector a slip goes, house by house."""

    missing: ClassVar = {"secteur": "Choisissez le secteur qui reçoit cette adresse."}

    secteur = forms.ChoiceField(label="Le secteur qui reçoit cette adresse")

    def __init__(self, *args: Any, secteurs: list[Secteur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secteurs = {str(row.pk): row for row in secteurs}
        houses: dict[str, list[tuple[str, str]]] = {}
        for pk, row in self.secteurs.items():
            houses.setdefault(row.circonscription.name, []).append((pk, row.name))
        field = self.fields["secteur"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "Choisir"), *houses.items()]

    @property
    def chosen(self) -> Secteur:
        """Where it goes. Only for a valid form."""
        return self.secteurs[self.cleaned_data["secteur"]]


class OpeningForm(Form):
    """Times to open for platforms."""

    missing: ClassVar = {"day": "Indiquez le jour.", "first": "Indiquez l’heure de début."}

    day = FrenchDateField(label="Jour", earliest=timezone.localdate)
    first = FrenchTimeField(label="De")
    last = FrenchTimeField(label="À")
    minutes = forms.TypedChoiceField(
        label="Un rappel promis avant la fin de chaque",
        coerce=int,
        choices=[(30, "demi-heure"), (60, "heure"), (120, "plage de deux heures")],
        initial=60,
    )
    capacity = forms.IntegerField(
        label="Appels par créneau",
        min_value=1,
        max_value=50,
        initial=2,
        error_messages=_number("Écrivez un nombre d’appels, de 1 à 50."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last <= first:
            self.add_error("last", "La fin vient après le début.")
        return said

    def opening(self) -> Opening:
        """The times asked for. Only for a valid form."""
        said = self.cleaned_data
        return Opening(said["day"], said["first"], said["last"], said["minutes"], said["capacity"])


class SenderForm(Form):
    """A platform, and how much it may drop."""

    missing: ClassVar = {"name": "Indiquez la plateforme."}

    name = PlainLineField(label="Plateforme", max_length=80, help_text="Par exemple : 3646.")
    hourly_limit = forms.IntegerField(
        label="Fiches par heure, au plus",
        min_value=1,
        max_value=1_000,
        initial=60,
        error_messages=_number("Écrivez un nombre, de 1 à 1 000."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )
