"""Write the budget: once, then corrected; more lines without losing what was typed."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.budgets import actions
from entrenous.budgets.contents import Budget
from entrenous.budgets.queries import latest
from entrenous.dossiers.contents import HouseholdMember
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.rights.estimates import communes
from entrenous.web.budgets.forms import BudgetForm
from entrenous.web.budgets.lines import PARTS, fresh, initial_of, typed_in
from entrenous.web.budgets.views.shared import open_budget
from entrenous.web.budgets.words import sheet_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.commune import name_of
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import EDITED, is_done

DRAFT: Final = "budgets:edit"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Write or correct the budget; each save is a version more."""
    page = open_budget(request, dossier, HouseholdMember)
    if "forget" in request.POST:
        drafts.discard(request.user, DRAFT, dossier)
        return redirect("budgets:edit", dossier)
    if request.method != "POST":
        typed = drafts.restore_data(request, DRAFT, dossier)
        initial = typed_in(typed) if typed else _known(page)
        return _show(page, BudgetForm(initial=initial), from_draft=typed is not None)
    more = request.POST.get("more", "")
    if more in PARTS:
        return _show(page, BudgetForm(initial=typed_in(request.POST), more=more))
    return _save(page, BudgetForm(request.POST))


def _commune(form: BudgetForm) -> str:
    """The name of the commune whose code is in the field, for whoever reads codes badly."""
    code = str(form["insee"].value() or "").strip().upper()
    return name_of(code) if communes.is_code(code) and code in communes.names() else ""


def _known(page: DossierPage) -> dict[str, Any]:
    known = latest(page.reading)
    if known:
        return initial_of(known)
    members = [each.content for each in page.reading.of(HouseholdMember)]
    return fresh(page.card, members, timezone.localdate())


def _save(page: DossierPage, form: BudgetForm) -> HttpResponse:
    if not form.is_valid():
        return _show(page, form)
    try:
        if is_done(form, lambda: _keep(page, form)):
            messages.success(page.request, "Le budget est enregistré et scellé.")
            return redirect("budgets:budget", page.dossier.pk)
    except EditedMeanwhile:
        return _meanwhile(page)
    return _show(page, form)


@transaction.atomic
def _keep(page: DossierPage, form: BudgetForm) -> None:
    based_on = form.cleaned_data["version"] or 0
    actions.keep(page.request.keyring, page.dossier, form.budget(), based_on=based_on)
    drafts.discard(page.request.user, DRAFT, page.dossier.pk)


def _meanwhile(page: DossierPage) -> HttpResponse:
    """Another tab wrote: the newer version is shown above what was typed; nothing is lost."""
    again = open_budget(page.request, page.dossier.pk)
    newer = latest(again.reading)
    data = page.request.POST.copy()
    data["version"] = str(newer.version if newer else 0)
    form = BudgetForm(data)
    form.add_error(None, EDITED)
    return _show(again, form, newer=newer)


def _show(
    page: DossierPage,
    form: BudgetForm,
    *,
    from_draft: bool = False,
    newer: OpenRecord[Budget] | None = None,
) -> HttpResponse:
    context = page.context(
        from_draft=from_draft,
        draft_form=DRAFT,
        draft_about=page.dossier.pk,
        is_first=latest(page.reading) is None,
        newer=newer,
        commune=_commune(form),
        sheet=sheet_of(newer.content) if newer else None,
    )
    return respond(page.request, "budgets/edit.html", context, form)
