"""A new request, on one page: who, where, her words, how urgent, how to reach her, what follows."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from entrenous.agents.models import Agent, Circonscription, Secteur
from entrenous.dossiers.codes import Carry, Safety, Theme
from entrenous.reception.actions import Arrival
from entrenous.reception.codes import (
    MAX_THEMES,
    OFFERED_THEMES,
    Channel,
    Origin,
    Sign,
    UrgencyAction,
    level_of,
)
from entrenous.reception.contents import DemandeIdentity
from entrenous.web.common.fields import PlainLineField, PlainTextField
from entrenous.web.common.plain_text import clean_line
from entrenous.web.reception.forms.fields import BirthYearField, ContactField
from entrenous.web.reception.forms.suite import SuiteForm
from entrenous.web.reception.places import TO_BE_SAID, Placement, placement

MULTIPLE = ("themes", "signs")


class SecteurField(forms.ChoiceField):
    """A choice among what the address allows; one that the address outdated is forgotten."""

    widget = forms.RadioSelect

    def valid_value(self, value: Any) -> bool:  # noqa: ARG002
        return True


class ArrivalForm(SuiteForm):
    """Mandatory: how it came and what is decided. Everything else may be left empty."""

    field_order = ["channel", "family_name", "given_name", "birth_year", "commune", "street"]

    channel = forms.ChoiceField(label="Arrivée", choices=Channel.choices(), initial="walk_in")
    origin = forms.ChoiceField(
        label="De la part de", choices=Origin.choices(), initial="not_stated", required=False
    )
    family_name = PlainLineField(label="Nom", required=False, max_length=80)
    given_name = PlainLineField(label="Prénom", required=False, max_length=80)
    birth_year = BirthYearField(label="Année de naissance", required=False)
    commune = PlainLineField(label="Commune", required=False, max_length=80)
    street = PlainLineField(label="Numéro et rue", required=False, max_length=120)
    secteur = SecteurField(label="Secteur", required=False)
    words = PlainTextField(
        label="Ce qu’elle demande, avec ses mots", required=False, rows=3, max_length=5_000
    )
    themes = forms.MultipleChoiceField(
        label="Thèmes, trois au plus",
        choices=OFFERED_THEMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    signs = forms.MultipleChoiceField(
        label="Urgence",
        choices=Sign.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Seuls le degré d’urgence et ce qui est fait sont gardés.",
    )
    urgency_action = forms.ChoiceField(
        label="Ce qui est fait tout de suite",
        choices=UrgencyAction.choices(),
        initial="none",
        required=False,
    )
    contact = ContactField(label="Téléphone ou courriel", required=False, max_length=120)
    safety = forms.ChoiceField(
        label="Peut-on l’utiliser sans risque pour elle",
        choices=Safety.choices(),
        initial="not_asked",
        required=False,
    )
    safe_rule = PlainLineField(label="Précision", required=False)
    carry = forms.ChoiceField(
        label="Que peut-elle emporter",
        choices=[("", "pas encore demandé"), *Carry.choices()],
        required=False,
    )

    def __init__(self, *args: Any, agent: Agent, here: Circonscription, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agent, self.here = agent, here
        self.placement = self._placement()
        field = self.fields["secteur"]
        assert isinstance(field, SecteurField)  # noqa: S101
        field.choices = list(self.placement.choices)
        if self.placement.choices and not self.placement.must_choose:
            field.initial = TO_BE_SAID
        self.chosen: Secteur | None = None

    def clean_secteur(self) -> str:
        value: str = self.cleaned_data["secteur"]
        if self.placement.must_choose and value not in {v for v, _ in self.placement.choices}:
            raise ValidationError("Choisissez le secteur, ou « À préciser plus tard ».")
        self.chosen = self.placement.pick(value, self.agent.organisation_id)
        return value

    def clean_themes(self) -> list[str]:
        themes: list[str] = self.cleaned_data["themes"]
        if len(themes) > MAX_THEMES:
            raise ValidationError(f"Gardez trois thèmes au plus : il y en a {len(themes)}.")
        return themes

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("safety") == Safety.RULE and not data.get("safe_rule"):
            self.add_error("safe_rule", "Précisez quand et comment la joindre sans risque.")
        return data

    def arrival(self, chosen_id: UUID) -> Arrival:
        """The request as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return Arrival(
            id=chosen_id,
            circonscription=self.here,
            channel=Channel(data["channel"]),
            origin=Origin(data["origin"] or "not_stated"),
            suite=self.suite(),
            secteur=self.chosen,
            urgency=level_of(data["signs"]),
            urgency_action=UrgencyAction(data["urgency_action"] or "none"),
            identity=self._identity(data),
            words=data["words"],
            themes=tuple(Theme(t) for t in data["themes"]),
        )

    def _identity(self, data: dict[str, Any]) -> DemandeIdentity:
        return DemandeIdentity(
            family_name=data["family_name"],
            given_name=data["given_name"],
            birth_year=data["birth_year"],
            commune=data["commune"],
            street=data["street"],
            contact=data["contact"],
            safety=Safety(data["safety"] or "not_asked"),
            safe_rule=data["safe_rule"],
            carry=Carry(data["carry"]) if data["carry"] else None,
        )

    def _placement(self) -> Placement:
        street, commune = (clean_line(str(self[n].value() or "")) for n in ("street", "commune"))
        return placement(self.agent, self.here, street=street, commune=commune)
