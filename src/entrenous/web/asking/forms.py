"""The questions, one form per page. What a form offers depends on the answers before it."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from entrenous.law import Rule, RuleBase, vocabulary
from entrenous.web.asking import relevance
from entrenous.web.asking.groups import GROUPS, Group, requesters
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.forms import Form

EVIDENCE_PREFIX: Final = "ev_"
SHOWN, MENTIONED, ABSENT = "shown", "mentioned", ""
SEVERAL_REQUESTERS, SEVERAL_PERSONS = "requesters", "persons"
_WRITTEN: Final = frozenset({"letter", "email", "portal"})
_EXAMPLE: Final = "Par exemple 27 11 2026."
_EMPLOYERS: Final = (("", "Je ne sais pas, ou un autre employeur"),)


def capital(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


class WhoForm(Form):
    """The group: a button each, so that one answer is one gesture."""

    missing: ClassVar = {"group": "Indiquez qui demande."}
    group = forms.ChoiceField(
        label="Qui demande ?", choices=[(each.code, each.label) for each in GROUPS]
    )


class RequesterForm(Form):
    """The precise requester: a button each."""

    missing: ClassVar = {"requester": "Indiquez plus précisément qui demande."}
    requester = forms.ChoiceField(label="Plus précisément ?")

    def __init__(self, *args: Any, base: RuleBase, group: Group | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["requester"])
        choice.choices = requesters(base, group) if group else []


class HowForm(Form):
    """The channel and the days. Only the day of reception counts: a letter may have no date."""

    missing: ClassVar = {
        "channel": "Dites comment la demande est arrivée.",
        "received_on": "Indiquez le jour où la demande est arrivée : c’est lui qui compte, même si"
        " la lettre n’est pas datée.",
    }
    channel = forms.ChoiceField(
        label="Comment la demande est-elle arrivée ?",
        choices=[(code, capital(label)) for code, label in vocabulary().channels.items()],
        widget=forms.RadioSelect,
    )
    received_on = FrenchDateField(
        label="Reçue le",
        help_text="Hier, aujourd’hui, ou par exemple 3 02 2026. C’est cette date qui compte,"
        " même si la lettre n’est pas datée.",
        latest=timezone.localdate,
    )
    deadline_claimed_on = FrenchDateField(
        label="Réponse exigée pour le",
        help_text=f"{_EXAMPLE} Laissez vide si rien n’est indiqué.",
        required=False,
    )
    several = forms.MultipleChoiceField(
        label="Dans la même lettre",
        choices=[
            (SEVERAL_REQUESTERS, "Plusieurs demandeurs écrivent ensemble"),
            (SEVERAL_PERSONS, "Il est question de plusieurs personnes"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class WhatForm(Form):
    """What is asked: items to tick, relevant first, and the letter's own words."""

    asked = forms.MultipleChoiceField(
        label="Cochez tout ce qui est demandé",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asked_free = PlainTextField(
        label="Autre chose, avec les mots de la lettre",
        help_text="Ce qui n’est dans aucune liste est gardé, et une personne décide."
        " N’écrivez aucun nom.",
        required=False,
        rows=2,
        max_length=5_000,
    )

    def __init__(self, *args: Any, rule: Rule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ranked = relevance.items_for(rule)
        _offer(self.fields["asked"], (*self.ranked.first, *self.ranked.others), vocabulary().items)

    def clean(self) -> dict[str, Any]:
        """Something is asked."""
        told = super().clean() or {}
        if not self.errors and not told.get("asked") and not told.get("asked_free"):
            self.add_error(
                "asked",
                "Cochez au moins un élément, ou écrivez ce qui est demandé avec les mots de la"
                " lettre.",
            )
        return told

    @property
    def first_items(self) -> list[BoundWidget]:
        """The boxes to show at once."""
        return list(self["asked"])[: len(self.ranked.first)]

    @property
    def other_items(self) -> list[BoundWidget]:
        """The boxes one click away."""
        return list(self["asked"])[len(self.ranked.first) :]

    @property
    def opens_others(self) -> bool:
        """Whether one of the hidden boxes is ticked: it must be seen."""
        return any(each.data["selected"] for each in self.other_items)


class ShownForm(Form):
    """What was shown, and what the letter only mentions: a mention opens nothing."""

    def __init__(
        self, *args: Any, base: RuleBase, rule: Rule | None, channel: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ranked = relevance.evidence_for(base, rule, channel)
        for code in (*self.ranked.first, *self.ranked.others):
            self.fields[EVIDENCE_PREFIX + code] = _proof(code, is_written=channel in _WRITTEN)

    def coded(self, answer: str) -> tuple[str, ...]:
        """The codes of the proofs answered that way, once valid."""
        return tuple(
            name.removeprefix(EVIDENCE_PREFIX)
            for name in self.fields
            if self.cleaned_data.get(name) == answer
        )

    @property
    def first_proofs(self) -> list[forms.BoundField]:
        """Those that this rule may demand."""
        return [self[EVIDENCE_PREFIX + code] for code in self.ranked.first]

    @property
    def other_proofs(self) -> list[forms.BoundField]:
        """All the others."""
        return [self[EVIDENCE_PREFIX + code] for code in self.ranked.others]

    @property
    def opens_others(self) -> bool:
        """Whether one of the hidden proofs is answered: it must be seen."""
        return any(bound.value() for bound in self.other_proofs)


class AgreementForm(Form):
    """What the person agreed to, item by item."""

    agreed = forms.MultipleChoiceField(
        label="La personne est d’accord pour donner",
        help_text="Ne cochez que ce que l’accord ou le mandat nomme.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, items: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["agreed"], items, vocabulary().items)


class SituationForm(Form):
    """Facts that change the answer, and the employer where a text depends on it."""

    facts = forms.MultipleChoiceField(
        label="Ce qui est certain",
        help_text="Rien de ce que vous cochez ici n’est dit au demandeur.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    employer = forms.ChoiceField(
        label="Votre employeur",
        choices=[(code, capital(label)) for code, label in vocabulary().employers.items()]
        + list(_EMPLOYERS),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, facts: Iterable[str], asks_employer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["facts"], facts, vocabulary().facts)
        if not tuple(facts):
            del self.fields["facts"]
        if not asks_employer:
            del self.fields["employer"]


def _offer(field: forms.Field, codes: Iterable[str], labels: dict[str, str]) -> None:
    choice = cast(forms.ChoiceField, field)
    choice.choices = [(code, capital(labels[code])) for code in codes]


def _proof(code: str, *, is_written: bool) -> forms.ChoiceField:
    """A question with three answers: shown, mentioned, nothing."""
    return forms.ChoiceField(
        label=capital(vocabulary().evidence[code]),
        choices=[
            (SHOWN, "Montré"),
            (MENTIONED, "Annoncé seulement"),
            (ABSENT, "Rien"),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=SHOWN if is_written and code == "ecrit" else ABSENT,
    )
