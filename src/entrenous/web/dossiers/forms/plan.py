"""The plan made together: an objective, an action, the rhythm, the joint review."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone

from entrenous.dossiers.codes import ActionState, Doer, Rhythm
from entrenous.dossiers.contents import Objective, PlanAction, PlanFrame, PlanReview
from entrenous.dossiers.dates import refused_day, refused_due_day
from entrenous.keyring.records import OpenRecord
from entrenous.plans.actions import ActionNews
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.dossiers.forms.once import OnceForm

_WORDS_CHARS = 300
_STATES = [(state.value, state.label) for state in ActionState]


class ObjectiveForm(OnceForm):
    """An objective in the person's words."""

    missing: ClassVar = {"words": "Écrivez ce que la personne veut, avec ses mots."}

    words = PlainLineField(
        label="Ce que la personne veut, avec ses mots",
        max_length=_WORDS_CHARS,
        help_text="Par exemple : « Je veux payer l’énergie sans m’endetter. »",
    )
    is_ended = forms.BooleanField(
        label="Cet objectif n’est plus à l’ordre du jour",
        required=False,
        help_text="Il reste lisible au bas du plan, avec ses actions.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, known: OpenRecord[Objective]) -> dict[str, Any]:
        content = known.content
        return {"words": content.words, "is_ended": content.is_ended, "version": known.version}


class ActionForm(OnceForm):
    """Who does what, by when, where it stands."""

    missing: ClassVar = {
        "what": "Écrivez ce qu’il y a à faire.",
        "doer": "Dites qui le fait.",
    }

    what = PlainLineField(label="Quoi", max_length=_WORDS_CHARS)
    doer = forms.ChoiceField(label="Qui le fait", choices=Doer.choices(), widget=forms.RadioSelect)
    partner = PlainLineField(
        label="Quel partenaire", required=False, help_text="Si c’est un partenaire qui le fait."
    )
    due_on = FrenchDateField(
        label="Pour quand", required=False, help_text="Par exemple 27 11 2026. Laissez vide sinon."
    )
    help_needed = PlainLineField(
        label="Ce qui aiderait",
        required=False,
        help_text="Un papier à réunir, quelqu’un qui accompagne, un ordinateur…",
    )
    state = forms.ChoiceField(label="Où cela en est", choices=_STATES, initial=ActionState.TO_DO)
    note = PlainLineField(
        label="Ce qui a changé",
        required=False,
        max_length=_WORDS_CHARS,
        help_text="Pourquoi c’est reporté ou abandonné, sans reproche.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_due_on(self) -> date | None:
        return _checked_due(self.cleaned_data["due_on"])

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("doer") == Doer.PARTNER and not data.get("partner"):
            self.add_error("partner", "Dites quel partenaire s’en charge.")

    def action(self, objective: UUID) -> PlanAction:
        """What was typed, as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        doer = Doer(data["doer"])
        return PlanAction(
            objective=str(objective),
            what=data["what"],
            doer=doer,
            partner=data["partner"] if doer is Doer.PARTNER else "",
            help_needed=data["help_needed"],
            due_on=data["due_on"],
            state=ActionState(data["state"]),
            note=data["note"],
        )

    @classmethod
    def initial_of(cls, known: OpenRecord[PlanAction]) -> dict[str, Any]:
        content = known.content
        return {
            "what": content.what,
            "doer": content.doer.value,
            "partner": content.partner,
            "due_on": content.due_on,
            "help_needed": content.help_needed,
            "state": content.state.value,
            "note": content.note,
            "version": known.version,
        }


class FrameForm(OnceForm):
    """The rhythm and the next review."""

    rhythm = forms.ChoiceField(
        label="À quel rythme se voir",
        required=False,
        choices=[*Rhythm.choices(), ("", "pas encore décidé")],
        widget=forms.RadioSelect,
    )
    next_review_on = FrenchDateField(
        label="Prochain bilan ensemble", required=False, help_text="Par exemple 27 11 2026."
    )
    agreed_on = FrenchDateField(
        label="Plan décidé ensemble le",
        required=False,
        help_text="Laissez vide tant que la personne n’a pas dit oui. Aucun contrat n’est demandé.",
    )

    def clean_next_review_on(self) -> date | None:
        return _checked_due(self.cleaned_data["next_review_on"])

    def clean_agreed_on(self) -> date | None:
        return _checked_day(self.cleaned_data["agreed_on"])

    @property
    def rhythm_chosen(self) -> Rhythm | None:
        """The rhythm, when one was chosen. Call it on a valid form."""
        code = self.cleaned_data["rhythm"]
        return Rhythm(code) if code else None

    @classmethod
    def initial_of(cls, known: PlanFrame) -> dict[str, Any]:
        return {
            "rhythm": known.rhythm.value if known.rhythm else "",
            "next_review_on": known.next_review_on,
            "agreed_on": known.agreed_on,
        }


class ReviewRow(NamedTuple):
    """One action on the page of a review, with its fields."""

    action: OpenRecord[PlanAction]
    state: BoundField
    due_on: BoundField
    note: BoundField
    seen: BoundField


class ReviewForm(OnceForm):
    """Done, remaining, changed; and the new state of each action, all on one page."""

    missing: ClassVar = {"on": "Indiquez le jour du bilan."}

    on = FrenchDateField(label="Jour du bilan", help_text="Par exemple 27 11 2026")
    done = PlainTextField(label="Ce qui est fait", required=False, rows=3)
    remaining = PlainTextField(label="Ce qui reste", required=False, rows=3)
    changed = PlainTextField(label="Ce qui change", required=False, rows=3)
    person_words = PlainTextField(label="Ce que la personne en dit", required=False, rows=3)
    next_review_on = FrenchDateField(
        label="Prochain bilan ensemble",
        required=False,
        help_text="Laissez vide si aucun n’est prévu.",
    )

    def __init__(
        self, *args: Any, actions: Sequence[OpenRecord[PlanAction]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actions = actions
        for number, action in enumerate(actions, 1):
            self._add(number, action)

    def clean_on(self) -> date | None:
        return _checked_day(self.cleaned_data["on"])

    def clean_next_review_on(self) -> date | None:
        return _checked_due(self.cleaned_data["next_review_on"])

    def clean(self) -> None:
        for action in self.actions:
            name = f"due_{action.id.hex}"
            due_on = self.cleaned_data.get(name)
            refused = refused_due_day(due_on, today=timezone.localdate()) if due_on else ""
            if refused:
                self.add_error(name, refused)

    @property
    def rows(self) -> list[ReviewRow]:
        """Each action with its fields, in the order of the plan."""
        return [
            ReviewRow(a, *(self[f"{n}_{a.id.hex}"] for n in ("state", "due", "note", "seen")))
            for a in self.actions
        ]

    def review(self) -> PlanReview:
        """What was typed, as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return PlanReview(
            on=data["on"],
            done=data["done"],
            remaining=data["remaining"],
            changed=data["changed"],
            person_words=data["person_words"],
        )

    def news(self) -> dict[UUID, ActionNews]:
        """The new state of each action that the page showed."""
        return {action: news for action, news, _ in self._said()}

    def seen(self) -> dict[UUID, int]:
        """The version of each action that was on the page."""
        return {action: seen for action, _, seen in self._said() if seen}

    def _said(self) -> Iterator[tuple[UUID, ActionNews, int | None]]:
        for action in self.actions:
            key, data = action.id.hex, self.cleaned_data
            if data[f"state_{key}"]:
                news = ActionNews(
                    ActionState(data[f"state_{key}"]), data[f"note_{key}"], data[f"due_{key}"]
                )
                yield action.id, news, data[f"seen_{key}"]

    def _add(self, number: int, action: OpenRecord[PlanAction]) -> None:
        key, content = action.id.hex, action.content
        self.fields[f"state_{key}"] = forms.ChoiceField(
            label=f"Où en est l’action {number}",
            choices=_STATES,
            required=False,
            initial=content.state.value,
        )
        self.fields[f"due_{key}"] = FrenchDateField(
            label=f"Pour quand, action {number}", required=False, initial=content.due_on
        )
        self.fields[f"note_{key}"] = PlainLineField(
            label=f"Ce qui a changé, action {number}",
            required=False,
            initial=content.note,
            max_length=_WORDS_CHARS,
        )
        self.fields[f"seen_{key}"] = forms.IntegerField(
            required=False, initial=action.version, widget=forms.HiddenInput
        )


def _checked_day(on: date | None) -> date | None:
    refused = refused_day(on, today=timezone.localdate()) if on else ""
    if refused:
        raise ValidationError(refused)
    return on


def _checked_due(on: date | None) -> date | None:
    refused = refused_due_day(on, today=timezone.localdate()) if on else ""
    if refused:
        raise ValidationError(refused)
    return on
