"""Add a file, say what it is."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from entrenous.documents.fields import MISSING, FileField
from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.forms import Form

_LABEL_CHARS = 120


class DescribeForm(Form):
    """What the file is, and the day written on it. Both may stay empty."""

    label = PlainLineField(
        label="Ce que c’est",
        required=False,
        max_length=_LABEL_CHARS,
        help_text="Par exemple : bail, jugement, attestation de la CAF. Vide, c’est le nom du "
        "fichier qui est montré.",
    )
    on = FrenchDateField(
        label="Date inscrite sur le document",
        required=False,
        latest=timezone.localdate,
        help_text="Jour, mois, année. Par exemple : 27 11 2026.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def said(self) -> dict[str, Any]:
        """What is right among what was typed: the rest waits for its correction."""
        label: str = self.cleaned_data.get("label") or ""
        on: date | None = self.cleaned_data.get("on")
        return {"label": label, "on": on}


class AddForm(DescribeForm):
    """A file, with what it is."""

    missing: ClassVar = {"file": MISSING}
    field_order = ["file", "label", "on"]

    file = FileField(label="Fichier")


class PieceForm(DescribeForm):
    """The same in a dossier, where what the person gave is marked as hers."""

    is_hers = forms.BooleanField(
        label="Remise par la personne",
        required=False,
        help_text="Elle reste à elle : la liste le dit, et sa copie du dossier la contient.",
    )

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "is_hers": bool(self.cleaned_data.get("is_hers"))}


class AddPieceForm(PieceForm):
    """A file of a dossier, or a new version of one."""

    missing: ClassVar = {"file": MISSING}
    field_order = ["file", "label", "on", "is_hers"]

    file = FileField(label="Fichier")
