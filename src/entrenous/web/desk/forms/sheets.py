"""A sheet on a right or a service."""

from typing import Any

from django import forms
from django.utils import timezone

from entrenous.desk.sheets import Said
from entrenous.dossiers.codes import Theme
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form


class SheetForm(Form):
    """About a right or a service, never about someone; always a source and two days."""

    missing = {
        "title": "Donnez un titre à la fiche.",
        "body": "Écrivez ce que la fiche explique.",
        "source": "Indiquez la source : un texte, un site public, le service lui-même.",
        "checked_on": "Indiquez le jour où vous l’avez vérifiée.",
        "review_on": "Indiquez avant quel jour la revoir.",
    }

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = PlainLineField(label="Titre", max_length=120)
    theme = forms.ChoiceField(
        label="Thème", choices=[("", "sans thème"), *Theme.choices()], required=False
    )
    body = PlainTextField(
        label="Ce qu’elle explique",
        rows=10,
        max_length=8_000,
        help_text="Ni nom ni situation : tout le service lit cette fiche, et elle se remet.",
    )
    source = PlainLineField(label="Source", max_length=200)
    checked_on = FrenchDateField(label="Vérifiée le", latest=timezone.localdate)
    review_on = FrenchDateField(label="À revoir avant le")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        checked, review = data.get("checked_on"), data.get("review_on")
        if checked and review and review <= checked:
            self.add_error(
                "review_on", "Le jour de relecture vient après celui où elle est vérifiée."
            )
        return data

    def take(self, edition: int) -> None:
        """Read again: what is typed is then based on this edition."""
        self.data = {**self.data.dict(), "edition": str(edition)}  # type: ignore[attr-defined]

    def said(self) -> Said:
        """The sheet as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return Said(
            data["title"], data["body"], data["source"], data["checked_on"], data["review_on"],
            data["theme"],
        )  # fmt: skip
