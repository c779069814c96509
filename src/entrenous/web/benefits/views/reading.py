"""Read the estimates of a dossier: the list, and one on one screen."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.benefits.queries import estimates, is_behind_its_budget, original_of
from entrenous.web.benefits.household import household_lines
from entrenous.web.benefits.prefill import is_there
from entrenous.web.benefits.views.shared import engine_note, estimation_of, open_estimations
from entrenous.web.benefits.words import advice_for, card_of, dated, lines_of, month_words, pairs_of
from entrenous.web.common.access import AgentRequest, needs


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def estimations(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Every estimate, the latest first; what the next one would start from."""
    page = open_estimations(request, dossier)
    cards = [card_of(each) for each in estimates(page.reading)]
    context = page.context(
        cards=cards,
        has_budget=is_there(page.reading),
        is_behind=bool(cards) and is_behind_its_budget(cards[0].said, page.reading),
        engine_note=engine_note(),
    )
    return render(request, "benefits/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def estimation(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One estimate, and, when it changes one thing of another, both side by side."""
    page = open_estimations(request, dossier)
    known = estimation_of(page, record)
    said = known.content
    before, lines = original_of(said, page.reading), lines_of(said)
    context = page.context(
        known=known,
        said=said,
        month=month_words(said),
        lines=lines,
        is_frozen=any(line.is_frozen for line in lines),
        household=household_lines(said.asked),
        patches=[dated(each) for each in said.patches],
        advice=advice_for(said.asked.changes),
        is_behind=is_behind_its_budget(said, page.reading),
        before=before,
        pairs=pairs_of(before.content, said) if before else [],
    )
    return render(request, "benefits/estimation.html", context)
