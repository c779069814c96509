"""The way in: a number, and a code or eight words."""

from typing import Any

from django import forms

from entrenous.space import codes
from entrenous.space.codes import Mistyped, Sort
from entrenous.web.common.forms import Form

NO_NUMBER = "Écrivez le numéro. Il est sur la feuille, au-dessus du code."
WRONG_NUMBER = "Le numéro a 8 chiffres. Vérifiez-les un par un."
WRONG_CODE = (
    "Ce code n’est pas complet, ou un signe a été tapé à la place d’un autre. Il a cinq groupes "
    "de quatre signes, puis un dernier signe. Il se compare signe par signe avec la feuille."
)
WRONG_WORDS = (
    "Il faut huit mots, dans l’ordre. L’un d’eux n’est pas dans la liste : vérifiez son "
    "orthographe."
)


class NumberField(forms.CharField):
    """Not « facultatif » for who has a sheet, and not asked of who has eight words."""

    def validate(self, value: str) -> None:
        """Whether it must be there depends on the other field."""


class EnterForm(Form):
    """What is typed stays in the page: someone with 21 signs to copy does not start again."""

    missing = {
        "code": "Écrivez le code, ou les huit mots.",
    }

    number = NumberField(
        label="Numéro",
        help_text="8 chiffres, sur la feuille. Avec les huit mots, laissez vide.",
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label="Code, ou les huit mots",
        help_text="Majuscules, espaces et tirets ne comptent pas.",
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "autocorrect": "off",
                "spellcheck": "false",
            }
        ),
    )

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        if not typed.strip():
            return ""
        try:
            return codes.read_number(typed)
        except ValueError:
            raise forms.ValidationError(WRONG_NUMBER) from None

    def clean_code(self) -> str:
        try:
            return codes.read_code(self.cleaned_data["code"])
        except Mistyped as mistyped:
            said = WRONG_WORDS if mistyped.sort is Sort.WORDS else WRONG_CODE
            raise forms.ValidationError(said) from None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        is_words = " " in said.get("code", "")
        if not (is_words or said.get("number") or self.errors):
            self.add_error("number", NO_NUMBER)
        return said
