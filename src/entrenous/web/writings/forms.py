"""A writing: why and to whom, which elements, the text, the reading together, the day it left."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone

from entrenous.agents.coded import Coded
from entrenous.agents.models import Agent
from entrenous.keyring.records import OpenRecord
from entrenous.law import RuleBase, vocabulary
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm
from entrenous.writings.codes import APART, Kind, Way
from entrenous.writings.contents import Element, Writing
from entrenous.writings.errors import BasisRefused
from entrenous.writings.framing import Frame, facts_of, frame, label_of

_EXAMPLE = "Par exemple 27 11 2026."
_HEADINGS = {
    "agreement": "Seulement avec l’accord de la personne",
    "may": "La loi le permet",
    "must": "La loi y oblige",
}
_CHAPTERS = ("partenaires", "justice", "personne", "local")
_ADDRESS_CHARS = 500


class AddressedForm(Form):
    """To whom, for what."""

    missing: ClassVar = {
        "to_function": "Indiquez à qui : la fonction ou le service destinataire.",
        "purpose": "Écrivez pour quoi : un écrit sans but en dit toujours trop.",
    }

    to_function = PlainLineField(
        label="À qui ? La fonction ou le service",
        help_text="Par exemple « commission de médiation ». La personne lira cette ligne.",
    )
    to_name = PlainLineField(label="Nom du ou de la destinataire", required=False)
    to_address = PlainTextField(label="Adresse", required=False, rows=3, max_length=_ADDRESS_CHARS)
    purpose = PlainLineField(
        label="Pour quoi ?", max_length=300, help_text="En une phrase : c’est l’objet de l’écrit."
    )


class WhyForm(AddressedForm, OnceForm):
    """First page: what, to whom, for what, on which rule."""

    missing: ClassVar = {
        **AddressedForm.missing,
        "kind": "Choisissez ce que vous écrivez.",
        "basis": "Choisissez la règle sur laquelle l’écrit repose.",
    }

    kind = forms.ChoiceField(label="Qu’écrivez-vous ?", widget=forms.RadioSelect)
    basis = forms.ChoiceField(
        label="Sur quelle règle ?",
        help_text="La règle dit ce que l’écrit peut contenir. Sans règle, la personne écrit "
        "elle-même.",
    )
    field_order = ["kind", "to_function", "to_name", "to_address", "purpose", "basis", "once"]

    def __init__(
        self, *args: Any, base: RuleBase, employer: str, is_apart: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.base, self.employer = base, employer
        kinds: list[Coded] = [k for k in Kind if (k in APART) == is_apart]
        _offer(self, "kind", [(k.value, _capital(k.label)) for k in kinds])
        _offer(self, "basis", _alerts(base) if is_apart else _bases(base))

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("kind") and data.get("basis"):
            try:
                self.framed(None)
            except BasisRefused as refused:
                self.add_error("basis", refused.because)

    def framed(self, facts: frozenset[str] | None) -> Frame:
        """What the basis chosen permits. Call it once both are known; BasisRefused."""
        data, today = self.cleaned_data, timezone.localdate()
        return frame(
            self.base, Kind(data["kind"]), data["basis"], employer=self.employer, on=today,
            facts=facts,
        )  # fmt: skip


class ElementsForm(Form):
    """Second page: the facts that the rule asks for, and the elements that serve the purpose."""

    missing: ClassVar = {"elements": "Cochez au moins un élément : celui qui sert le but."}

    facts = forms.MultipleChoiceField(
        label="Ce que vous constatez", required=False, widget=forms.CheckboxSelectMultiple
    )
    elements = forms.MultipleChoiceField(
        label="Ce qui sert le but, et rien d’autre", widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Frame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        words = vocabulary().facts
        facts = facts_of(offered.rule)
        if facts:
            _offer(self, "facts", [(fact, words[fact]) for fact in facts])
        else:
            del self.fields["facts"]
        _offer(self, "elements", [(code, label_of(code)) for code in offered.permitted])

    @property
    def excluded(self) -> list[tuple[str, str]]:
        """What the rule names and keeps out, each with its reason."""
        return [(label_of(item), why) for item, why in self.offered.excluded.items()]

    @property
    def facts_said(self) -> tuple[str, ...]:
        """The facts stated. Call it on a valid form."""
        return tuple(self.cleaned_data.get("facts", ()))

    def elements_said(self, known: Sequence[Element] = ()) -> tuple[Element, ...]:
        """The elements ticked, with the text that they already had."""
        texts = {each.code: each.text for each in known}
        return tuple(Element(c, texts.get(c, "")) for c in self.cleaned_data["elements"])

    def holds(self, framed: Any) -> bool:
        """Whether these facts open the rule, and these elements are in it; faults are written."""
        if not self.is_valid():
            return False
        try:
            found: Frame = framed(frozenset(self.facts_said))
        except BasisRefused as refused:
            self.add_error("facts" if "facts" in self.fields else None, refused.because)
            return False
        if beyond := found.beyond(self.cleaned_data["elements"]):
            labels = ", ".join(label_of(code) for code in beyond)
            self.add_error("elements", f"Ces faits ne permettent pas : {labels}.")
            return False
        return True


class TextForm(AddressedForm):
    """The text, element by element."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, elements: Sequence[Element], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = elements
        for each in elements:
            self.fields[f"text_{each.code}"] = PlainTextField(
                label=label_of(each.code), required=False, rows=5
            )

    @property
    def texts(self) -> list[tuple[Element, BoundField]]:
        """Each element with its field."""
        return [(each, self[f"text_{each.code}"]) for each in self.elements]

    def written(self, known: Writing) -> Writing:
        """The writing as it was typed. Call it on a valid form."""
        data = self.cleaned_data
        return Writing(
            kind=known.kind, basis=known.basis, to_function=data["to_function"],
            to_name=data["to_name"], to_address=data["to_address"], purpose=data["purpose"],
            elements=tuple(Element(e.code, data[f"text_{e.code}"]) for e in self.elements),
        )  # fmt: skip

    @classmethod
    def initial_of(cls, known: OpenRecord[Writing]) -> dict[str, Any]:
        said = known.content
        return {
            "to_function": said.to_function, "to_name": said.to_name,
            "to_address": said.to_address, "purpose": said.purpose, "version": known.version,
            **{f"text_{each.code}": each.text for each in said.elements},
        }  # fmt: skip


