"""The sheet read with the person: her budget in plain words. What she can carry is asked first."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.budgets.contents import Budget
from entrenous.budgets.queries import latest
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.journal.acts import Act
from entrenous.web.budgets.views.shared import TAB
from entrenous.web.budgets.words import sheet_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of

SHEET: Final = Paper(
    TAB, "Le budget, sur papier", "budgets:sheet", "budgets:budget", frozenset({Carry.FULL}),
    "Cette feuille dit ses ressources et ses dettes : relisez-la ensemble à l’écran.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the sheet is printed."""
    return ask_paper(request, dossier, SHEET)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The budget in force on A4, when she can carry it in full."""
    page = open_page(request, dossier, TAB, Budget, *RULE_KINDS, act=Act.PRINTED)
    known = latest(page.reading)
    if known is None:
        return redirect("budgets:budget", dossier)
    if contact_rule(page.reading).carry not in SHEET.allows:
        return redirect("budgets:print", dossier)
    context = page.context(sheet=sheet_of(known.content), **head_of(page))
    return render(request, "budgets/sheet.html", context)
