"""Which texts the program asks for, which were typed with a canary, and which were taken.

A text is any field but those known to hold something else: a new kind of field is a text until it
is thought about. Fields that a form adds to itself count once a page has shown them.
"""

import re
from collections.abc import Set
from typing import Any

import pytest
from django import forms
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from entrenous.web.common.fields import FrenchDateField, FrenchTimeField
from entrenous.web.common.forms import Form

PAGES, EVERYWHERE = "entrenous.web.", "tests.proof.test_canaries"
# Texts that another test types, and answers for, with a watch of its own.
ELSEWHERE = {
    "entrenous.web.protect.": "tests.proof.test_public_wizard",
    "entrenous.web.slips.": "tests.proof.test_slips",
}
# An amount nobody has by chance.
FIGURE = "91 827,36"
# Neither words nor amounts: choices among what is offered, yes or no, days, numbers, ids.
_NOT_TEXTS = (
    forms.ChoiceField, forms.BooleanField, forms.UUIDField, forms.IntegerField, FrenchDateField,
    FrenchTimeField,
)  # fmt: skip
# Kinds of fields that read something else than words, and what they are given, one after the other.
_READS: dict[str, tuple[str, ...]] = {
    "AmountField": (FIGURE, "12,34"),
    "BirthYearField": ("1991",),
    "BirthsField": ("10 02 2016",),
    "CommuneField": ("94028",),
    "FrenchDateField": ("aujourd’hui", "10 02 2026", "demain", "10 02 1991"),
    "FrenchTimeField": ("9 h", "14 h 30"),
    "IntegerField": ("5", "30", "1991"),
    "MinutesField": ("45",),
    "MonthField": ("10 2026",),
    "MonthsField": (f"09 2026 : {FIGURE}",),
}
_AGAIN = " bis"
_PART = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")


def is_text(made: forms.Field) -> bool:
    """Whether someone writes in a field, or names a file."""
    return not isinstance(made, _NOT_TEXTS) and not isinstance(made.widget, forms.HiddenInput)


def texts_asked() -> set[str]:
    """Every text of every form that is written in its class: module.Class.field."""
    return {
        f"{cls.__module__}.{cls.__name__}.{name}"
        for cls in _subclasses(Form)
        for name, made in cls.base_fields.items()
        if cls.__module__.startswith(PAGES) and is_text(made)
    }


def typed_by(name: str) -> str:
    """The test that must type in a text."""
    return next((test for area, test in ELSEWHERE.items() if name.startswith(area)), EVERYWHERE)


