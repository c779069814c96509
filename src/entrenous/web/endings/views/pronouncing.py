"""Not to wait, to pronounce the end, to give it up: each a human act."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import closing
from entrenous.dossiers.models import DueDate
from entrenous.endings import actions
from entrenous.endings.errors import NoAccompagnement
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.acts import ConfirmForm
from entrenous.web.endings import words
from entrenous.web.endings.forms import PronounceForm, ShortenForm
from entrenous.web.endings.views.shared import METHODS, EndingPage, carried, open_ending, typed


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def shorten(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note that she agrees not to wait for the end of the period."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal()) is not None:
        return refusal
    data, initial = typed(request)
    form = ShortenForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        actions.shorten(request.keyring, ending.page.dossier, on=form.cleaned_data["on"])

    return carried(ending, words.SHORTEN, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def pronounce(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """End the accompagnement, once nothing is missing. Two at once: the second is told."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal()) is not None:
        return refusal
    data, initial = typed(request)
    form = PronounceForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        actions.pronounce(request.keyring, ending.page.dossier, on=form.cleaned_data["on"])

    try:
        return carried(ending, words.PRONOUNCE, form, do, awaited=_awaited(ending))
    except closing.AlreadyEnded:
        return ending.already(NoAccompagnement)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def give_up(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Give up what was proposed: the accompagnement goes on."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal()) is not None:
        return refusal
    data, initial = typed(request)
    form = ConfirmForm(data, initial=initial)

    def do() -> None:
        actions.give_up(request.keyring, ending.page.dossier, on=timezone.localdate())

    return carried(ending, words.GIVE_UP, form, do)


def _awaited(ending: EndingPage) -> list[date]:
    """The days that procedures still await: nobody will be told of them once this has ended."""
    awaited = DueDate.objects.awaited(timezone.localdate()).filter(dossier=ending.page.dossier)
    ahead = awaited.filter(kind=DueDate.Kind.PROCEDURE).order_by("due_on")
    return list(ahead.values_list("due_on", flat=True).distinct())
