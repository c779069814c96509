"""What is typed around a handover: the sheet, the choice, the phrase that starts it."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Final, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.handover.codes import NotTold, Way
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.handover.sheets import Sheet
from entrenous.web.account.forms import secret_field
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.forms import Form

Choices = list[tuple[str, str]]
_LATER: Final = "later"
_TOLD: Final = [
    (_LATER, "pas encore noté"),
    *((way.value, f"oui, {way.label}") for way in Way),
    *((why.value, f"non : {why.label}") for why in NotTold),
]
_WHICH: Final = [
    ("all", "tous"),
    ("secteurs", "ceux des secteurs cochés"),
    ("some", "ceux que je coche"),
]
UNCERTIFIED: Final = (
    "Les clés de cette personne ne sont pas certifiées : rien ne peut lui être remis. Demandez à "
    "une personne responsable de les certifier, ou choisissez quelqu’un d’autre."
)


class SheetForm(Form):
    """The sheet written with the person, the words to a colleague, whether the person knows."""

    to_know = PlainTextField(
        label="Ce qu’elle veut qu’on sache",
        required=False,
        help_text="Écrit avec elle, avec ses mots.",
    )
    says_herself = PlainTextField(
        label="Ce qu’elle préfère redire elle-même",
        required=False,
        help_text="Le sujet suffit : ce qui ne doit pas être raconté à sa place.",
        rows=3,
    )
    promises = PlainTextField(
        label="Ce que le service lui a promis",
        required=False,
        help_text="Proposé d’après le plan et les échanges. Une promesse par ligne.",
    )
    next_dates = PlainTextField(
        label="Les prochaines dates",
        required=False,
        help_text="Proposées d’après le plan, les procédures et les rendez-vous.",
    )
    together_on = FrenchDateField(
        label="Écrite ou relue avec elle le",
        required=False,
        latest=timezone.localdate,
        help_text="Laissez vide si cela n’a pas été possible.",
    )
    for_colleague = PlainTextField(
        label="De collègue à collègue",
        required=False,
        help_text="Gardé avec les écrits professionnels, pas sur la feuille de la personne.",
        rows=4,
    )
    told = forms.ChoiceField(
        label="La personne sait-elle qui prend la suite ?",
        choices=_TOLD,
        widget=forms.RadioSelect,
        initial=_LATER,
    )
    told_on = FrenchDateField(
        label="Dit le", required=False, latest=timezone.localdate, help_text="Si elle le sait."
    )
    not_told_because = PlainTextField(
        label="Précisions, si elle ne le sait pas", required=False, rows=2
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    notes_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    missing: ClassVar = {"told": "Dites si la personne le sait."}

    def clean(self) -> None:
        said = self.cleaned_data
        if (
            said.get("told") in set(Way)
            and not said.get("told_on")
            and "told_on" not in self.errors
        ):
            self.add_error("told_on", "Indiquez le jour où vous le lui avez dit.")
        if said.get("told") == NotTold.OTHER and not said.get("not_told_because"):
            self.add_error("not_told_because", "Écrivez en quelques mots ce qui a empêché.")

    @property
    def said(self) -> HandoverSheet:
        """What the person reads. Call it on a valid form."""
        names = ("to_know", "says_herself", "promises", "next_dates", "together_on")
        return HandoverSheet(**{name: self.cleaned_data[name] for name in names})

    @property
    def notes(self) -> HandoverNotes:
        """What goes with the notes. Call it on a valid form."""
        said, told = self.cleaned_data, self.cleaned_data["told"]
        is_told, is_not = told in set(Way), told in set(NotTold)
        on: date | None = said["told_on"]
        return HandoverNotes(
            said["for_colleague"],
            on if is_told else None,
            Way(told) if is_told else None,
            NotTold(told) if is_not else None,
            said["not_told_because"] if is_not else "",
        )

    @property
    def based_on(self) -> tuple[int, int]:
        """The versions that the page showed."""
        said = self.cleaned_data
        return said["version"] or 0, said["notes_version"] or 0


def initial_of(sheet: Sheet, *, promises: str, next_dates: str) -> dict[str, Any]:
    """What the form starts from: her own sheet, or what was noted for her and what is proposed."""
    said = sheet.said.content if sheet.said else HandoverSheet()
    notes = sheet.own_notes
    told = notes.told_way or notes.not_told
    versions = sheet.versions
    return {
        "to_know": said.to_know,
        "says_herself": said.says_herself,
        "promises": said.promises if sheet.is_hers else promises,
        "next_dates": said.next_dates if sheet.is_hers else next_dates,
        "together_on": said.together_on if sheet.is_hers else None,
        "for_colleague": notes.for_colleague,
        "told": told.value if told else _LATER,
        "told_on": notes.told_on,
        "not_told_because": notes.not_told_because,
        "version": versions[0],
        "notes_version": versions[1],
    }


class ChooseForm(Form):
    """To whom, and which dossiers: all, those of some secteurs, or one by one."""

    colleague = forms.ChoiceField(label="Qui devient la personne référente")
    which = forms.ChoiceField(
        label="Quels dossiers",
        choices=_WHICH,
        widget=forms.RadioSelect,
    )
    secteurs = forms.MultipleChoiceField(
        label="Secteurs", widget=forms.CheckboxSelectMultiple, required=False
    )
    dossiers = forms.MultipleChoiceField(
        label="Dossiers", widget=forms.CheckboxSelectMultiple, required=False
    )
    missing: ClassVar = {
        "colleague": "Choisissez une personne.",
        "which": "Dites quels dossiers vous transmettez.",
    }

    def __init__(
        self,
        *args: Any,
        colleagues: Choices,
        uncertified: Collection[UUID],
        secteurs: Choices,
        dossiers: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.uncertified = {str(pk) for pk in uncertified}
        if len(secteurs) <= 1:
            which = cast(forms.ChoiceField, self.fields["which"])
            which.choices = [choice for choice in _WHICH if choice[0] != "secteurs"]
        for name, choices in (
            ("colleague", [("", "Choisir"), *colleagues]),
            ("secteurs", secteurs),
            ("dossiers", dossiers),
        ):
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_colleague(self) -> str:
        chosen: str = self.cleaned_data["colleague"]
        if chosen in self.uncertified:
            raise ValidationError(UNCERTIFIED)
        return chosen

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("which") == "secteurs" and not said.get("secteurs"):
            self.add_error("secteurs", "Cochez au moins un secteur.")
        if said.get("which") == "some" and not said.get("dossiers"):
            self.add_error("dossiers", "Cochez au moins un dossier.")


class StartForm(Form):
    """Her phrase, asked again; and, when persons do not know yet, that she goes on all the same."""

    untold = forms.BooleanField(
        label="Je transmets quand même : la personne qui reprend le leur dira d’abord"
    )
    phrase = secret_field(
        "Votre phrase",
        "current-password",
        "Elle est redemandée : vous remettez les clés de dossiers entiers.",
    )
    missing: ClassVar = {
        "phrase": "Indiquez votre phrase.",
        "untold": "Des personnes ne sont pas prévenues : notez-le dans leur fiche, ou cochez ici.",
    }

    def __init__(self, *args: Any, has_untold: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_untold:
            del self.fields["untold"]
