"""A mandate: with whom, about what, what may be said and what may not; then each exchange."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.consents.terms import faults, proposed_end
from entrenous.dossiers.codes import Mode
from entrenous.mediations.actions import Exchange
from entrenous.mediations.codes import Outcome
from entrenous.mediations.contents import Mediation
from entrenous.relays.contents import Told
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.entry import MOST_MINUTES
from entrenous.web.dossiers.forms.telling import SAID_CHARS, TellingForm

_EXAMPLE: Final = "Par exemple 27 11 2026."
_SIGNED: Final = [
    (Signed.MANDATE.value, "mandat écrit, signé par la personne"),
    (Signed.ORAL.value, "accord de vive voix, noté par le service"),
]
# A paper makes a mandate; what was only said is an agreement, and proves nothing to anyone.
_KINDS: Final = {Signed.MANDATE: Kind.MANDAT, Signed.ORAL: Kind.ACCORD}
_NAME_CHARS, _ABOUT_CHARS = 200, 300


def _signed_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Comment a-t-elle donné son accord ?", choices=_SIGNED, widget=forms.RadioSelect
    )


class MandateForm(TellingForm):
    """One page: with whom, about what, the words that may be said, until when, how she agreed."""

    nothing = "Écrivez au moins une chose qui peut être dite, avec la personne."
    also_read = ("about",)
    missing: ClassVar = {
        "partner": "Indiquez avec qui : le nom de l’organisme ou de la personne.",
        "about": "Écrivez de quoi il s’agit, en quelques mots.",
        "read_on": "Indiquez le jour où elle a lu, ou entendu, ces mots.",
        "until_on": "Indiquez jusqu’à quand le service peut parler pour elle.",
        "signed": "Dites comment elle a donné son accord.",
    }

    partner = PlainLineField(label="Avec qui", max_length=_NAME_CHARS)
    contact = PlainLineField(label="Personne connue là-bas", required=False, max_length=_NAME_CHARS)
    phone = PlainLineField(label="Téléphone du tiers", required=False, max_length=40)
    address = PlainTextField(label="Adresse du tiers", required=False, rows=2, max_length=500)
    about = PlainLineField(
        label="À quel sujet",
        max_length=_ABOUT_CHARS,
        help_text="Par exemple « les frais de la banque depuis juin ». Le tiers le lira.",
    )
    wanted = PlainTextField(
        label="Ce que la personne souhaite obtenir",
        required=False,
        rows=3,
        max_length=SAID_CHARS,
        help_text="Dans ses mots. Cela reste au service.",
    )
    not_said = PlainTextField(
        label="Ce qui ne doit pas être dit",
        required=False,
        rows=3,
        max_length=SAID_CHARS,
        help_text="Gardé sous les yeux à chaque appel ; jamais sur la lettre.",
    )
    read_on = FrenchDateField(
        label="Lu avec la personne le", help_text=_EXAMPLE, latest=timezone.localdate
    )
    until_on = FrenchDateField(label="Jusqu’au", help_text="Un an au plus.")
    signed = _signed_field()

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            for field, sentence in faults(self.agreement()):
                self.add_error(field if field in self.fields else None, sentence)

    def mediation(self) -> Mediation:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return Mediation(
            partner=data["partner"],
            about=data["about"],
            told=self.told,
            agreements=(),
            read_on=data["read_on"],
            contact=data["contact"],
            address=data["address"],
            phone=data["phone"],
            wanted=data["wanted"],
            not_said=data["not_said"],
        )

    def agreement(self) -> Agreement:
        """Her agreement, item by item, for this third party."""
        data = self.cleaned_data
        return _agreement(data, self.told, data["about"], data["partner"], data["not_said"])


class RenewForm(Form):
    """The same words, given again: until when, how."""

    missing: ClassVar = {
        name: MandateForm.missing[name] for name in ("read_on", "until_on", "signed")
    }

    read_on = FrenchDateField(
        label="Relu avec la personne le", help_text=_EXAMPLE, latest=timezone.localdate
    )
    until_on = FrenchDateField(label="Jusqu’au", help_text="Un an au plus.")
    signed = _signed_field()

    def __init__(self, *args: Any, said: Mediation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said = said

    def clean(self) -> None:
        if self.errors:
            return
        if self.cleaned_data["read_on"] < self.said.read_on:
            self.add_error("read_on", "Ce jour précède le premier mandat : vérifiez la date.")
        for field, sentence in faults(self.agreement()):
            self.add_error(field if field in self.fields else None, sentence)

    def agreement(self) -> Agreement:
        """Her agreement, once more."""
        said = self.said
        return _agreement(self.cleaned_data, said.told, said.about, said.partner, said.not_said)


class ExchangeForm(Form):
    """One exchange: its day, how, the words she reads, and a note for the work."""

    missing: ClassVar = {
        "on": "Indiquez le jour.",
        "words": "Écrivez ce qui s’est dit : la personne le lira.",
        "mode": "Choisissez comment l’échange a eu lieu.",
    }

    on = FrenchDateField(label="Le", help_text=_EXAMPLE, latest=timezone.localdate)
    mode = forms.ChoiceField(label="Comment", choices=Mode.choices(), initial=Mode.PHONE)
    words = PlainTextField(
        label="Ce qui s’est dit",
        rows=5,
        max_length=SAID_CHARS,
        help_text="La personne peut le lire. Gardé aussi dans le fil.",
    )
    minutes = forms.IntegerField(
        label="Durée en minutes",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
        error_messages={"invalid": "Écrivez la durée en minutes, en chiffres : 25."},
    )
    note = PlainTextField(
        label="Pour votre travail",
        required=False,
        rows=3,
        max_length=SAID_CHARS,
        help_text="Gardé avec vos notes, hors de ce que la personne voit sans relecture.",
    )

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.since:
            raise ValidationError("Ce jour précède le mandat : vérifiez la date.")
        return on

    def exchange(self) -> Exchange:
        """What is noted. Call it on a valid form."""
        data = self.cleaned_data
        return Exchange(
            data["on"], data["words"], Mode(data["mode"]), data["minutes"], data["note"],
            data.get("outside", ""),
        )  # fmt: skip


class SayForm(ExchangeForm):
    """What was said; outside the mandate, it is said why, and the person reads that too."""

    missing: ClassVar = {
        **ExchangeForm.missing,
        "words": "Écrivez ce qui a été dit au tiers : la personne le lira.",
    }

    outside = PlainTextField(
        label="Dit sans mandat en cours : pourquoi",
        required=False,
        rows=2,
        max_length=SAID_CHARS,
        help_text="Seulement si aucun mandat n’était en cours ce jour-là. La personne le lira.",
    )
    field_order = ["on", "mode", "words", "outside", "minutes", "note"]

    def say_outside(self) -> None:
        """No mandate stood that day: it is not kept without saying so."""
        self.add_error(
            "outside",
            "Aucun mandat n’était en cours ce jour-là. Si cela a été dit, écrivez pourquoi ; "
            "sinon, redemandez d’abord son mandat à la personne.",
        )


class ConcludeForm(Form):
    """What came of it, in a neutral code and in words; what she decided."""

    missing: ClassVar = {
        "outcome": "Choisissez ce qui est ressorti.",
        "on": "Indiquez le jour.",
        "words": "Écrivez le résultat : la personne le lira.",
    }

    outcome = forms.ChoiceField(
        label="Ce qui en ressort", choices=Outcome.choices(), widget=forms.RadioSelect
    )
    on = FrenchDateField(label="Le", help_text=_EXAMPLE, latest=timezone.localdate)
    words = PlainTextField(
        label="Le résultat, en clair", rows=4, max_length=SAID_CHARS,
        help_text="Montants, dates, ce que chacun fait. La personne peut le lire.",
    )  # fmt: skip
    decided = PlainTextField(
        label="Ce que la personne décide",
        required=False,
        rows=3,
        max_length=SAID_CHARS,
        help_text="C’est elle qui accepte, refuse ou signe ; jamais le service.",
    )

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    clean_on = ExchangeForm.clean_on


class WithdrawForm(Form):
    """The day she took her mandate back. No reason: there is no field for one."""

    missing: ClassVar = {"on": "Indiquez le jour du retrait."}

    on = FrenchDateField(label="Le", help_text=_EXAMPLE, latest=timezone.localdate)

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    clean_on = ExchangeForm.clean_on


def proposed() -> dict[str, date]:
    """The days a mandate is proposed with: read today, short."""
    today = timezone.localdate()
    return {"read_on": today, "until_on": proposed_end(today)}


def _agreement(
    data: dict[str, Any], told: tuple[Told, ...], about: str, partner: str, limits: str
) -> Agreement:
    signed = Signed(data["signed"])
    return Agreement(
        kind=_KINDS[signed],
        items=tuple(each.item for each in told),
        purpose=about,
        from_on=data["read_on"],
        until_on=data["until_on"],
        signed=signed,
        signed_on=data["read_on"],
        partner=partner,
        limits=limits,
    )