class Watch:
    """While it is on: the texts shown, those typed with a canary, those that were taken.

    taken  its form was valid and its answer no refusal; with the canary, when it reads words
    """

    def __init__(self, *stems: str) -> None:
        self.stems = stems
        self.shown: set[str] = set()
        self.typed: set[str] = set()
        self.taken: set[str] = set()
        self.learnt: dict[str, str] = {}
        self._made: list[Form] = []
        self._last: list[Form] = []

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Look at each form as it is made, and at what became of it once the answer is known."""
        make, answer = Form.__init__, BaseHandler.get_response

        def making(form: Form, *args: Any, **kwargs: Any) -> None:
            self._made.append(form)
            make(form, *args, **kwargs)

        def answering(handler: BaseHandler, request: WSGIRequest) -> Any:
            self._made.clear()
            response = answer(handler, request)
            self._look(accepted=response.status_code < 400)
            return response

        patch.setattr(Form, "__init__", making)
        patch.setattr(BaseHandler, "get_response", answering)

    def _look(self, *, accepted: bool) -> None:
        self._last = self._made.copy()
        for form in self._last:
            for name, made in form.fields.items():
                if is_text(made):
                    self._note(form, name, made, accepted=accepted)

    def _note(self, form: Form, name: str, made: forms.Field, *, accepted: bool) -> None:
        names = set(_names(form, name))
        self.shown |= names
        if not form.is_bound:
            return
        has_canary = any(stem in str(_sent(form, name)) for stem in self.stems)
        if has_canary:
            self.typed |= names
        kept = None if _errors(form) is None or _errors(form) else form.cleaned_data.get(name)
        if accepted and kept not in (None, "", ()) and (has_canary or _meant(made)):
            self.taken |= names

    def unproven(self, test: str, refusing: Set[str] = frozenset()) -> list[str]:
        """What is wrong with the texts a test types: never typed, never taken, wrongly excused.

        refusing  those that no words pass: they must have been typed, refused, and still exist
        """
        asked = {n for n in texts_asked() | self.shown if typed_by(n) == test}
        wrong = {f"{n}: no canary was typed in it" for n in asked - self.typed}
        wrong |= {
            f"{n}: typed, never in a form that was taken"
            for n in (asked & self.typed) - self.taken - refusing
        }
        wrong |= {f"{n}: said to refuse words, it took them" for n in refusing & self.taken}
        wrong |= {f"{n}: said to refuse words, no form asks for it" for n in refusing - asked}
        return sorted(wrong)

    def corrected(self, data: dict[str, Any]) -> dict[str, Any]:
        """What was sent, each field that the last page refuses said another way."""
        better = dict(data)
        for form in self._last:
            for name in set(_errors(form) or ()) & set(form.fields):
                html, made = form.add_prefix(name), form.fields[name]
                better[html] = _other(made, data.get(html))
                if _meant(made):
                    self.learnt[html] = better[html]
        return {name: value for name, value in better.items() if value is not None}


def _errors(form: Form) -> dict[str, Any] | None:
    """None: nobody asked whether it is valid, and this must not."""
    found: dict[str, Any] | None = vars(form).get("_errors")
    return found


def _sent(form: Form, name: str) -> object:
    sent = form.files.get(form.add_prefix(name)) or form.data.get(form.add_prefix(name), "")
    return getattr(sent, "name", sent)


def _names(form: Form, name: str) -> list[str]:
    """As `texts_asked` writes it, for the class and its parents; added fields without their id."""
    owners = [c for c in type(form).__mro__ if name in getattr(c, "base_fields", {})]
    kept = name if owners else _PART.sub("N", name)
    return [f"{cls.__module__}.{cls.__name__}.{kept}" for cls in owners or [type(form)]]


def _meant(made: forms.Field) -> tuple[str, ...]:
    """What to give a field that does not read words; nothing for one that does."""
    return next((_READS[c.__name__] for c in type(made).__mro__ if c.__name__ in _READS), ())


def _other(made: forms.Field, sent: Any) -> Any:
    """Another answer for a field that refused one; the same when there is no other."""
    if isinstance(made, forms.ChoiceField):
        offered = [str(value) for value, _ in _flat(made.choices) if value != ""]
        return _next(offered, sent[0] if isinstance(sent, list) and sent else sent)
    if isinstance(made, forms.BooleanField):
        return "on"
    if meant := _meant(made):
        return _next([*meant], sent)
    most = getattr(made, "max_length", None) or 10_000
    if len(str(sent)) > most:
        return str(sent)[:most]
    # Taken by someone else: a name, an identifier.
    is_other = len(f"{sent}{_AGAIN}") <= most and not str(sent).endswith(_AGAIN)
    return f"{sent}{_AGAIN}" if is_other else sent


def _next(offered: list[str], sent: Any) -> Any:
    at = offered.index(sent) + 1 if sent in offered else 0
    return offered[at % len(offered)] if offered else sent


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices, groups opened."""
    found: list[tuple[Any, Any]] = []
    for value, label in choices:
        found += _flat(label) if isinstance(label, list | tuple) else [(value, label)]
    return found


def _subclasses(cls: type[Any]) -> set[type[Any]]:
    return {cls} | {s for sub in cls.__subclasses__() for s in _subclasses(sub)}
