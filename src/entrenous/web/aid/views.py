"""Local aid in a dossier: every sheet at once, then one of them, completed and printed."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.budgets.contents import Budget
from entrenous.gateway.confirmations import confirmed_names
from entrenous.journal.acts import Act
from entrenous.law.aid import Sheet
from entrenous.web.aid.applying import Applied, applied, on_arrival
from entrenous.web.aid.forms import SheetForm
from entrenous.web.aid.prefill import Known, known_of
from entrenous.web.aid.sheets import sheets_of
from entrenous.web.asking.articles import texts_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "budget"
PRINT: Final = "print"


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def listing(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Each sheet in force, with what the budget gives or what it does not say."""
    page = open_page(request, dossier, TAB, Budget)
    known, today = known_of(page), timezone.localdate()
    sheets = sheets_of(request.user.organisation_id).values()
    shown = [on_arrival(each, known)[1] for each in sheets if each.covers(today)]
    others = [each for each in sheets if not each.covers(today)]
    context = page.context(budget=known.budget, shown=shown, others=others)
    return render(request, "aid/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: AgentRequest, dossier: UUID, sheet: str) -> HttpResponse:
    """One sheet: completed, computed, printed for the person."""
    is_printed = request.POST.get("go") == PRINT
    act = Act.PRINTED if is_printed else Act.DOSSIER_OPENED
    page = open_page(request, dossier, TAB, Budget, act=act)
    chosen = sheets_of(request.user.organisation_id).get(sheet)
    if chosen is None:
        raise Http404
    known = known_of(page)
    form, said = _answer(request, chosen, known)
    context = _context(page, known, said)
    if is_printed and said.found:
        return render(request, "aid/paper.html", context)
    return respond(request, "aid/sheet.html", context, form)


def _answer(request: AgentRequest, chosen: Sheet, known: Known) -> tuple[SheetForm, Applied]:
    if request.method != "POST":
        return on_arrival(chosen, known)
    form = SheetForm(request.POST, sheet=chosen)
    return form, applied(form) if form.is_valid() else Applied(chosen)


def _context(page: DossierPage, known: Known, said: Applied) -> dict[str, Any]:
    names = confirmed_names(page.request.user.organisation_id)
    return page.context(
        budget=known.budget,
        said=said,
        sheet=said.sheet,
        texts=texts_of(said.sheet.basis, names),
        today=timezone.localdate(),
    )
