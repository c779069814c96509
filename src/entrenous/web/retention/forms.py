"""What is typed about retention: terms, why a dossier stays, the archivist's visa, the phrase."""

from datetime import date
from typing import Any, ClassVar, Final, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from entrenous.continuity.codes import Told
from entrenous.retention.codes import Reading
from entrenous.retention.contents import ArchiveReading, ArchiveReturn, Archiving, KeptLonger
from entrenous.retention.deciding import Visa
from entrenous.retention.models import Terms
from entrenous.web.account.forms import secret_field
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form

_EXAMPLE = "Par exemple 27 11 2026."
_WHY_CHARS = 2_000
_MONTHS: Final = dict.fromkeys(
    ("invalid", "min_value", "max_value"), "Écrivez un nombre de mois, par exemple 24."
)
KEPT_THERE: Final = (
    "Des dossiers sont en archive : leur durée et sa raison restent écrites. Changez-les, sans les "
    "effacer."
)


class TermsForm(Form):
    """In months after the last contact with the person."""

    missing: ClassVar = {
        "alert_months": "Écrivez un nombre de mois.",
        "active_months": "Écrivez un nombre de mois.",
    }

    active_months = forms.IntegerField(
        label="Durée en base active, en mois",
        min_value=1,
        max_value=600,
        error_messages=_MONTHS,
    )
    alert_months = forms.IntegerField(
        label="La référente est prévenue après, en mois",
        min_value=1,
        max_value=600,
        error_messages=_MONTHS,
    )
    needs_visa = forms.BooleanField(label="Le visa de l’archiviste est demandé", required=False)
    archive_months = forms.IntegerField(
        label="Durée en archive intermédiaire, en mois",
        min_value=1,
        max_value=1200,
        required=False,
        error_messages=_MONTHS,
        help_text="Comptée depuis le terme. Sans elle, aucun dossier n’est archivé.",
    )
    archive_why = PlainTextField(
        label="Pourquoi garder un dossier en archive",
        rows=3,
        max_length=_WHY_CHARS,
        required=False,
        help_text="L’obligation ou la preuve qui le justifie, avec son texte. Aucun nom.",
    )

    def clean(self) -> None:
        data = self.cleaned_data
        months, why = data.get("archive_months"), data.get("archive_why")
        if months and not why:
            self.add_error("archive_why", "Écrivez pourquoi : une archive se justifie par écrit.")
        if why and not months and "archive_months" not in self.errors:
            self.add_error("archive_months", "Écrivez combien de mois, ou effacez la raison.")
        alert, active = data.get("alert_months"), data.get("active_months")
        if alert and active and alert >= active:
            self.add_error("alert_months", "L’alerte vient avant le terme : moins de mois.")

    def terms(self) -> Terms:
        """What the organisation decides. Call it on a valid form."""
        return Terms(**self.cleaned_data)


class KeepForm(Form):
    """Why an ended dossier stays, and until when."""

    missing: ClassVar = {"until": "Indiquez le jour.", "why": "Écrivez la raison."}

    until = FrenchDateField(label="Garder jusqu’au", help_text=_EXAMPLE)
    why = PlainTextField(
        label="Pour quelle raison",
        rows=3,
        max_length=_WHY_CHARS,
        help_text="Elle reste scellée dans le dossier. Par exemple un recours en cours.",
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= timezone.localdate():
            raise ValidationError("Ce jour est passé : indiquez un jour à venir.")
        if until > self.latest:
            raise ValidationError("C’est trop loin : deux ans au plus, puis la question revient.")
        return until

    def said(self) -> KeptLonger:
        """What is sealed. Call it on a valid form."""
        return KeptLonger(self.cleaned_data["until"], self.cleaned_data["why"])


class VisaForm(Form):
    """What the archivist signed."""

    missing: ClassVar = {
        "archivist": "Écrivez qui a donné le visa.",
        "number": "Écrivez le numéro porté sur le bordereau visé.",
        "on": "Indiquez le jour du visa.",
    }

    archivist = PlainLineField(label="Archiviste", max_length=120)
    number = PlainLineField(label="Numéro du visa", max_length=60)
    on = FrenchDateField(label="Visa du", help_text=_EXAMPLE, latest=timezone.localdate)

    def visa(self) -> Visa:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return Visa(data["archivist"], data["number"], data["on"])


class EraseForm(Form):
    """Her phrase, asked again."""

    missing: ClassVar = {"phrase": "Écrivez votre phrase."}

    phrase = secret_field("Votre phrase", "current-password")


class NothingForm(Form):
    """Nothing to type."""


class ArchiveForm(Form):
    """Why it goes to the archives, and how the person knows."""

    missing: ClassVar = {
        "why": "Écrivez la raison.",
        "told": "Dites comment la personne le sait, ou pourquoi elle ne le sait pas.",
    }

    why = PlainTextField(
        label="Pourquoi garder ce dossier en archive",
        rows=3,
        max_length=_WHY_CHARS,
        help_text="Cela reste scellé dans le dossier. Par exemple un recours encore possible.",
    )
    told = forms.ChoiceField(
        label="La personne le sait", choices=Told.choices(), widget=forms.RadioSelect
    )

    def said(self, today: date) -> Archiving:
        """What is sealed. Call it on a valid form."""
        return Archiving(today, self.cleaned_data["why"], Told(self.cleaned_data["told"]))


class SearchForm(Form):
    """A name; it is kept nowhere."""

    missing: ClassVar = {"words": "Écrivez un nom."}

    words = PlainLineField(
        label="Nom de la personne revenue",
        max_length=120,
        help_text="Cherché dans les archives seules. La recherche est inscrite, sans le nom.",
    )


class ReadForm(Form):
    """Why an archived dossier is read."""

    missing: ClassVar = {
        "ground": "Choisissez une raison.",
        "words": "Précisez qui le demande, ou la référence.",
    }

    ground = forms.ChoiceField(
        label="Pourquoi lire ce dossier", choices=Reading.choices(), widget=forms.RadioSelect
    )
    words = PlainTextField(
        label="En précisant",
        rows=3,
        max_length=_WHY_CHARS,
        help_text="Qui le demande, quelle référence. Cela reste scellé dans le dossier.",
    )

    def said(self, today: date) -> ArchiveReading:
        """What is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return ArchiveReading(today, Reading(data["ground"]), data["words"])


class ReturnForm(Form):
    """Who follows her now, and the day she agreed."""

    missing: ClassVar = {
        "to": "Choisissez qui la suivra.",
        "agreed_on": "Indiquez le jour où la personne a dit oui. Si elle a dit non, laissez.",
    }

    to = forms.ChoiceField(label="Qui la suivra")
    agreed_on = FrenchDateField(
        label="La personne a dit oui le", help_text=_EXAMPLE, latest=timezone.localdate
    )
    words = PlainTextField(label="En précisant", rows=3, max_length=_WHY_CHARS, required=False)

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", "Choisir"), *workers]

    def said(self, today: date) -> ArchiveReturn:
        """What is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return ArchiveReturn(today, data["agreed_on"], data["words"])


class ChosenForm(Form):
    """Dossiers ticked in a list, by their numbers."""

    dossiers = forms.TypedMultipleChoiceField(coerce=UUID, choices=())

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        field = cast(forms.TypedMultipleChoiceField, self.fields["dossiers"])
        field.choices = [(said, said) for said in data.getlist("dossiers") if is_number(said)]


def is_number(said: str) -> bool:
    """Tell whether it is written as the number of a dossier is."""
    try:
        UUID(said)
    except ValueError:
        return False
    return True
