"""Propose an ending, correct the proposal."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers.contents import ThreadEntry
from entrenous.endings import actions
from entrenous.endings.errors import NotProposed
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.endings import words
from entrenous.web.endings.forms import ProposeForm
from entrenous.web.endings.views.shared import METHODS, EndingPage, carried, open_ending, typed
from entrenous.web.endings.views.telling import meanwhile

_MOST_ENTRIES = 15


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def propose(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The person or the référente proposes that it ends."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal(proposed=False)) is not None:
        return refusal
    data, initial = _typed(request)
    form = ProposeForm(
        data, initial=initial or {"on": timezone.localdate()}, entries=_entries(ending)
    )

    def do() -> None:
        said, once = form.proposal(), form.cleaned_data["once"]
        actions.propose(request.keyring, ending.page.dossier, said, record=once)

    return carried(ending, words.PROPOSE, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def change(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Correct who proposes, since when, how it is named."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal()) is not None or ending.known is None:
        return refusal or ending.already(NotProposed)
    data, initial = _typed(request)
    shown = _initial(ending) | initial
    told = ending.known.said.told
    form = ProposeForm(data, initial=shown, entries=_entries(ending), told=told)

    def do() -> None:
        based_on = form.cleaned_data["version"] or 0
        said = form.proposal()
        actions.change_proposal(request.keyring, ending.page.dossier, said, based_on=based_on)

    try:
        return carried(ending, words.CHANGE, form, do)
    except EditedMeanwhile:
        return meanwhile(ending, words.CHANGE, form)


def _typed(request: AgentRequest) -> tuple[QueryDict | None, dict[str, Any]]:
    """As for every act; each attempt ticked comes back, not only the last."""
    data, initial = typed(request)
    if initial:
        initial["attempts"] = request.POST.getlist("attempts")
    return data, initial


def _entries(ending: EndingPage) -> list[OpenRecord[ThreadEntry]]:
    """What the thread of this accompagnement says was tried, the latest first."""
    assert ending.stretch is not None  # noqa: S101 - both pages refused it before
    entries = ending.page.reading.of(ThreadEntry)
    return actions.candidates(entries, ending.stretch.opened_on)[:_MOST_ENTRIES]


def _initial(ending: EndingPage) -> dict[str, Any]:
    known = ending.known
    assert known is not None  # noqa: S101 - refused before
    return {
        "asked_by": known.said.proposed_by.value,
        "on": known.said.proposed_on,
        "reason": known.reason.value if known.reason else "",
        "attempts": [a.entry for a in known.attempts],
        "version": known.record.version,
    }
