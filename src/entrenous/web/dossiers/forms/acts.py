"""The acts on a dossier: end, take up again, share its key, pass on, lend, link, join."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.dossiers.contents import SharedExtract, SharedHousehold
from entrenous.dossiers.dates import refused_day
from entrenous.dossiers.support import DAYS
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import NBSP, jour_long
from entrenous.web.dossiers.forms.once import OnceForm

Choices = Sequence[tuple[str, str]]
_YES_NO = [("yes", "Oui"), ("no", "Non")]
_DAYS = [(str(n), f"{n}{NBSP}{'jour' if n == 1 else 'jours'}") for n in range(1, DAYS + 1)]


class ActForm(Form):
    """A form that is read over before the act is done."""

    def lines(self) -> list[tuple[str, str]]:
        """Each question and its answer in words, for « Vérifier ». Call it on a valid form."""
        return [
            (str(bound.label), answer)
            for bound in self.visible_fields()
            if (answer := self._answer(bound.name))
        ]

    def day(self, name: str) -> date | None:
        """A day that has come, or nothing; a sentence when it has not."""
        on: date | None = self.cleaned_data[name]
        refused = refused_day(on, today=timezone.localdate()) if on else ""
        if refused:
            raise ValidationError(refused)
        return on

    def _answer(self, name: str) -> str:
        value, field = self.cleaned_data.get(name), self.fields[name]
        if isinstance(value, date):
            return str(jour_long(value))
        if isinstance(field, forms.BooleanField):
            return "oui" if value else "non"
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, ""))  # type: ignore[arg-type]
        return str(value or "")


class _ColleagueForm(ActForm):
    missing: ClassVar = {"colleague": "Choisissez une personne."}

    colleague = forms.ChoiceField(label="À qui")

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [("", "Choisir"), *colleagues]  # type: ignore[attr-defined]


class RelayForm(_ColleagueForm):
    """A collègue relais, and whether the person knows."""

    missing: ClassVar = {
        **_ColleagueForm.missing,
        "told": "Dites si la personne le sait.",
    }

    told = forms.ChoiceField(
        label="La personne le sait-elle ?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
        help_text="Elle doit pouvoir dire non. Si elle ne le sait pas encore, dites-le-lui.",
    )
    told_on = FrenchDateField(label="Dit le", required=False, help_text="Par exemple 27 11 2026.")

    def clean_told_on(self) -> date | None:
        return self.day("told_on")

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("told") == "yes" and not data.get("told_on") and not self.errors:
            self.add_error("told_on", "Indiquez le jour où vous le lui avez dit.")


class LendForm(_ColleagueForm, OnceForm):
    """What is lent, to whom, for how long, with which question."""

    missing: ClassVar = {
        **_ColleagueForm.missing,
        "title": "Donnez un titre court.",
        "text": "Écrivez l’extrait, ou reprenez un écrit du fil.",
    }

    source = forms.ChoiceField(label="Partir d’un écrit du fil", required=False)
    title = PlainLineField(label="Titre", help_text="Sans nom de personne.", max_length=120)
    text = PlainTextField(
        label="L’extrait prêté",
        rows=10,
        help_text="Gardez ce qui sert la question ; retirez les noms qui n’y servent pas.",
    )
    question = PlainTextField(label="Votre question", required=False, rows=3)
    days = forms.ChoiceField(label="Pour combien de temps", choices=_DAYS, initial=str(DAYS))
    field_order = ["source", "title", "text", "question", "colleague", "days", "once"]

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Choisir"), *sources]  # type: ignore[attr-defined]

    def extract(self) -> SharedExtract:
        """What is lent. Call it on a valid form."""
        data = self.cleaned_data
        return SharedExtract(data["title"], data["text"], data["question"])


class SharedForm(ActForm):
    """What two persons agreed to share."""

    missing: ClassVar = {"agreed_on": "Indiquez le jour où les deux personnes ont dit oui."}

    composition = PlainTextField(
        label="La composition du foyer",
        required=False,
        rows=3,
        help_text="Qui vit là, sans rien de ce que l’une ou l’autre a confié.",
    )
    home = PlainTextField(label="Le logement", required=False, rows=3)
    agreed_on = FrenchDateField(
        label="Les deux personnes ont dit oui le", help_text="Chacune séparément."
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_agreed_on(self) -> date | None:
        return self.day("agreed_on")

    def shared(self) -> SharedHousehold:
        """What is shared. Call it on a valid form."""
        data = self.cleaned_data
        return SharedHousehold(data["composition"], data["home"], data["agreed_on"])


class _OtherForm(ActForm):
    missing: ClassVar = {"other": "Choisissez l’autre dossier."}

    other = forms.ChoiceField(label="L’autre dossier")

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "Choisir"), *others]  # type: ignore[attr-defined]


class LinkForm(_OtherForm, SharedForm):
    """The other dossier, and what both persons agreed to share."""

    missing: ClassVar = {**_OtherForm.missing, **SharedForm.missing}
    field_order = ["other", "composition", "home", "agreed_on", "version"]


class MergeForm(_OtherForm):
    """The duplicate whose content comes here."""


class ConfirmForm(ActForm):
    """Nothing to type: the act is only read over."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
