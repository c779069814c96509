"""Note what is done, answer the person, then tell the agent: in that order, nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.complaints import actions
from entrenous.complaints.errors import AlreadyAnswered
from entrenous.complaints.queries import OpenComplaint
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.complaints.forms import AnswerForm, ConstatForm, NoteForm, TellForm
from entrenous.web.complaints.views.shared import METHODS, agents_met, context_of, open_one
from entrenous.web.complaints.words import ANSWERING
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.views.acts.flow import typed
from entrenous.web.dossiers.views.refusals import is_done

_ALREADY = "Cette réclamation a déjà sa réponse : rien n’a changé."
_NOT_YET = "La personne reçoit d’abord sa réponse ; l’agent concerné est informé ensuite."


@dataclass(frozen=True)
class Words:
    """What the page of an act says."""

    title: str
    button: str
    icon: str
    done: str
    advice_title: str
    advice: str
    after: tuple[str, ...] = ()


_NOTE = Words(
    "Noter ce qui est fait", "Noter", "pencil", "C’est noté.",
    "Pendant ce temps",
    "Le délai court jusqu’à la réponse. Rappelez la personne comme elle l’a demandé.",
)  # fmt: skip
_ANSWER = Words(
    "Répondre à la personne", "Enregistrer la réponse", "check",
    "La réponse est enregistrée. Donnez-la à la personne, puis informez l’agent concerné.",
    "Changer est une réponse ordinaire",
    "Demander quelqu’un d’autre n’est pas un reproche. Un refus se motive, dans des mots que la "
    "personne peut relire.",
    (
        "Le délai s’arrête à ce jour. La réponse ne se modifie plus.",
        "La lettre est prête à imprimer ; le logiciel n’envoie rien.",
        "L’agent concerné n’en sait rien tant que vous ne l’avez pas informé.",
    ),
)  # fmt: skip
_TELL = Words(
    "Informer l’agent concerné", "Informer", "message-square-reply",
    "L’agent concerné lira ces mots dans « Ma journée », et rien d’autre.",
    "Après la personne, jamais avant",
    "Seuls les mots écrits ici lui sont ouverts. Si la référente change, c’est elle qui transmet "
    "le dossier, avec la fiche de passage.",
)  # fmt: skip


@needs(*ANSWERING)
@require_http_methods(METHODS)
def note(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """Keep what was done about it."""
    shown = open_one(request, complaint)
    if shown.answer:
        return _back(request, shown, _ALREADY)
    data, back = typed(request)
    form = NoteForm(data, initial=_today() | back, shown=shown)
    return _act(request, shown, _NOTE, form, lambda: actions.note(
        request.keyring, shown.row, form.step()
    ))  # fmt: skip


@needs(*ANSWERING)
@require_http_methods(METHODS)
def answer(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """Decide and answer: read over, then kept."""
    shown = open_one(request, complaint)
    if shown.answer:
        return _back(request, shown, _ALREADY)
    data, back = typed(request)
    form = AnswerForm(data, initial=_today() | back, shown=shown)
    if form.is_valid() and "do" not in request.POST:
        context = context_of(shown, words=_ANSWER, form=form, lines=form.lines())
        return render(request, "complaints/check.html", context)
    return _act(request, shown, _ANSWER, form, lambda: actions.answer(
        request.keyring, shown.row, form.said()
    ))  # fmt: skip


@needs(*ANSWERING)
@require_http_methods(METHODS)
def tell(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """Tell the agent concerned, once the person has her answer."""
    shown = open_one(request, complaint)
    if not shown.answer or not shown.about:
        return _back(request, shown, _NOT_YET)
    data, back = typed(request)
    workers = [
        pair for pair in agents_met(request, Function.Kind.SOCIAL_WORKER)
        if pair[0] != str(shown.about)
    ]  # fmt: skip
    form = TellForm(data, initial=_today() | back, shown=shown, agents=workers)
    return _act(request, shown, _TELL, form, lambda: actions.tell(
        request.keyring, shown.row, form.told()
    ))  # fmt: skip


@needs(*ANSWERING)
@require_http_methods(METHODS)
def constat(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """What is missing was shown on the page of the complaint; a POST carries the constat out."""
    shown = open_one(request, complaint)
    if request.method == "POST":
        actions.carry_out_constat(request.keyring, shown.row)
        return _back(request, shown, "Le constat est fait. Vous pouvez répondre.")
    return respond(request, "complaints/constat.html", context_of(shown), ConstatForm())


def _act(
    request: AgentRequest, shown: OpenComplaint, words: Words, form: ActForm,
    do: Callable[[], object],
) -> HttpResponse:  # fmt: skip
    if form.is_valid():
        try:
            if is_done(form, do):
                messages.success(request, words.done)
                return redirect("complaints:complaint", shown.row.pk)
        except AlreadyAnswered:
            return _back(request, shown, _ALREADY)
    return respond(request, "complaints/act.html", context_of(shown, words=words), form)


def _back(request: AgentRequest, shown: OpenComplaint, sentence: str) -> HttpResponse:
    """A second click, or a page left open: nothing is done twice."""
    messages.info(request, sentence)
    return redirect("complaints:complaint", shown.row.pk)


def _today() -> dict[str, Any]:
    today: date = timezone.localdate()
    return {"on": today}
