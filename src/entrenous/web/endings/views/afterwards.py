"""After an ending: a questionnaire no longer wanted, taking up again, what was written before."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import closing
from entrenous.dossiers import former as former_texts
from entrenous.endings import afterwards
from entrenous.endings.codes import Later
from entrenous.endings.contents import LaterQuestionnaire
from entrenous.endings.errors import AlreadySaid
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.views.acts.flow import already
from entrenous.web.endings import words
from entrenous.web.endings.forms import DayForm, FormerForm, ReopenForm
from entrenous.web.endings.views.shared import METHODS, carried, open_ending, typed

_CURRENT = "Un accompagnement est déjà en cours : rien n’a changé."
_NEVER = "Ce dossier n’a jamais été repris : rien n’y est replié."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def questionnaire(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Take back her agreement to an anonymous questionnaire."""
    ending = open_ending(request, dossier)
    answers = [q.content for q in ending.page.reading.of(LaterQuestionnaire)]
    if not any(q.answer is Later.YES and q.withdrawn_on is None for q in answers):
        return ending.already(AlreadySaid)
    data, initial = typed(request)
    form = DayForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        on = form.cleaned_data["on"]
        afterwards.withdraw_questionnaire(request.keyring, ending.page.dossier, on=on)

    return carried(ending, words.QUESTIONNAIRE, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def reopen(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Take it up again, with her answer about what was written before."""
    ending = open_ending(request, dossier)
    if ending.stretch is not None:
        return already(ending.page, _CURRENT, "endings:ending")
    data, initial = typed(request)
    form = ReopenForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said = form.cleaned_data
        closing.take_up_again(
            request.keyring,
            ending.page.dossier,
            on=said["on"],
            former_may_be_read=said["consent"] == "yes",
            asked_on=None if said["consent"] == "not_asked" else said["on"],
        )

    try:
        return carried(ending, words.REOPEN, form, do)
    except closing.StillCurrent:
        return already(ending.page, _CURRENT, "endings:ending")


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def former(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note her answer about what was written before; it may change either way."""
    ending = open_ending(request, dossier)
    if former_texts.latest_reopening(ending.page.reading) is None:
        return already(ending.page, _NEVER, "endings:ending")
    data, initial = typed(request)
    form = FormerForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said = form.cleaned_data
        afterwards.answer_former(
            request.keyring, ending.page.dossier, on=said["on"], agrees=said["agrees"] == "yes"
        )

    return carried(ending, words.FORMER, form, do)
