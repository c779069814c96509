import itertools
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from entrenous.agents.models import Agent
from entrenous.keyring import phrase_rules
from entrenous.vault.login import normal_phrase
from entrenous.vault.unlocking import PIN_DIGITS
from entrenous.web.common.forms import Form

MOST_CHARS = 500
_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def secret_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """A phrase that is not shown while typed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(
        label=label, widget=widget, max_length=MOST_CHARS, strip=False, help_text=help_text
    )


def code_field(
    label: str, help_text: str = "", *, long: bool = False, **attrs: str
) -> forms.CharField:
    """A code that one copies."""
    shape = {"class": "code-long" if long else "champ-code"}
    widget = forms.TextInput(attrs=_TYPED | shape | attrs)
    return forms.CharField(label=label, widget=widget, max_length=60, help_text=help_text)


def pin_field(label: str, autocomplete: str = "off", help_text: str = "") -> forms.CharField:
    """Six digits, not shown."""
    attrs = {"autocomplete": autocomplete, "inputmode": "numeric", "class": "champ-code"}
    return forms.CharField(
        label=label, widget=forms.PasswordInput(attrs=attrs), max_length=20, help_text=help_text
    )


class LoginForm(Form):
    missing: ClassVar[Mapping[str, str]] = {
        "login": "Indiquez votre identifiant.",
        "phrase": "Indiquez votre phrase.",
    }
    login = forms.CharField(
        label="Identifiant",
        max_length=150,
        widget=forms.TextInput(attrs=_TYPED | {"autocomplete": "username"}),
    )
    phrase = secret_field("Phrase", "current-password")


class FactorForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"code": "Indiquez un code."}
    code = code_field("Code", autocomplete="one-time-code")


class PasskeyForm(Form):
    missing: ClassVar[Mapping[str, str]] = {
        "answer": "La clé n’a pas répondu. Recommencez, ou choisissez un autre moyen."
    }
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class PinForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"pin": "Indiquez votre code de poste."}
    pin = pin_field("Code de poste, à six chiffres")


class PhraseForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"phrase": "Indiquez votre phrase."}
    phrase = secret_field("Votre phrase", "current-password")


class ProvenFactorForm(FactorForm):
    """The first code of a factor that adds to another, or replaces it."""

    missing: ClassVar[Mapping[str, str]] = {**FactorForm.missing, **PhraseForm.missing}
    phrase = secret_field("Votre phrase", "current-password")


class ProvenPasskeyForm(PasskeyForm):
    missing: ClassVar[Mapping[str, str]] = {**PasskeyForm.missing, **PhraseForm.missing}
    phrase = secret_field("Votre phrase", "current-password")


class RemoveFactorForm(PhraseForm):
    kind = forms.CharField(widget=forms.HiddenInput, max_length=10)


class InvitationForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"code": "Indiquez le code d’invitation."}
    code = code_field(
        "Code d’invitation", "Seize lettres et chiffres, par exemple K7QM-2V8D-…", long=True
    )


class ProposedPhraseForm(Form):
    """The proposed phrase typed back. `proposed` is what this very page shows."""

    missing: ClassVar[Mapping[str, str]] = {"phrase": "Retapez la phrase."}
    proposed = forms.CharField(widget=forms.HiddenInput, max_length=MOST_CHARS)
    phrase = forms.CharField(
        label="Retapez la phrase",
        max_length=MOST_CHARS,
        widget=forms.TextInput(attrs=_TYPED),
        help_text="Sans regarder, si vous pouvez : c’est un premier essai.",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed, proposed = said.get("phrase", ""), said.get("proposed", "")
        if typed and normal_phrase(typed) != normal_phrase(proposed):
            self.add_error(
                "phrase", "Ce n’est pas la même phrase. Vérifiez chaque mot et leur ordre."
            )
        elif typed and not phrase_rules.is_generated(typed):
            self.add_error("phrase", "Rechargez la page pour obtenir une nouvelle phrase.")
        return said


class OwnPhraseForm(Form):
    missing: ClassVar[Mapping[str, str]] = {
        "phrase": "Indiquez une phrase.",
        "again": "Retapez la phrase.",
    }
    phrase = secret_field(
        "Votre phrase",
        "new-password",
        f"{phrase_rules.LEAST_CHARS} caractères au moins, des mots sans lien entre eux. "
        "Ni votre nom, ni celui du service.",
    )
    again = secret_field("La même phrase, une seconde fois", "new-password")

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agent = agent

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        phrase, again = said.get("phrase", ""), said.get("again", "")
        if phrase and (weak := phrase_rules.weakness(phrase, self.agent)):
            self.add_error("phrase", weak)
        elif phrase and again and normal_phrase(phrase) != normal_phrase(again):
            self.add_error("again", "Les deux phrases diffèrent. Retapez la seconde.")
        return said


class NewPinForm(Form):
    missing: ClassVar[Mapping[str, str]] = {
        "pin": "Choisissez six chiffres.",
        "again": "Retapez les six chiffres.",
    }
    pin = pin_field("Six chiffres", "new-password")
    again = pin_field("Les mêmes, une seconde fois", "new-password")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        pin, again = said.get("pin", ""), said.get("again", "")
        if pin and (weak := _weak_pin(pin)):
            self.add_error("pin", weak)
        elif pin and again and pin != again:
            self.add_error("again", "Les deux codes diffèrent. Retapez le second.")
        return said


def _weak_pin(pin: str) -> str:
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return "Il faut six chiffres, sans lettre ni espace."
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if steps in ({0}, {1}, {9}) or pin[:3] == pin[3:] or pin[:2] * 3 == pin:
        return "Ce code est trop facile à deviner. Évitez les suites et les répétitions."
    return ""


class ChangePinForm(NewPinForm):
    missing: ClassVar[Mapping[str, str]] = {**NewPinForm.missing, **PhraseForm.missing}
    phrase = secret_field("Votre phrase", "current-password")
    field_order = ("phrase", "pin", "again")


class ChangePhraseForm(OwnPhraseForm):
    missing: ClassVar[Mapping[str, str]] = {
        **OwnPhraseForm.missing,
        "current": "Indiquez votre phrase actuelle.",
    }
    current = secret_field("Votre phrase actuelle", "current-password")
    field_order = ("current", "phrase", "again")


class RecoverForm(Form):
    missing: ClassVar[Mapping[str, str]] = {
        "login": "Indiquez votre identifiant.",
        "code": "Indiquez le code de votre feuille de secours.",
    }
    login = forms.CharField(
        label="Identifiant",
        max_length=150,
        widget=forms.TextInput(attrs=_TYPED | {"autocomplete": "username"}),
    )
    code = code_field("Code de la feuille de secours", "Sept groupes de quatre signes.", long=True)


class SheetCodeForm(Form):
    missing: ClassVar[Mapping[str, str]] = {"code": RecoverForm.missing["code"]}
    code = code_field("Code de la feuille de secours", "Sept groupes de quatre signes.", long=True)


class SheetCheckForm(Form):
    """Four groups of the printed sheet, chosen at random, typed back."""

    def __init__(self, *args: Any, groups: list[str], places: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = groups
        for place in places:
            field = code_field(f"Groupe {place + 1}")
            field.error_messages["required"] = f"Tapez le groupe {place + 1} de la feuille."
            self.fields[f"g{place}"] = field

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name, typed in list(said.items()):
            if _alike(typed) != _alike(self._groups[int(name[1:])]):
                self.add_error(name, f"Ce n’est pas le groupe {int(name[1:]) + 1} de la feuille.")
        return said


def _alike(group: str) -> str:
    bare = "".join(c for c in group.upper() if c.isalnum())
    return bare.translate(str.maketrans("OILU", "011V"))
