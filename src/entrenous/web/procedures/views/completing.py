"""Complete or correct what is known; take up what the law base counts differently."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.law.deadlines import Procedure
from entrenous.procedures import actions
from entrenous.procedures.counting import procedure_of as asked_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import edited, is_done
from entrenous.web.procedures.forms import FactsForm, initial_of
from entrenous.web.procedures.told import told_lines
from entrenous.web.procedures.views.shared import (
    CLOSED,
    METHODS,
    confirmed_here,
    do,
    open_procedures,
    procedure_of,
)
from entrenous.web.procedures.words import lines_of

_DRAFT: Final = "procedures:complete"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def complete(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What is known now; the former version stays."""
    page = open_procedures(request, dossier)
    known = procedure_of(page, record)
    asked = asked_of(known.content)
    if asked is None:
        raise Http404
    if known.content.closed_on is not None:
        messages.info(request, CLOSED)
        return redirect("procedures:procedure", dossier, record)
    if request.method != "POST":
        initial = initial_of(known.content, asked) | {"version": known.version}
        initial |= drafts.restore(request, _DRAFT, dossier) or {} if _is_own(request) else {}
        return _ask(page, FactsForm(initial=initial, asked=asked), record)
    form = FactsForm(request.POST, asked=asked)
    if not form.is_valid() or "check" in request.POST:
        return _ask(page, form, record)
    return _keep(page, form, record, asked)


def _is_own(request: AgentRequest) -> bool:
    """A draft kept when the vault closed belongs to the page where it was typed."""
    match = request.resolver_match
    about = match.kwargs["dossier"] if match else None
    typed = drafts.read(request, _DRAFT, about)
    return typed is not None and typed.path == request.path


def _ask(page: DossierPage, form: FactsForm, record: UUID, newer: object = None) -> HttpResponse:
    context = page.context(
        asked=form.asked,
        lines=lines_of(form.dues, timezone.localdate(), confirmed_here(page.request)),
        record=record,
        newer=newer,
    )
    return respond(page.request, "procedures/facts.html", context, form)


def _keep(page: DossierPage, form: FactsForm, record: UUID, asked: Procedure) -> HttpResponse:
    request = page.request

    @transaction.atomic
    def act() -> None:
        actions.complete(
            request.keyring, page.dossier, record, facts=form.facts, about=form.about_it,
            based_on=form.cleaned_data["version"] or 0,
        )  # fmt: skip
        drafts.discard(request.user, _DRAFT, page.dossier.pk)

    try:
        if not is_done(form, act):
            return _ask(page, form, record)
    except EditedMeanwhile as meanwhile:
        newer = procedure_of(open_procedures(request, page.dossier.pk), record)
        again = edited(FactsForm, request, meanwhile.version, asked=asked)
        return _ask(page, again, record, told_lines(newer.content))
    except actions.ProcedureClosed:
        messages.info(request, CLOSED)
        return redirect("procedures:procedure", page.dossier.pk, record)
    messages.success(request, "C’est à jour : toutes les dates ont été recomptées.")
    return redirect("procedures:procedure", page.dossier.pk, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def count_again(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Take up the dates as the law base counts them today."""
    page = open_procedures(request, dossier)
    procedure_of(page, record)

    def act() -> None:
        actions.count_again(request.keyring, page.dossier, record)

    return do(request, dossier, record, act, "Les nouvelles dates sont prises en compte.")
