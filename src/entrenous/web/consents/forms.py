"""An agreement in two pages: to whom and for what, then what, how and until when."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.consents.standing import Standing, standing
from entrenous.consents.terms import faults, proposed_end
from entrenous.keyring.records import OpenRecord
from entrenous.law import RuleBase
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.consents.words import GROUPS, item_label
from entrenous.web.dossiers.forms.once import OnceForm

_EXAMPLE = "Par exemple 27 11 2026."
_PURPOSE_CHARS = 300
# Courts and police ask by right: an agreement has no place there.
_CHAPTERS = ("partenaires", "local")
_HEADINGS = {
    "agreement": "Seulement avec l’accord de la personne",
    "may": "La loi le permet déjà ; l’accord dit ce qu’elle en sait",
    "must": "La loi y oblige ; l’accord dit ce qu’elle en sait",
    "no": "La loi ne le permet pas, même avec l’accord",
}


class ItemsField(forms.MultipleChoiceField):
    """Items to tick. One that is not offered is one that the law keeps: it is said, not hidden."""

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        for code in value:
            if not self.valid_value(code):
                raise ValidationError(
                    f"«\N{NO-BREAK SPACE}{item_label(code)}\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: "
                    "la loi ne le permet pas, même avec l’accord.",
                    code="excluded",
                )


class WhoForm(OnceForm):
    """First page: what kind, to whom, for what."""

    missing: ClassVar = {
        "kind": "Dites s’il s’agit d’un accord ou d’un mandat.",
        "purpose": "Écrivez pour quoi : la personne doit pouvoir le relire.",
    }

    kind = forms.ChoiceField(
        label="De quoi s’agit-il ?",
        choices=[
            (Kind.ACCORD, "Un accord : le service peut donner certains éléments"),
            (Kind.MANDAT, "Un mandat : le service peut aussi parler avec un organisme, avec elle"),
        ],
        widget=forms.RadioSelect,
        initial=Kind.ACCORD,
    )
    requester = forms.ChoiceField(
        label="À qui ?",
        required=False,
        help_text="Choisissez qui pourra recevoir ces éléments. Absent de la liste : écrivez son "
        "nom dessous.",
    )
    partner = PlainLineField(
        label="Nom de l’organisme ou de la personne",
        required=False,
        help_text="Par exemple la mutuelle, l’agence, le fournisseur d’énergie.",
    )
    purpose = PlainLineField(
        label="Pour quoi ?",
        max_length=_PURPOSE_CHARS,
        help_text="Dans ses mots, par exemple « demander un délai pour la facture d’électricité ».",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, base: RuleBase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base = base
        self.fields["requester"].choices = _requesters(base)  # type: ignore[attr-defined]

    def clean_requester(self) -> str:
        """A rule that permits nothing is said here: there is nothing to agree to."""
        code: str = self.cleaned_data["requester"]
        law = standing(self.base, code, timezone.localdate()) if code else None
        if law is not None and not law.permitted:
            raise ValidationError(
                f"{law.rule.label} : la loi ne le permet pas, même avec l’accord. {law.because}"
            )
        return code

    def clean(self) -> None:
        data = self.cleaned_data
        if not (data.get("requester") or data.get("partner") or self.errors):
            self.add_error("requester", "Dites à qui : choisissez dans la liste ou écrivez un nom.")

    @property
    def standing(self) -> Standing | None:
        """What the law base says of the requester chosen. Call it on a valid form."""
        return standing(self.base, self.cleaned_data["requester"], timezone.localdate())


class TermsForm(Form):
    """Second page: which items, given how, from when, until when."""

    missing: ClassVar = {
        "items": "Cochez au moins un élément : un accord se donne élément par élément.",
        "signed": "Dites comment la personne l’a donné.",
        "signed_on": "Indiquez le jour où elle l’a donné.",
        "from_on": "Indiquez à partir de quand.",
        "until_on": "Indiquez jusqu’à quand : un accord a toujours une fin.",
    }

    items = ItemsField(label="Ce qui pourra être donné", widget=forms.CheckboxSelectMultiple)
    limits = PlainTextField(
        label="Ce que la personne ne veut pas qu’on dise",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Dans ses mots. Cela figure sur son papier.",
    )
    signed = forms.ChoiceField(
        label="Comment l’a-t-elle donné ?",
        choices=Signed.choices(),
        widget=forms.RadioSelect,
        help_text="De vive voix, il est gardé, mais il ne vaut pas un écrit quand la règle en "
        "demande un.",
    )
    signed_on = FrenchDateField(label="Donné le", help_text=_EXAMPLE, latest=timezone.localdate)
    from_on = FrenchDateField(label="À partir du", help_text=_EXAMPLE)
    until_on = FrenchDateField(
        label="Jusqu’au",
        help_text="Trois mois sont proposés ; un an au plus. Ce sont des choix du logiciel, pas de "
        "la loi.",
    )

    def __init__(self, *args: Any, law: Standing | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        offered = law.permitted if law else tuple(i for _, items in GROUPS for i in items)
        items = self.fields["items"]
        items.choices = [(code, item_label(code)) for code in offered]  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The boxes to tick, under the heading where a person looks for them."""
        boxes = {str(box.data["value"]): box for box in self["items"].subwidgets}
        if self.law:
            return [("La loi permet de donner, avec son accord", list(boxes.values()))]
        return [(title, [boxes[i] for i in items]) for title, items in GROUPS]

    @property
    def excluded(self) -> list[tuple[str, str]]:
        """What the rule names and never lets out, each with its reason."""
        named = self.law.excluded if self.law else {}
        return [(item_label(item), why) for item, why in named.items()]

    def agreement(self, who: Mapping[str, Any]) -> Agreement:
        """What was said on both pages, as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return Agreement(
            kind=Kind(who["kind"]),
            items=tuple(data["items"]),
            purpose=who["purpose"],
            from_on=data["from_on"],
            until_on=data["until_on"],
            signed=Signed(data["signed"]),
            signed_on=data["signed_on"],
            requester=who["requester"],
            partner=who["partner"],
            limits=data["limits"],
        )

    def holds(self, who: Mapping[str, Any]) -> bool:
        """Whether what was said holds together today; each fault is written beside its field."""
        if not self.is_valid():
            return False
        for field, sentence in faults(self.agreement(who)):
            self.add_error(field if field in self.fields else None, sentence)
        if not self.errors and self.cleaned_data["until_on"] < timezone.localdate():
            self.add_error("until_on", "Cet accord serait déjà terminé : vérifiez la date de fin.")
        return not self.errors


class WithdrawForm(Form):
    """What is taken back, since when. No reason: there is no field for one."""

    missing: ClassVar = {
        "items": "Cochez ce que la personne retire.",
        "on": "Indiquez le jour du retrait.",
    }

    items = forms.MultipleChoiceField(
        label="Ce que la personne retire",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tout est coché : décochez ce qu’elle garde.",
    )
    on = FrenchDateField(
        label="Jour du retrait",
        help_text="Il compte dès ce jour-là.",
        latest=timezone.localdate,
    )

    def __init__(self, *args: Any, said: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = said.remaining(date.max)
        items = self.fields["items"]
        items.choices = [(code, item_label(code)) for code in left]  # type: ignore[attr-defined]
        self.signed_on = said.signed_on

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.signed_on:
            raise ValidationError(
                "Ce retrait précède le jour où l’accord a été donné : vérifiez la date."
            )
        return on


def initial_of(known: OpenRecord[Agreement]) -> dict[str, Any]:
    """An agreement as both pages show it."""
    said = known.content
    return {
        "kind": said.kind.value, "requester": said.requester, "partner": said.partner,
        "purpose": said.purpose, "items": list(said.remaining(date.max)), "limits": said.limits,
        "signed": said.signed.value, "signed_on": said.signed_on, "from_on": said.from_on,
        "until_on": said.until_on, "version": known.version,
    }  # fmt: skip


def renewed(known: OpenRecord[Agreement]) -> dict[str, Any]:
    """The same, asked again today: everything but the days and the way it is given."""
    said = initial_of(known)
    kept = ("kind", "requester", "partner", "purpose", "items", "limits")
    return fresh() | {name: said[name] for name in kept}


def fresh() -> dict[str, Any]:
    """The days proposed for a new agreement."""
    today = timezone.localdate()
    return {"signed_on": today, "from_on": today, "until_on": proposed_end(today)}


def _requesters(base: RuleBase) -> list[tuple[str, Any]]:
    """Whoever may be told something, under what an agreement changes for them."""
    rules = [r for r in base.rules.values() if r.kind == "requester" and r.chapter in _CHAPTERS]
    groups: list[tuple[str, Any]] = [("", "Choisir, ou écrire un nom dessous")]
    for status, heading in _HEADINGS.items():
        found = sorted((r.label, r.id) for r in rules if r.status == status)
        if found:
            groups.append((heading, [(code, label) for label, code in found]))
    return groups
