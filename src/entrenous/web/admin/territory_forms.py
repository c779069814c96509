"""The forms of the map: a street, a file of streets, a neighbouring service, the communes."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form


class RangeForm(Form):
    """A commune, or one of its streets, or some of its numbers."""

    missing = {"commune": "Indiquez la commune."}

    commune = PlainLineField(label="Commune", max_length=80)
    rue = PlainLineField(
        label="Rue",
        max_length=120,
        required=False,
        help_text="Sans rue : toute la commune, sauf les rues confiées à un autre secteur.",
    )
    cote = forms.ChoiceField(
        label="Côté",
        required=False,
        choices=[("", "Tous les numéros"), ("pairs", "Pairs"), ("impairs", "Impairs")],
    )
    du = PlainLineField(label="Du numéro", max_length=12, required=False)
    au = PlainLineField(label="Au numéro", max_length=12, required=False)
    ancien_nom = PlainLineField(
        label="Ancien nom de la rue",
        max_length=120,
        required=False,
        help_text="Si la rue a changé de nom : l’accueil la trouve encore par celui d’avant.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("du", "au"):
            cast(forms.Widget, self.fields[name].widget).attrs |= {
                "class": "champ-heure",
            }  # fmt: skip


class TableField(forms.FileField):
    """A CSV, read as text whatever the spreadsheet that wrote it."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        told = dict.fromkeys(("invalid", "missing"), "Choisissez un fichier CSV.")
        super().__init__(
            max_length=200,
            widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
            error_messages={"empty": "Ce fichier est vide.", **told},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> "Table | None":
        sent = super().clean(data, initial)
        if sent is None:
            return None
        raw = sent.read()
        for encoding in ("utf-8-sig", "cp1252"):
            with suppress(UnicodeDecodeError):
                text = raw.decode(encoding)
                if "\0" not in text:
                    return Table(str(sent.name)[:120], text)
        raise ValidationError(
            "Ce fichier n’est pas du texte. Enregistrez le tableau au format CSV, puis recommencez."
        )


@dataclass(frozen=True)
class Table:
    """A file that was sent: its name, its text."""

    name: str
    text: str


class ImportForm(Form):
    """A CSV of streets, and whether it is the whole map."""

    missing = {"file": "Choisissez un fichier CSV.", "mode": "Dites ce que ce fichier change."}

    file = TableField(label="Fichier CSV")
    mode = forms.ChoiceField(
        label="Ce que ce fichier change",
        choices=[
            ("add", "Ses lignes s’ajoutent ; ce qui est déjà là reste"),
            ("replace", "C’est toute la carte : ce qu’il ne nomme pas est retiré"),
        ],
        initial="add",
        widget=forms.RadioSelect,
    )


class CommunesForm(Form):
    """The official list of communes."""

    missing = {"file": "Choisissez un fichier CSV."}

    file = TableField(label="Liste des communes (CSV)")


class NeighbourForm(Form):
    """A service that receives the people of another territory."""

    name = PlainLineField(label="Nom du service", max_length=120)
    communes = PlainLineField(
        label="Communes",
        max_length=1000,
        required=False,
        help_text="Séparées par des virgules. Sans commune ni département : partout ailleurs.",
    )
    department = PlainLineField(
        label="Département",
        max_length=3,
        required=False,
        help_text="Son numéro, par exemple 23 ou 2A, s’il reçoit tout ce département.",
    )
    address = PlainLineField(label="Adresse", max_length=200, required=False)
    phone = PlainLineField(label="Téléphone", max_length=30, required=False)
    opening_hours = PlainLineField(label="Heures d’ouverture", max_length=200, required=False)

    def clean_department(self) -> str:
        said = str(self.cleaned_data["department"]).upper().replace(" ", "")
        if said and not re.fullmatch(r"\d{2}|2[AB]|9[78]\d", said):
            raise ValidationError("Écrivez le numéro du département : 23, 2A, 974.")
        return said
