"""The steps of a description, carried from page to page by the form itself.

    journey = Journey(request.POST, base)
    journey.screen()        the step to show, after « Continuer », « Revenir », « Modifier »
    journey.description()   what was described, once every step is answered

Nothing is kept between two pages: what other steps know is in hidden fields (`carried`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import QueryDict

from entrenous.law import Rule, RuleBase, vocabulary
from entrenous.web.asking import forms, relevance
from entrenous.web.asking.forms import EVIDENCE_PREFIX, MENTIONED, SHOWN
from entrenous.web.asking.groups import group_named
from entrenous.web.common.forms import Form

WHO, REQUESTER, HOW, WHAT = "who", "requester", "how", "what"
PROOFS, AGREEMENT, SITUATION = "proofs", "agreement", "situation"
CHECK, ANSWER = "check", "answer"
STEPS: Final = (WHO, REQUESTER, HOW, WHAT, PROOFS, AGREEMENT, SITUATION)

#: Hidden names: the step shown, those answered; and the button pressed.
STEP, DONE, GO = "step", "done", "go"
BACK, EDIT, AGAIN = "back", "edit-", "again-"
#: What a new requester makes necessary to see again.
_AFTER_REQUESTER: Final = frozenset({WHAT, PROOFS, AGREEMENT, SITUATION})
#: What the same letter keeps when it is described again.
_OF_THE_LETTER: Final = frozenset(
    {"channel", "received_on", "deadline_claimed_on", "several", "asked", "asked_free"}
)
_CONSENT: Final = ("accord_signe", "mandat_personne")
_OF_THE_PERSON: Final = frozenset({"facts", "agreed", *(EVIDENCE_PREFIX + c for c in _CONSENT)})
_FIELDS: Final = {
    WHO: ("group",),
    REQUESTER: ("requester",),
    HOW: ("channel", "received_on", "deadline_claimed_on", "several"),
    WHAT: ("asked", "asked_free"),
    AGREEMENT: ("agreed",),
    SITUATION: ("facts", "employer"),
}


@dataclass(frozen=True)
class Description:
    """One request of one third party about one person; codes of the vocabulary."""

    requester: str
    channel: str
    received_on: date
    asked: tuple[str, ...] = ()
    asked_free: str = ""
    evidence: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    employer: str = ""
    deadline_claimed_on: date | None = None
    several: tuple[str, ...] = ()


@dataclass(frozen=True)
class Screen:
    """The page to show: its step, its form (None for « Vérifier » and the answer), its number."""

    step: str
    form: Form | None
    carried: tuple[tuple[str, str], ...]
    number: int
    total: int


class Journey:
    """What was sent so far. `employer` is asked when unknown; so is an agreement, if wanted."""

    def __init__(
        self,
        data: QueryDict | Mapping[str, Sequence[str]],
        base: RuleBase,
        *,
        employer: str | None = None,
        asks_agreement: bool = True,
    ) -> None:
        self.base = base
        self.employer = employer
        self.asks_agreement = asks_agreement
        lists = data.lists() if isinstance(data, QueryDict) else data.items()
        self.data = {name: [str(each) for each in values] for name, values in lists}

    # --- where we are ----------------------------------------------------------------------
    @property
    def rule(self) -> Rule | None:
        """The rule of the requester, None for someone unknown."""
        found = self.base.rules.get(self._one("requester"))
        return found if found and found.kind == "requester" else None

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this description; two depend on the answers before them."""
        return tuple(step for step in STEPS if self._applies(step))

    @property
    def first_unanswered(self) -> str | None:
        """The first step not answered, or no longer valid; None when all is said."""
        done = self._done()
        return next((s for s in self.steps if s not in done or not self.bound(s).is_valid()), None)

    def screen(self) -> Screen:
        """What to show for what was sent. A step refused is shown again, as it was typed."""
        step, go = self._one(STEP), self._one(GO)
        if go.startswith(AGAIN):
            return self._again(go.removeprefix(AGAIN))
        if step not in STEPS:
            return self._go_to(go) or self.show(self.first_unanswered or CHECK)
        if go == BACK:
            return self.show(self._before(step))
        form = self.bound(step)
        if not form.is_valid():
            return self._screen(step, form)
        self._answer(step)
        return self.show(self.first_unanswered or CHECK)

    def show(self, step: str) -> Screen:
        """A step as it stands, without errors; « Vérifier » or the answer."""
        return self._screen(step, None if step in (CHECK, ANSWER) else self._unbound(step))

    # --- forms -------------------------------------------------------------------------------
    def bound(self, step: str) -> Form:
        """The form of a step with what was sent."""
        sent = QueryDict(mutable=True)
        for name, values in self.data.items():
            sent.setlist(name, list(values))
        return self._make(step, {"data": sent})

    def carried(self, step: str) -> tuple[tuple[str, str], ...]:
        """The hidden fields of the page of a step: all that the other steps know."""
        here = {name for name in self.data if _step_of(name) == step}
        return tuple(
            (name, value)
            for name, values in self.data.items()
            if (name == DONE or _step_of(name)) and name not in here
            for value in values
        )

    def description(self) -> Description:
        """What was described; ValueError while a step is unanswered."""
        if self.first_unanswered:
            raise ValueError("a step is not answered")
        told: dict[str, Any] = {}
        for step in self.steps:
            told |= self._read(step)
        told["employer"] = self.employer or told.get("employer", "")
        return Description(**told)

    def _read(self, step: str) -> dict[str, Any]:
        form = self.bound(step)
        form.is_valid()
        if isinstance(form, forms.ShownForm):
            return {"evidence": form.coded(SHOWN), "mentioned": form.coded(MENTIONED)}
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in form.cleaned_data.items()
            if name != "group"
        }

    def _unbound(self, step: str) -> Form:
        initial: dict[str, object] = {}
        if self._was_shown(step):
            sent = self.bound(step)
            initial = {name: sent[name].data for name in sent.fields}
        return self._make(step, {"initial": initial})

    def _make(self, step: str, given: dict[str, Any]) -> Form:
        rule, asked = self.rule, self.data.get("asked", [])
        makers: dict[str, Callable[[], Form]] = {
            WHO: lambda: forms.WhoForm(**given),
            REQUESTER: lambda: forms.RequesterForm(
                base=self.base, group=group_named(self._one("group")), **given
            ),
            HOW: lambda: forms.HowForm(**given),
            WHAT: lambda: forms.WhatForm(rule=rule, **given),
            PROOFS: lambda: forms.ShownForm(
                base=self.base, rule=rule, channel=self._one("channel"), **given
            ),
            AGREEMENT: lambda: forms.AgreementForm(
                items=relevance.agreement_for(rule, asked), **given
            ),
            SITUATION: lambda: forms.SituationForm(
                facts=relevance.facts_for(rule, asked),
                asks_employer=self._asks_employer,
                **given,
            ),
        }
        return makers[step]()

    # --- moves -------------------------------------------------------------------------------
    def _screen(self, step: str, form: Form | None) -> Screen:
        pages = (*self.steps, CHECK)
        number = pages.index(step) + 1 if step in pages else len(pages)
        return Screen(step, form, self.carried(step), number, len(pages))

    def _go_to(self, go: str) -> Screen | None:
        """« Modifier » on the page that checks, or « voir la réponse »."""
        wanted = go.removeprefix(EDIT)
        if go.startswith(EDIT) and wanted in self.steps:
            return self.show(wanted)
        if go == ANSWER and not self.first_unanswered:
            return self.show(ANSWER)
        return None

    def _before(self, step: str) -> str:
        steps = self.steps
        return steps[max(steps.index(step) - 1, 0)] if step in steps else WHO

    def _answer(self, step: str) -> None:
        """Note that a step is answered; another requester is asked other things."""
        done = self._done() | {step}
        if step in (WHO, REQUESTER):
            done -= _AFTER_REQUESTER
        if step == WHO:
            done -= {REQUESTER}
        self.data[DONE] = [each for each in STEPS if each in done]

    def _again(self, other: str) -> Screen:
        """The same letter, described for another requester or another person."""
        same_requester = other == forms.SEVERAL_PERSONS
        kept = frozenset(self.data) - _OF_THE_PERSON if same_requester else _OF_THE_LETTER
        done = self._done() - {PROOFS, AGREEMENT, SITUATION} if same_requester else {HOW}
        self.data = {name: self.data[name] for name in self.data if name in kept}
        self.data[DONE] = [each for each in STEPS if each in done]
        return self.show(self.first_unanswered or CHECK)

    # --- what was sent -----------------------------------------------------------------------
    def _applies(self, step: str) -> bool:
        asked = self.data.get("asked", [])
        if step == AGREEMENT:
            shown = {self._one(EVIDENCE_PREFIX + each) for each in _CONSENT}
            opened = relevance.agreement_for(self.rule, asked)
            return self.asks_agreement and SHOWN in shown and bool(opened)
        if step == SITUATION:
            return bool(relevance.facts_for(self.rule, asked)) or self._asks_employer
        return True

    @property
    def _asks_employer(self) -> bool:
        return self.employer is None and relevance.depends_on_employer(self.rule)

    def _done(self) -> frozenset[str]:
        return frozenset(self.data.get(DONE, []))

    def _was_shown(self, step: str) -> bool:
        return any(_step_of(name) == step for name in self.data)

    def _one(self, name: str) -> str:
        values = self.data.get(name)
        return values[-1] if values else ""


def _step_of(name: str) -> str:
    """The step that asks for a field, empty for what no step asks."""
    if name.startswith(EVIDENCE_PREFIX):
        return PROOFS if name.removeprefix(EVIDENCE_PREFIX) in vocabulary().evidence else ""
    return next((step for step, names in _FIELDS.items() if name in names), "")
