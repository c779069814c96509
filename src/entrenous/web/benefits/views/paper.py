"""The sheet that the person takes: « vous pourriez demander… », in plain words."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.benefits.contents import Estimation
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.journal.acts import Act
from entrenous.web.benefits.views.shared import METHODS, TAB, estimation_of
from entrenous.web.benefits.words import advice_for, lines_of, month_words
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of

SHEET: Final = Paper(
    TAB, "Ce que la personne pourrait demander, sur papier", "benefits:sheet",
    "benefits:estimation", frozenset({Carry.FULL}),
    "Cette feuille dit des ressources et des droits : lisez-la ensemble, et gardez-la ici.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What she can carry, before the sheet is printed."""
    return ask_paper(request, dossier, SHEET, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The sheet, when she can carry it in full."""
    page = open_page(request, dossier, TAB, Estimation, *RULE_KINDS, act=Act.PRINTED)
    known = estimation_of(page, record)
    if contact_rule(page.reading).carry not in SHEET.allows:
        return redirect("benefits:print", dossier, record)
    lines = lines_of(known.content)
    context = page.context(
        known=known,
        month=month_words(known.content),
        to_ask=[line for line in lines if line.may_be_asked],
        paid=[line for line in lines if line.paid],
        to_check=[line for line in lines if not (line.may_be_asked or line.paid)],
        advice=advice_for(known.content.asked.changes),
        **head_of(page),
    )
    return render(request, "benefits/sheet.html", context)
