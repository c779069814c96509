"""The sheet on paper, for the person: what she can carry is asked first."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.handover import sheets
from entrenous.journal.acts import Act
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of
from entrenous.web.handover.views.sheet import TAB

SHEET: Final = Paper(
    TAB, "Sa fiche de passage, sur papier", "handover:paper", "handover:sheet",
    frozenset({Carry.FULL}),
    "Une fiche de passage nomme le service et ce qui est confié : relisez-la ensemble, elle reste "
    "ici.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the sheet is printed."""
    return ask_paper(request, dossier, SHEET)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def paper(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The sheet, when she can carry it in full: her part, never the service's words."""
    page = open_page(request, dossier, TAB, *sheets.KINDS, *RULE_KINDS, act=Act.PRINTED)
    found = sheets.sheet_in(page.reading, page.dossier.referent_id)
    if found.said is None:
        return redirect("handover:sheet", dossier)
    if contact_rule(page.reading).carry not in SHEET.allows:
        return redirect("handover:print", dossier)
    context = page.context(said=found.said.content, **head_of(page))
    return render(request, "handover/paper.html", context)
