"""The forms of the keys."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form

_DIGITS = 10


class CompareForm(Form):
    """What a lead read on her colleague's screen, and that she compared the rest."""

    missing = {
        "typed": "Recopiez les deux derniers groupes lus sur l’écran de votre collègue.",
        "same": "Cochez la case quand les six premiers groupes sont les mêmes, dans l’ordre.",
        "met": "La certification se fait face à face. Cochez la case si c’est le cas.",
    }

    shown = forms.CharField(widget=forms.HiddenInput, max_length=60)
    met = forms.BooleanField(label="Nous sommes face à face, et je connais cette personne")
    same = forms.BooleanField(label="Les six premiers groupes sont les mêmes sur les deux écrans")
    typed = PlainLineField(
        label="Les deux derniers groupes, lus sur son écran",
        max_length=20,
        help_text="Dix chiffres, par exemple 12345 67890.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.Widget, self.fields["typed"].widget).attrs |= {
            "inputmode": "numeric", "class": "champ-code", "autocomplete": "off",
        }  # fmt: skip

    def clean_typed(self) -> str:
        digits = "".join(self.cleaned_data["typed"].split())
        if len(digits) != _DIGITS or not digits.isdecimal():
            raise ValidationError("Il faut dix chiffres : les deux derniers groupes de son écran.")
        return digits


class GroupsForm(Form):
    """The letter boxes proposed after a certification."""

    groups = forms.MultipleChoiceField(
        label="Groupes", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["groups"]).choices = choices


class MemberForm(Form):
    """A colleague, by her id."""

    agent = forms.UUIDField()


class DossiersForm(Form):
    """The dossiers whose keys are given back."""

    dossiers = forms.TypedMultipleChoiceField(
        label="Dossiers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un dossier."},
    )
    missing = {"dossiers": "Cochez au moins un dossier."}

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["dossiers"]).choices = choices


class StepForm(Form):
    """Where a renewal goes on from, and how much the former steps did."""

    after = forms.UUIDField(required=False)
    done = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
