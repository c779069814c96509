"""What completes each letter: the person, whoever receives it, and what she wants to say."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar

from django import forms
from django.utils import timezone

from entrenous.law import InvalidRequest, NotInForce
from entrenous.letters import Author, Letter, LetterError, Particulars, Recipient
from entrenous.letters.minimum import (
    Purpose,
    about_fees,
    to_bank,
    to_collector,
    to_creditor,
    to_employer,
)
from entrenous.rights import Resource
from entrenous.web.common.amounts import AmountField
from entrenous.web.common.days_said import in_french
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.minimum.reckoning import Reckoned

T = TypeVar("T")
_LINES: Final = 5
_WHOM: Final = {
    Purpose.BANK: "La banque",
    Purpose.FEES: "La banque",
    Purpose.CREDITOR: "Le créancier",
    Purpose.EMPLOYER: "L’employeur, ou qui paie",
    Purpose.COLLECTOR: "La société de recouvrement",
}
#: What only some letters ask.
_OWN: Final = {
    "seized_on": {Purpose.BANK},
    "left": {Purpose.BANK},
    "charged": {Purpose.FEES},
    "claimed": {Purpose.CREDITOR},
    "offer": {Purpose.CREDITOR},
    "says_income": {Purpose.CREDITOR},
    "withheld": {Purpose.EMPLOYER},
    "paid_on": {Purpose.EMPLOYER},
    "called": {Purpose.COLLECTOR},
    "kept": {Purpose.BANK, Purpose.CREDITOR},
}

#: The figure a letter rests on, the field it comes from, what to do when it is not there.
_NEEDS: Final = {
    Purpose.BANK: (
        "balance",
        "balance",
        "Écrivez le solde du compte saisi : la lettre à la banque en part.",
    ),
    Purpose.EMPLOYER: (
        "seizure",
        "net",
        "Écrivez le revenu net du mois : la lettre à l’employeur en part.",
    ),
    Purpose.FEES: ("caps", "on", ""),
}


class LetterForm(Form):
    """The particulars of one letter. All may stay empty: dots are completed by hand."""

    seized_on = FrenchDateField(
        label="Jour de la saisie", required=False, latest=timezone.localdate
    )
    left = AmountField(
        label="Ce que la banque a laissé",
        required=False,
        help_text="0 si rien n’est resté. Vide : la lettre demande seulement confirmation.",
    )
    charged = AmountField(label="Total des frais prélevés", required=False)
    claimed = AmountField(label="Ce qui est réclamé", required=False)
    withheld = AmountField(label="Ce qui a été retenu", required=False)
    paid_on = FrenchDateField(label="Jour de la paie", required=False, latest=timezone.localdate)
    offer = AmountField(
        label="Ce que la personne propose de verser chaque mois",
        required=False,
        help_text="Seulement si elle le veut.",
    )
    says_income = forms.BooleanField(
        label="Écrire aussi son revenu et ce qui doit lui rester", required=False
    )
    called = forms.BooleanField(
        label="La société appelle ou se présente de façon répétée", required=False
    )
    kept = forms.MultipleChoiceField(
        label="Ressources insaisissables à rappeler",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    author = PlainLineField(label="La personne qui signe", required=False)
    author_address = PlainTextField(label="Son adresse", required=False, rows=2, max_length=500)
    recipient = PlainLineField(label="À qui", required=False)
    recipient_address = PlainTextField(
        label="Adresse du destinataire", required=False, rows=2, max_length=500
    )
    reference = PlainLineField(
        label="Références", required=False, help_text="Du compte, du dossier, du contrat."
    )
    place = PlainLineField(label="Fait à", required=False)
    paragraph = PlainTextField(
        label="Quelques mots de plus", required=False, rows=3, max_length=2_000
    )

    def __init__(
        self, *args: Any, purpose: Purpose, resources: Iterable[Resource], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.purpose = purpose
        self._resources = {each.code: each for each in resources if each.is_money}
        for name, purposes in _OWN.items():
            if purpose not in purposes:
                del self.fields[name]
        self.fields["recipient"].label = _WHOM[purpose]
        if "kept" in self.fields:
            choices = [(code, each.stated.label) for code, each in self._resources.items()]
            self.fields["kept"].choices = choices  # type: ignore[attr-defined]

    def compose(self, found: Reckoned, confirmed: Collection[str]) -> Letter:
        """The letter; LetterError or NotInForce with what is in the way. Call on a valid form."""
        told, kept = self._particulars(), self._kept()
        said = self.cleaned_data
        match self.purpose:
            case Purpose.BANK:
                return to_bank(
                    told, _there(found.balance), left=said["left"],
                    seized_on=said["seized_on"], paid_in=kept, confirmed=confirmed,
                )  # fmt: skip
            case Purpose.CREDITOR:
                return to_creditor(
                    told, found.seizure, resources=kept, claimed=said["claimed"],
                    offer=said["offer"], says_income=said["says_income"], confirmed=confirmed,
                )  # fmt: skip
            case Purpose.EMPLOYER:
                return to_employer(
                    told, _there(found.seizure), dependants=found.dependants,
                    withheld=said["withheld"], paid_on=said["paid_on"], confirmed=confirmed,
                )  # fmt: skip
            case Purpose.FEES:
                return about_fees(told, on=found.on, charged=said["charged"], confirmed=confirmed)
            case Purpose.COLLECTOR:
                return to_collector(told, called=said["called"], confirmed=confirmed)

    def made(self, found: Reckoned, confirmed: Collection[str]) -> Letter | None:
        """The letter, or None with the refusal written beside its field."""
        try:
            return self.compose(found, confirmed)
        except LetterError as refused:
            self.refuse(refused)
        except (NotInForce, InvalidRequest) as absent:
            self.add_error(None, in_french(absent.message))
        return None

    def refuse(self, error: LetterError) -> None:
        """Say a refusal beside the field it is about."""
        name = {"resources": "kept"}.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, insecable(error.message))

    def _particulars(self) -> Particulars:
        said = self.cleaned_data
        return Particulars(
            recipient=Recipient(said["recipient"], _lines(said["recipient_address"])),
            place=said["place"],
            written_on=timezone.localdate(),
            their_reference=said["reference"],
            author=Author(said["author"], _lines(said["author_address"])),
            paragraph=said["paragraph"],
        )

    def _kept(self) -> list[Resource]:
        return [self._resources[code] for code in self.cleaned_data.get("kept", ())]


def typed(form: LetterForm) -> dict[str, Any]:
    """What an untouched form would send: the first values, as they are shown."""
    shown: Mapping[str, Any] = {
        name: form.get_initial_for_field(each, name) for name, each in form.fields.items()
    }
    return {
        name: form.fields[name].prepare_value(value)
        for name, value in shown.items()
        if value not in (None, "", False)
    }


def lacking(purpose: Purpose, found: Reckoned) -> tuple[str, str] | None:
    """The figure a letter cannot do without: its field and what to do; None when it is there."""
    figure, field, sentence = _NEEDS.get(purpose, ("", "", ""))
    if not figure or getattr(found, figure):
        return None
    return ("on", found.absent[figure]) if figure in found.absent else (field, sentence)


def _there(found: T | None) -> T:
    if found is None:
        raise ValueError("ask `lacking` first")
    return found


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.splitlines()[:_LINES])
