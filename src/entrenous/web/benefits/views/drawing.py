"""« Si je travaille plus » : a curve drawn on the server, its table, and its words."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.benefits import actions, worker
from entrenous.web.benefits.drawing import drawn
from entrenous.web.benefits.views.shared import estimation_of, home, open_estimations
from entrenous.web.benefits.words import month_words, standing_words
from entrenous.web.common.access import AgentRequest, needs


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def curve(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Each benefit for 81 salaries of the person, everything else as it was asked."""
    page = open_estimations(request, dossier)
    known = estimation_of(page, record)
    context = page.context(known=known, said=known.content, month=month_words(known.content))
    try:
        context["drawing"] = drawn(actions.curve(home(), known.content.asked))
    except worker.NoAnswer as silent:
        context["engine_note"] = standing_words(silent.standing)
    except actions.Refused as refused:
        context["engine_note"] = refused.sentence
    return render(request, "benefits/curve.html", context)
