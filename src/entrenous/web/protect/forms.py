"""What completes a letter. Every field may stay empty: dots are printed, to write on by hand."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone

from entrenous.law import vocabulary
from entrenous.letters import (
    Author,
    Kind,
    LetterError,
    Particulars,
    Recipient,
    Sender,
    Signatory,
)
from entrenous.letters.model import BLANK
from entrenous.web.asking.forms import capital
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form

VALUE_PREFIX: Final = "value_"
_LINES: Final = 5
_WITH_VALUES: Final = frozenset({Kind.LIMITED})
_WITH_WORDS: Final = frozenset({Kind.LIMITED, Kind.PERSONS_OWN, Kind.TRANSFER_SLIP})
# A field of the letter → the field of this form beside which a refusal is said.
_BESIDE: Final = {
    "signatories": "signatory",
    "paragraph": "paragraph",
    "recipient": "recipient",
    "person_named": "person_named",
    "reference": "reference",
    "place": "place",
}


class ParticularsForm(Form):
    """Who writes, to whom; for a limited answer, what is given."""

    organisation = PlainLineField(label="Votre organisme", required=False)
    service = PlainLineField(label="Votre service", required=False)
    address = PlainTextField(label="Son adresse", required=False, rows=2, max_length=500)
    phone = PlainLineField(label="Son téléphone", required=False)
    recipient = PlainLineField(label="À qui", required=False)
    recipient_address = PlainTextField(
        label="Adresse de qui demande", required=False, rows=2, max_length=500
    )
    reference = PlainLineField(label="Ses références", required=False)
    letter_on = FrenchDateField(
        label="Date de sa lettre",
        help_text="Laissez vide si elle n’est pas datée.",
        required=False,
        latest=timezone.localdate,
    )
    place = PlainLineField(label="Fait à", required=False)
    signatory = PlainLineField(
        label="Qui signe",
        help_text="Une fonction suffit : « Service social », « Direction ».",
        required=False,
    )
    person_named = PlainLineField(label="La personne, telle que la lettre la nomme", required=False)
    author = PlainLineField(label="Nom de la personne qui écrit", required=False)
    author_address = PlainTextField(
        label="Adresse de la personne", required=False, rows=2, max_length=500
    )
    paragraph = PlainTextField(
        label="Quelques mots de plus", required=False, rows=2, max_length=2_000
    )

    def __init__(self, *args: Any, kind: Kind, given: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.given = tuple(given) if kind in _WITH_VALUES else ()
        for name in self._useless():
            del self.fields[name]
        for item in self.given:
            self.fields[VALUE_PREFIX + item] = PlainTextField(
                label=capital(vocabulary().items[item]), required=False, rows=1, max_length=2_000
            )

    def _useless(self) -> list[str]:
        """What this letter would not print."""
        of_service = ["organisation", "service", "address", "phone", "signatory", "reference"]
        of_service += ["letter_on", "person_named"]
        gone = of_service if self.kind is Kind.PERSONS_OWN else ["author", "author_address"]
        if self.kind is not Kind.LIMITED and "person_named" not in gone:
            gone.append("person_named")
        return gone if self.kind in _WITH_WORDS else [*gone, "paragraph"]

    def values(self) -> dict[str, str]:
        """Item → value, dots where nothing was typed."""
        return {item: self._text(VALUE_PREFIX + item) or BLANK for item in self.given}

    def particulars(self, *, requester: str, received_on: Any) -> Particulars:
        """What the letter needs beside the verdict."""
        signatory = self._text("signatory")
        return Particulars(
            sender=Sender(
                organisation=self._text("organisation"),
                service=self._text("service"),
                address=self._lines("address"),
                phone=self._text("phone"),
            ),
            recipient=Recipient(self._text("recipient"), self._lines("recipient_address")),
            place=self._text("place"),
            written_on=timezone.localdate(),
            signatories=(Signatory(signatory),) if signatory else (),
            their_reference=self._text("reference"),
            letter_on=self.cleaned_data.get("letter_on"),
            received_on=received_on,
            requester=requester,
            person_named=self._text("person_named"),
            author=Author(self._text("author"), self._lines("author_address")),
            paragraph=self._text("paragraph"),
        )

    def refuse(self, error: LetterError) -> None:
        """Say a refusal beside the field it is about."""
        named = VALUE_PREFIX + error.item if error.item else _BESIDE.get(error.field, "")
        self.add_error(named if named in self.fields else None, error.message)

    def _text(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

    def _lines(self, name: str) -> tuple[str, ...]:
        return tuple(self._text(name).splitlines()[:_LINES])


def kind_of(value: str) -> Kind | None:
    """The kind of letter a button names."""
    return Kind(value) if value in {each.value for each in Kind} else None


def typed_for_letter(data: QueryDict, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """What was typed for a letter, to carry through the pages that do not ask for it."""
    values_of = {VALUE_PREFIX + item for item in vocabulary().items}
    return [
        (name, value)
        for name, values in data.lists()
        if name not in but and (name in ParticularsForm.base_fields or name in values_of)
        for value in values
        if value
    ]
