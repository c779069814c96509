"""The forms of the platform's page. They know nothing of a house: those of the house are apart."""

import re
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone

from entrenous.slips.codes import Reason
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Slot
from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import heure, jour_long
from entrenous.web.dossiers.forms.once import OnceForm

_NUMBER: Final = re.compile(r"[+(]?[0-9][0-9 ().\-/]{4,28}")
_OLDEST: Final = 1900


class TokenForm(Form):
    """The access that the administrator gave to a platform."""

    missing: ClassVar = {"token": "Collez le code d’accès reçu du service."}

    token = forms.CharField(
        label="Code d’accès de la plateforme",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class PlaceForm(Form):
    """Where the person lives: which house would call her back."""

    missing: ClassVar = {"commune": "Indiquez la commune."}

    commune = PlainLineField(label="Commune", max_length=80)
    street = PlainLineField(label="Numéro et rue", max_length=120, required=False)


class SlipForm(OnceForm):
    """Who to call back, where, about what, before when."""

    missing: ClassVar = {
        "family_name": "Indiquez le nom.",
        "given_name": "Indiquez le prénom.",
        "number": "Indiquez le numéro à rappeler.",
    }

    family_name = PlainLineField(label="Nom", max_length=80)
    given_name = PlainLineField(label="Prénom", max_length=80)
    birth_year = forms.IntegerField(
        label="Année de naissance",
        required=False,
        min_value=_OLDEST,
        error_messages={
            "invalid": "Écrivez l’année en quatre chiffres, par exemple 1991.",
            "min_value": "Cette année n’est pas possible. Vérifiez-la.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-date"}),
    )
    number = PlainLineField(
        label="Numéro à rappeler",
        max_length=30,
        help_text="Un numéro étranger commence par + et l’indicatif du pays.",
    )
    reason = forms.ChoiceField(label="Motif", choices=Reason.choices(), initial="not_stated")
    slot = forms.ChoiceField(label="Rappel promis", required=False, widget=forms.RadioSelect)
    commune = PlainLineField(max_length=80, widget=forms.HiddenInput)
    street = PlainLineField(max_length=120, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, slots: list[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [*((str(s.pk), before(s)) for s in slots), ("", "Sans heure promise")]
        field.error_messages["invalid_choice"] = (
            "Ce créneau n’est plus ouvert. Choisissez-en un autre, ou aucun."
        )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not _NUMBER.fullmatch(number):
            raise ValidationError("Écrivez le numéro en chiffres, par exemple 01 99 00 11 22.")
        return number

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > timezone.localdate().year:
            raise ValidationError("Cette année n’est pas possible. Vérifiez-la.")
        return year

    def content(self) -> SlipContent:
        """What is sealed. Only for a valid form."""
        said = self.cleaned_data
        return SlipContent(
            said["family_name"], said["given_name"], said["number"], Reason(said["reason"]),
            said["birth_year"], said["commune"], said["street"],
        )  # fmt: skip


def before(slot: Slot) -> str:
    """« mardi 13 janvier 2026, avant 11 h »."""
    weekday = formats.date_format(timezone.localtime(slot.ends_at), "l")
    return f"{weekday} {jour_long(slot.ends_at)}, avant {heure(slot.ends_at)}"
