"""The actions of the service by title and days; one of them for those who animate it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.collective import queries
from entrenous.collective.codes import Answer
from entrenous.web.collective.views.shared import ANIMATORS, READERS, open_one
from entrenous.web.common.access import AgentRequest, needs


@needs(*READERS)
@require_safe
def actions(request: AgentRequest) -> HttpResponse:
    """Title and days only; the link is for co-animators."""
    _ = request.keyring.secret
    found = queries.listed(request.keyring)
    context = {
        "current": [each for each in found if each.row.ended_on is None],
        "over": [each for each in found if each.row.ended_on is not None],
        "may_start": any(request.user.has_function(kind) for kind in ANIMATORS),
    }
    return render(request, "collective/list.html", context)


@needs(*ANIMATORS)
@require_safe
def action(request: AgentRequest, action: UUID) -> HttpResponse:
    """The project, its sessions, what the papers say."""
    shown = open_one(request, action)
    sessions = [(each, shown.sheet(each.pk)) for each in shown.sessions]
    context = {
        "shown": shown,
        "row": shown.row,
        "ahead": [pair for pair in sessions if pair[0] in shown.ahead],
        "held": [pair for pair in reversed(sessions) if pair[0] in shown.held],
        "facilitators": queries.facilitators(action),
        "answers": list(Answer),
    }
    return render(request, "collective/action.html", context)
