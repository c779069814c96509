"""An orientation: to whom, for what, the exact words told, her agreement; then what came back."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.consents.terms import proposed_end
from entrenous.relays.codes import HEARD, Means, StepKind
from entrenous.relays.contents import Relay
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.telling import SAID_CHARS as _SAID_CHARS
from entrenous.web.dossiers.forms.telling import TellingForm

_EXAMPLE: Final = "Par exemple 27 11 2026."
_SIGNED: Final = [(each.value, each.label) for each in (Signed.PAPER, Signed.ORAL)]
_NAME_CHARS, _ASKED_CHARS = 200, 300


class RelayForm(TellingForm):
    """One page: whom, what, the words that leave, how she agreed. Empty is not told."""

    missing: ClassVar = {
        "partner": "Indiquez à qui : le nom de l’organisme.",
        "asked": "Écrivez ce qui est demandé : le partenaire le lira tel quel.",
        "means": "Dites comment le partenaire sera joint.",
        "read_on": "Indiquez le jour où elle a lu, ou entendu, ces mots.",
        "signed": "Dites comment elle a donné son accord.",
    }

    partner = PlainLineField(label="Organisme ou service", max_length=_NAME_CHARS)
    contact = PlainLineField(label="Personne connue là-bas", required=False, max_length=_NAME_CHARS)
    address = PlainTextField(label="Adresse du partenaire", required=False, rows=2, max_length=500)
    phone = PlainLineField(label="Téléphone du partenaire", required=False, max_length=40)
    asked = PlainLineField(
        label="Ce qui est demandé",
        max_length=_ASKED_CHARS,
        help_text="Dans ses mots, par exemple « un premier rendez-vous pour parler du logement ».",
    )
    means = forms.ChoiceField(
        label="Comment ?", choices=Means.choices(), widget=forms.RadioSelect, initial=Means.LETTER
    )
    read_on = FrenchDateField(
        label="Lu avec la personne le", help_text=_EXAMPLE, latest=timezone.localdate
    )
    signed = forms.ChoiceField(
        label="Comment a-t-elle donné son accord ?", choices=_SIGNED, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        """days: how long an answer is waited for."""
        super().__init__(*args, **kwargs)
        self.days = days

    def relay(self) -> Relay:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return Relay(
            partner=data["partner"],
            asked=data["asked"],
            told=self.told,
            agreement="",
            read_on=data["read_on"],
            means=Means(data["means"]),
            days=self.days,
            contact=data["contact"],
            address=data["address"],
            phone=data["phone"],
        )

    def agreement(self) -> Agreement:
        """Her agreement, for these items and this partner. Call it on a valid form."""
        data = self.cleaned_data
        return Agreement(
            kind=Kind.ACCORD,
            items=tuple(each.item for each in self.told),
            purpose=data["asked"],
            from_on=data["read_on"],
            until_on=proposed_end(timezone.localdate()),
            signed=Signed(data["signed"]),
            signed_on=data["read_on"],
            partner=data["partner"],
        )


class _DatedForm(Form):
    """A day that has come, and words."""

    on = FrenchDateField(label="Le", help_text=_EXAMPLE, latest=timezone.localdate)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.since:
            raise ValidationError("Ce jour précède ce qui est déjà noté : vérifiez la date.")
        return on


class SendForm(_DatedForm):
    """It left, by the means that was chosen."""

    missing: ClassVar = {"on": "Indiquez le jour où le partenaire l’a eue."}

    words = PlainTextField(
        label="Ce qui a été dit de plus",
        required=False,
        rows=3,
        max_length=_SAID_CHARS,
        help_text="Au téléphone ou sur place. La personne peut le lire. Vide si rien de plus.",
    )


class HearForm(_DatedForm):
    """What the partner answered: one step, its day, its words."""

    missing: ClassVar = {
        "kind": "Choisissez ce que le partenaire a répondu.",
        "on": "Indiquez le jour de sa réponse.",
    }

    kind = forms.ChoiceField(label="Le partenaire l’a…", widget=forms.RadioSelect)
    words = PlainTextField(
        label="Ce que le partenaire a dit",
        required=False,
        rows=3,
        max_length=_SAID_CHARS,
        help_text="La personne peut le lire.",
    )
    note = PlainTextField(
        label="Pour votre travail",
        required=False,
        rows=3,
        max_length=_SAID_CHARS,
        help_text="Gardé avec vos notes, hors de ce que la personne voit sans relecture.",
    )
    field_order = ["kind", "on", "words", "note"]

    def __init__(self, *args: Any, may_come: Sequence[StepKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.value, _HEARD_WORDS[each]) for each in HEARD if each in may_come]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class WithdrawForm(_DatedForm):
    """The day she took her agreement back. No reason: there is no field for one."""

    missing: ClassVar = {"on": "Indiquez le jour du retrait."}


class CloseForm(_DatedForm):
    """Followed no longer, with a word why."""

    missing: ClassVar = {
        "on": "Indiquez le jour.",
        "words": "Écrivez ce qui a été convenu : la personne le lira.",
    }

    words = PlainTextField(label="Ce qui a été convenu", rows=3, max_length=_SAID_CHARS)


_HEARD_WORDS: Final = {
    StepKind.ACKNOWLEDGED: "reçue, sans dire encore oui ou non",
    StepKind.ACCEPTED: "acceptée",
    StepKind.REFUSED: "refusée",
    StepKind.TAKEN_UP: "commencée avec la personne",
    StepKind.CAME_BACK: "rendue au service",
}
