"""Open a procedure in a dossier: which one, what is known; the dates are read before it is kept."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring import drafts
from entrenous.law.deadlines import procedures
from entrenous.procedures import actions
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.procedures.forms import ChooseForm, FactsForm
from entrenous.web.procedures.views.shared import METHODS, confirmed_here, open_procedures
from entrenous.web.procedures.words import lines_of

_DRAFT: Final = "procedures:new"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def follow(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Choose, say what is known, read the dates, keep."""
    page = open_procedures(request, dossier)
    if request.method != "POST" or "back" in request.POST:
        typed = _kept(request, dossier) if request.method != "POST" else request.POST.dict()
        if request.method != "POST" and typed.get("procedure") in procedures():
            return _ask_facts(
                page, FactsForm(initial=typed, asked=procedures()[typed["procedure"]])
            )
        context = page.context(carried=_carried(typed))
        return respond(request, "procedures/choose.html", context, ChooseForm(initial=typed))
    choice = ChooseForm(request.POST)
    if not choice.is_valid():
        return respond(request, "procedures/choose.html", page.context(), choice)
    if not {"check", "do"} & set(request.POST):
        return _ask_facts(page, FactsForm(initial=request.POST.dict(), asked=choice.chosen))
    form = FactsForm(request.POST, asked=choice.chosen)
    if form.is_valid() and "do" in request.POST:
        return _keep(page, form)
    return _ask_facts(page, form)


def _ask_facts(page: DossierPage, form: FactsForm) -> HttpResponse:
    context = page.context(
        asked=form.asked,
        lines=lines_of(form.dues, timezone.localdate(), confirmed_here(page.request)),
        is_new=True,
    )
    return respond(page.request, "procedures/facts.html", context, form)


def _keep(page: DossierPage, form: FactsForm) -> HttpResponse:
    request, kept = page.request, []

    @transaction.atomic
    def act() -> None:
        kept.append(
            actions.follow(
                request.keyring, page.dossier, procedure=form.asked.code, facts=form.facts,
                about=form.about_it, record=form.cleaned_data["once"],
            )
        )  # fmt: skip
        drafts.discard(request.user, _DRAFT, page.dossier.pk)

    if not is_done(form, act):
        return _ask_facts(page, form)
    messages.success(request, "La procédure est ouverte. Ses dates viendront dans « Ma journée ».")
    return redirect("procedures:procedure", page.dossier.pk, kept[0])


def _carried(typed: dict[str, Any]) -> list[tuple[str, Any]]:
    """What was typed for another procedure: facts of the same name come back."""
    return [(n, v) for n, v in typed.items() if n.startswith("fact_") or n in ("about", "once")]


def _kept(request: AgentRequest, dossier: UUID) -> dict[str, Any]:
    return dict(drafts.restore(request, _DRAFT, dossier) or {})