class ReadForm(Form):
    """The day it was read with the person, her remarks, her disagreement."""

    missing: ClassVar = {"on": "Indiquez le jour où vous l’avez lu ensemble."}

    on = FrenchDateField(label="Lu ensemble le", help_text=_EXAMPLE, latest=timezone.localdate)
    remarks = PlainTextField(
        label="Ce que la personne ajoute",
        required=False,
        help_text="Ses mots. Ils restent à côté du texte, jamais dedans.",
    )
    disagreement = PlainTextField(
        label="Ce avec quoi elle n’est pas d’accord", required=False, rows=3
    )
    may_attach = forms.BooleanField(
        label="Elle veut que ses remarques partent avec l’écrit", required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, known: OpenRecord[Writing]) -> dict[str, Any]:
        said = known.content
        return {
            "on": said.read_on or timezone.localdate(), "remarks": said.remarks,
            "disagreement": said.disagreement, "may_attach": said.may_attach,
            "version": known.version,
        }  # fmt: skip


class SendForm(Form):
    """The day it left, and how."""

    missing: ClassVar = {
        "on": "Indiquez le jour de l’envoi.",
        "way": "Dites comment il est parti.",
    }

    on = FrenchDateField(label="Envoyé le", help_text=_EXAMPLE, latest=timezone.localdate)
    way = forms.ChoiceField(label="Comment", choices=Way.choices(), widget=forms.RadioSelect)
    not_read_because = PlainTextField(
        label="Pourquoi il n’a pas pu être lu avec la personne",
        required=False,
        rows=3,
        help_text="Le plus simple reste de le lire ensemble d’abord.",
    )
    cleared_on = FrenchDateField(
        label="Décision écrite du service juridique, le",
        required=False,
        help_text="Dossier protégé : sans elle, rien de ce qui permet de retrouver la personne ne "
        "part.",
        latest=timezone.localdate,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, asks_why: bool = True, asks_clearance: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["not_read_because"]
        if not asks_clearance:
            del self.fields["cleared_on"]

    def refuse(self, field: str, sentence: str) -> None:
        """Write why it may not leave, beside the field it is about when it is on the page."""
        self.add_error(field if field in self.fields else None, sentence)


class LiftForm(Form):
    """The legal desk's decision: the person may now read that it was sent."""

    missing: ClassVar = {
        "on": "Indiquez le jour de la décision.",
        "decided_by": "Choisissez qui a décidé, au service juridique.",
        "reason": "Écrivez la raison donnée par le service juridique.",
    }

    on = FrenchDateField(label="Décidé le", help_text=_EXAMPLE, latest=timezone.localdate)
    decided_by = forms.ChoiceField(label="Par qui, au service juridique")
    reason = PlainTextField(label="Raison", rows=3)

    def __init__(self, *args: Any, desk: Mapping[str, Agent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, agent.display_name) for code, agent in desk.items()]
        _offer(self, "decided_by", [("", "Choisir"), *names])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("Ce jour n’est pas encore passé : indiquez le jour réel.")
        return on


def _offer(form: Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _bases(base: RuleBase) -> list[tuple[str, Any]]:
    """Whoever may receive something, under what the law says of it; a « no » is no basis."""
    rules = [r for r in base.rules.values() if r.kind == "requester" and r.chapter in _CHAPTERS]
    groups: list[tuple[str, Any]] = [("", "Choisir")]
    for status, heading in _HEADINGS.items():
        found = sorted((r.label, r.id) for r in rules if r.status == status)
        groups.append((heading, [(code, label) for label, code in found]))
    return groups


def _alerts(base: RuleBase) -> list[tuple[str, Any]]:
    rules = [r for r in base.rules.values() if r.kind == "initiative" and r.status != "no"]
    asked = [r for r in rules if any(case.inform == "embargo" for case in r.cases)]
    return [("", "Choisir"), *sorted((r.id, r.label) for r in asked)]
