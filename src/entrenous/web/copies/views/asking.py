"""The requests for a copy of one dossier: the list, a new one, what was shown, taken back."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.copies import actions, queries
from entrenous.journal.acts import Act
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.law import LawError
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.copies.forms import AskForm, CorrectForm, WithdrawForm
from entrenous.web.copies.views.shared import METHODS, asked_of, open_copies
from entrenous.web.dossiers.views.acts.flow import ActWords, already, carry, typed
from entrenous.web.dossiers.views.refusals import edited, is_done

_DRAFT = "copies:new"
_ENDED = "Cette demande a déjà été traitée : rien n’a changé."
_WITHDRAW = ActWords(
    "Demande retirée",
    "Qui avait demandé la copie ne la demande plus.",
    "Noter le retrait",
    (
        "La demande n’attend plus de réponse, et ses dates disparaissent.",
        "Ce qui avait été relu reste gardé, sans être remis.",
    ),
    "Le retrait est noté.",
    "Sans motif",
    "Personne n’a à dire pourquoi. Une nouvelle demande peut être faite à tout moment.",
    "undo-2",
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def listing(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Every request about this dossier, the latest first."""
    page = open_copies(request, dossier, act=Act.DOSSIER_OPENED)
    context = page.context(
        requests=queries.requests_of(page.reading, page.dossier), today=timezone.localdate()
    )
    return render(request, "copies/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Keep a request that reached the service."""
    page = open_copies(request, dossier, act=Act.DOSSIER_OPENED)
    if request.method != "POST":
        kept = drafts.restore(request, _DRAFT, dossier)
        initial: dict[str, Any] = {"on": timezone.localdate(), **(kept or {})}
        if isinstance(initial.get("evidence"), str):
            initial["evidence"] = [initial["evidence"]]
        context = page.context(from_draft=bool(kept))
        return respond(request, "copies/ask.html", context, AskForm(initial=initial))
    form = AskForm(request.POST)
    if not form.is_valid():
        return respond(request, "copies/ask.html", page.context(), form)
    said = form.said(str(form.cleaned_data["once"]))
    try:
        done = is_done(form, lambda: actions.ask(request.keyring, page.dossier, said))
    except LawError as refused:
        form.add_error("on", refused.message)
        done = False
    if not done:
        return respond(request, "copies/ask.html", page.context(), form)
    drafts.discard(request.user, _DRAFT, dossier)
    messages.success(request, "La demande est gardée. Le mois est compté depuis son arrivée.")
    return redirect("copies:copy", dossier, said.request)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def correct(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """Say who asks and what was shown, as it is known now."""
    page = open_copies(request, dossier, act=Act.DOSSIER_OPENED)
    asked = asked_of(page, copy)
    if not asked.row.is_open:
        return already(page, _ENDED, "copies:list")
    context = page.context(asked=asked)
    if request.method != "POST":
        initial = asdict(asked.said) | {"version": asked.record.version}
        return respond(request, "copies/correct.html", context, CorrectForm(initial=initial))
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return respond(request, "copies/correct.html", context, form)
    fresh, based_on = form.fresh(asked.said), form.cleaned_data["version"] or 0
    try:
        if not is_done(
            form,
            lambda: actions.correct(request.keyring, page.dossier, fresh, based_on=based_on),
        ):
            return respond(request, "copies/correct.html", context, form)
    except EditedMeanwhile as newer:
        again = edited(CorrectForm, request, newer.version)
        return respond(request, "copies/correct.html", context, again)
    messages.success(request, "C’est noté.")
    return redirect("copies:copy", dossier, copy)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """Whoever asked no longer does."""
    page = open_copies(request, dossier, act=Act.DOSSIER_OPENED)
    asked_of(page, copy)
    data, initial = typed(request)
    form = WithdrawForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        on = form.cleaned_data["on"]
        actions.withdraw(request.keyring, page.dossier, copy, on=on)

    try:
        return carry(page, _WITHDRAW, form, do=do, then="copies:list")
    except actions.CopyEnded:
        return already(page, _ENDED, "copies:list")
