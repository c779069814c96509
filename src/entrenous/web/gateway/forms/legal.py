"""The period of an export, the day and the reason of a lift, an article read again."""

from typing import Any

from django import forms

from entrenous.web.common.fields import FrenchDateField
from entrenous.web.common.forms import Form


class PeriodForm(Form):
    """Days of receipt, both included; empty, everything."""

    since_on = FrenchDateField(label="Reçues depuis le", required=False)
    until_on = FrenchDateField(label="Jusqu’au", required=False)

    def clean(self) -> dict[str, Any]:
        """The first day is not after the last."""
        told = super().clean() or {}
        since, until = told.get("since_on"), told.get("until_on")
        if since and until and since > until:
            self.add_error("until_on", "Cette date précède la première : vérifiez les deux.")
        return told


class ArticleForm(Form):
    """An article, as the rules name it."""

    text = forms.CharField(max_length=120, widget=forms.HiddenInput)
    article = forms.CharField(max_length=80, widget=forms.HiddenInput)
