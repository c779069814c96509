"""A request noted on paper, typed in once the machines are back."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.reception import availability
from entrenous.reception.actions import Arrival, Suite
from entrenous.reception.codes import Channel, Decision
from entrenous.reception.contents import DemandeIdentity
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.reception.forms.fields import ContactField
from entrenous.web.reception.forms.suite import SKIPPED

AHEAD = "Ce moment n’est pas encore passé. Indiquez celui qui est noté sur le papier."


class AfterwardsForm(Form):
    """What the paper says, and when it was."""

    missing = {
        "on": "Indiquez le jour noté sur le papier.",
        "at": "Indiquez l’heure, même à peu près.",
        "channel": "Choisissez comment la personne est venue.",
        "decision": "Choisissez ce qui est décidé.",
    }

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    on = FrenchDateField(label="Le", latest=timezone.localdate, help_text="Par exemple 27 11 2026.")
    at = FrenchTimeField(label="À", help_text="Par exemple 14 h 30.")
    channel = forms.ChoiceField(label="Comment", choices=Channel.choices(), initial="walk_in")
    given_name = PlainLineField(label="Prénom", required=False, max_length=80)
    family_name = PlainLineField(label="Nom", required=False, max_length=80)
    contact = ContactField(label="Téléphone ou courriel", required=False, max_length=120)
    words = PlainTextField(label="Ce qui est demandé", required=False, rows=3)
    decision = forms.ChoiceField(
        label="Ce qui est décidé",
        choices=[
            (Decision.DUTY.value, "à revoir avec la permanence"),
            (Decision.ANSWERED.value, "déjà répondu"),
        ],
        initial=Decision.DUTY.value,
        widget=forms.RadioSelect,
    )
    answer = PlainTextField(label="Ce qui a été répondu", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.received_at: datetime | None = None
        if data.get("on") and data.get("at"):
            try:
                self.received_at = availability.local(data["on"], data["at"])
            except availability.NoSuchTime:
                self.add_error("at", SKIPPED)
            else:
                if self.received_at > timezone.now():
                    self.add_error("at", AHEAD)
        return data

    def arrival(self, house: Circonscription) -> Arrival:
        """What is recorded. Only for a valid form."""
        data = self.cleaned_data
        made: UUID = data["id"] or uuid4()
        return Arrival(
            circonscription=house,
            channel=Channel(data["channel"]),
            suite=Suite(Decision(data["decision"]), answer=data["answer"]),
            identity=DemandeIdentity(
                data["family_name"], data["given_name"], contact=data["contact"]
            ),
            words=data["words"],
            id=made,
            received_at=self.received_at,
        )
