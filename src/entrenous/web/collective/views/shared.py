"""What every page of an action shares: who may read it, the action or 404, the act it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from entrenous.agents.models import Function
from entrenous.collective import queries
from entrenous.collective.errors import AlreadyEnded, LastFacilitator, SessionSettled
from entrenous.collective.models import CollectiveSession
from entrenous.collective.queries import OpenAction
from entrenous.journal.acts import Act
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.forms import Form, respond
from entrenous.web.dossiers.views.refusals import is_done

_WORKER, _DESK = Function.Kind.SOCIAL_WORKER, Function.Kind.RECEPTION
#: Those who animate; the titles and days are also for the leads of the place.
ANIMATORS: Final = (_WORKER, _DESK)
READERS: Final = (*ANIMATORS, Function.Kind.TEAM_LEAD)
METHODS: Final = ["GET", "HEAD", "POST"]
_REFUSED: Final = {
    AlreadyEnded: "Cette action est terminée : rien n’a changé.",
    SessionSettled: "Cette séance a déjà été comptée ou annulée : rien n’a changé.",
    LastFacilitator: "Personne d’autre ne tient cette action : confiez-la d’abord, ou terminez-la.",
}


@dataclass(frozen=True)
class Words:
    """What the page of an act says."""

    title: str
    button: str
    icon: str
    done: str
    advice_title: str
    advice: str
    lead: str = ""
    kind: str = "plein"


def open_one(request: AgentRequest, action: UUID, act: Act = Act.COLLECTIVE_OPENED) -> OpenAction:
    """The action, for its co-animators; KeyNotHeld is a 404."""
    return queries.open_action(request.keyring, action, act)


def session_of(shown: OpenAction, session: UUID) -> CollectiveSession:
    """A session of this action, or 404."""
    found = next((each for each in shown.sessions if each.pk == session), None)
    if found is None:
        raise Http404
    return found


def ask(
    request: AgentRequest, shown: OpenAction, words: Words, form: Form,
    do: Callable[[], object], *, template: str = "collective/ask.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """Ask, do, go back to the action; what the world refuses is said, nothing typed is lost."""
    if form.is_valid():
        try:
            if is_done(form, do):
                messages.success(request, words.done)
                return redirect("collective:action", shown.row.pk)
        except tuple(_REFUSED) as refused:
            return back(request, shown, _REFUSED[type(refused)])
    context = {
        "shown": shown, "row": shown.row, "words": words,
        "back": reverse("collective:action", args=[shown.row.pk]), **more,
    }  # fmt: skip
    return respond(request, template, context, form)


def back(request: AgentRequest, shown: OpenAction, sentence: str) -> HttpResponse:
    """A second click, or a page left open: nothing is done twice."""
    messages.info(request, sentence)
    return redirect("collective:action", shown.row.pk)
