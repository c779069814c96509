"""The search, a message for a référente, a note, and what opens a dossier from a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms

from entrenous.agents.models import Secteur
from entrenous.dossiers.contents import PersonCard
from entrenous.reception import agenda
from entrenous.reception.errors import PastSlot
from entrenous.reception.models import Appointment
from entrenous.reception.queries import OpenedDemande
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.reception.forms.fields import BirthYearField
from entrenous.web.reception.forms.suite import FAR, PAST, SKIPPED, SlotForm


class SearchForm(Form):
    """Always sent in the body of a POST: a name is never in an address."""

    missing = {"name": "Tapez un nom, même mal orthographié."}

    name = PlainLineField(label="Nom entendu", max_length=120)
    birth_year = BirthYearField(label="Année de naissance", required=False)


class MessageForm(Form):
    """A few words for the référente."""

    missing = {"text": "Écrivez quelques mots pour la référente ou le référent."}

    text = PlainTextField(label="Message, en quelques mots", rows=3, max_length=600)
    call_back_on = FrenchDateField(
        label="À rappeler le", required=False, help_text="Par exemple 27 11 2026."
    )

    call_back_at = FrenchTimeField(
        label="À quelle heure",
        required=False,
        help_text="L’heure promise, par exemple 11 h. Vide : dans la journée.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promised_at: datetime | None = None

    def without_call_back(self) -> None:
        """Promise nothing: nobody contacts this person."""
        del self.fields["call_back_on"], self.fields["call_back_at"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on, at = data.get("call_back_on"), data.get("call_back_at")
        if at and not on and "call_back_on" not in self.errors:
            self.add_error("call_back_on", "Indiquez le jour du rappel promis.")
        elif at and on:
            try:
                self.promised_at = agenda.local(on, at)
            except agenda.NoSuchTime:
                self.add_error("call_back_at", SKIPPED)
        return data

    def refuse(self, refused: Exception) -> None:
        """Say beside the day why the agenda refused it."""
        self.add_error("call_back_on", PAST if isinstance(refused, PastSlot) else FAR)


class NoteForm(Form):
    """A few words added to a request."""

    missing = {"text": "Écrivez la note avant de l’ajouter."}

    text = PlainTextField(label="Ajouter une note", rows=2, max_length=2_000)


class StatusForm(Form):
    """What became of an appointment."""

    status = forms.ChoiceField(label="Ce qui s’est passé", choices=Appointment.Status.choices)
    came = forms.IntegerField(label="Personnes venues", required=False, min_value=0, max_value=500)


class BusyForm(SlotForm):
    """Time that a worker keeps for herself: no reason is asked."""

    kind = Appointment.Kind.BUSY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["where"]

    def _read_slot(self, data: dict[str, Any]) -> None:
        super()._read_slot({"where": "", **data})


class OpeningForm(Form):
    """The card of a new dossier, filled in from the request."""

    family_name = PlainLineField(label="Nom", required=False, max_length=80)
    given_name = PlainLineField(label="Prénom", required=False, max_length=80)
    alias = PlainLineField(label="Ou un nom d’usage choisi ensemble", required=False, max_length=80)
    secteur = forms.ChoiceField(label="Secteur", required=True)
    reasons = PlainLineField(label="Pourquoi on travaille ensemble, en une ligne", required=False)
    is_protected = forms.BooleanField(
        label="Protéger ce dossier : l’accueil et le service juridique n’en sauront rien",
        required=False,
    )

    def __init__(
        self, *args: Any, secteurs: Iterable[Secteur], opened: OpenedDemande, **kwargs: Any
    ) -> None:
        known = opened.identity
        kwargs["initial"] = {
            "family_name": known.family_name,
            "given_name": known.given_name,
            "secteur": str(opened.row.secteur_id or ""),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.opened = opened
        self.secteurs = {str(s.pk): s for s in secteurs}
        field = self.fields["secteur"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "Choisir"), *((pk, s.name) for pk, s in self.secteurs.items())]
        field.error_messages["required"] = "Choisissez le secteur du dossier."

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("family_name", "given_name", "alias")):
            self.add_error("family_name", "Indiquez un nom, ou un nom d’usage choisi ensemble.")
        return data

    def card(self) -> PersonCard:
        """The person's card, with what the request already knew of her."""
        data, known = self.cleaned_data, self.opened.identity
        return PersonCard(
            family_name=data["family_name"],
            given_name=data["given_name"],
            alias=data["alias"],
            birth_year=known.birth_year,
            commune=known.commune,
            street=known.street,
            carry=known.carry,
            is_protected=data["is_protected"],
        )
