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
