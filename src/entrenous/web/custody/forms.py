"""What is typed around the custodians. Never a word of a share."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from entrenous.custody.codes import ASKED_FOR, Keeps, Way
from entrenous.custody.models import MOST_DELAY_HOURS
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form

Choices = list[tuple[str, str]]


def _tomorrow() -> Any:
    return timezone.localdate() + timedelta(days=1)


class AskForm(Form):
    """Which dossiers, why, for whom."""

    dossiers = forms.MultipleChoiceField(
        label="Dossiers à rouvrir", widget=forms.CheckboxSelectMultiple
    )
    ground = forms.ChoiceField(label="Raison", choices=ASKED_FOR, widget=forms.RadioSelect)
    motive = PlainTextField(
        label="Ce que les gardiens doivent savoir",
        help_text="Lu par les gardiens et le service juridique, scellé ici. Les faits, sans rien "
        "de la vie des personnes accompagnées.",
        rows=4,
        max_length=2_000,
    )
    recipient = forms.ChoiceField(label="Qui reprend ces dossiers")
    missing = {
        "dossiers": "Cochez au moins un dossier.",
        "ground": "Dites pourquoi plus personne n’ouvre ces dossiers.",
        "motive": "Écrivez ce que les gardiens doivent savoir pour accepter.",
        "recipient": "Choisissez qui reprend ces dossiers.",
    }

    def __init__(self, *args: Any, dossiers: Choices, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["dossiers"]).choices = dossiers
        _choose(self, "recipient", recipients)


class RehearseForm(Form):
    """Who will open the test dossier."""

    recipient = forms.ChoiceField(label="Qui ouvrira le dossier d’essai")
    missing = {"recipient": "Choisissez qui ouvrira le dossier d’essai."}

    def __init__(self, *args: Any, recipients: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "recipient", recipients)


class ResultForm(Form):
    """The file that the custodians made."""

    file = forms.FileField(
        label="Résultat des gardiens",
        help_text="Le fichier « resultat-….json ». Le rapport signé reste sur papier.",
        error_messages={"empty": "Ce fichier est vide : prenez celui que les gardiens ont fait."},
    )
    missing = {"file": "Choisissez le fichier que les gardiens ont fait."}


class KeyForm(Form):
    """The file that names the new recovery key."""

    file = forms.FileField(
        label="Succession signée",
        help_text="Le fichier « succession.json », fait hors ligne par les gardiens réunis.",
        error_messages={"empty": "Ce fichier est vide : prenez « succession.json »."},
    )
    missing = {"file": "Choisissez le fichier « succession.json »."}


class NoticeForm(Form):
    """How and when someone was told."""

    way = forms.ChoiceField(label="Comment", choices=Way.choices(), widget=forms.RadioSelect)
    on = FrenchDateField(label="Le", latest=timezone.localdate)
    missing = {"way": "Dites comment l’avis a été donné.", "on": "Indiquez le jour."}


class BarForm(Form):
    """Until when the persons are not told, and why."""

    until = FrenchDateField(label="Ne pas prévenir avant le", earliest=_tomorrow)
    reason = PlainTextField(
        label="Pourquoi", help_text="Scellé avec la demande.", rows=3, max_length=2_000
    )
    missing = {
        "until": "Indiquez un jour : un avis n’est jamais différé sans date.",
        "reason": "Écrivez ce qui empêche de prévenir ces personnes.",
    }


class CustodianForm(Form):
    """Someone who keeps a sheet."""

    name = PlainLineField(label="Nom", max_length=80)
    title = PlainLineField(
        label="Fonction",
        max_length=120,
        help_text="Par exemple : élue du personnel, déléguée à la protection des données.",
    )
    keeps = forms.ChoiceField(
        label="Garde", choices=[(k.value, k.label.capitalize()) for k in Keeps]
    )
    since = FrenchDateField(label="Depuis le", latest=timezone.localdate)
    missing = {"name": "Indiquez qui garde cette feuille.", "title": "Indiquez sa fonction."}


class DelayForm(Form):
    """How long a request waits."""

    hours = forms.IntegerField(
        label="Délai, en heures",
        min_value=1,
        max_value=MOST_DELAY_HOURS,
        error_messages={
            "invalid": "Écrivez un nombre d’heures, par exemple 24.",
            "min_value": "Une heure au moins.",
            "max_value": f"{MOST_DELAY_HOURS} heures au plus.",
        },
    )


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = cast(forms.ChoiceField, form.fields[name])
    field.choices = [("", "Choisir…"), *choices]
