"""Pages that explain: why « s », why no nominative file, why no result of persons."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.disclosure.model import LEAST_AGENTS, THRESHOLD
from entrenous.statistics import queries
from entrenous.statistics.codes import Kind, State
from entrenous.statistics.periods import label
from entrenous.web.common.access import AgentRequest, agent_page
from entrenous.web.statistics.words import rank_of
from entrenous.workload.measures import TABLES


@agent_page
@require_safe
def why(request: AgentRequest) -> HttpResponse:
    """For an elected official: why some cells say « s »."""
    context = {"threshold": THRESHOLD, "agents": LEAST_AGENTS, "hidden_below": THRESHOLD - 1}
    return render(request, "statistics/why.html", context)


@agent_page
@require_safe
def nominative(request: AgentRequest) -> HttpResponse:
    """« Nous voudrions lire soixante dossiers »: what is answered, and what is given instead."""
    return render(request, "statistics/nominative.html", {"packs": _packs(request)})


@agent_page
@require_safe
def objectives(request: AgentRequest) -> HttpResponse:
    """What a management contract may be given: means and their limits; results are absent."""
    return render(
        request,
        "statistics/objectives.html",
        {"measures": [(rank_of(m.code), m) for m in TABLES], "packs": _packs(request)},
    )


def _packs(request: AgentRequest) -> list[tuple[object, str]]:
    rows = queries.reports(request.user.organisation_id).filter(
        kind=Kind.MEANS.value, state=State.RELEASED.value
    )
    return [(each, label(each.period)) for each in rows]
