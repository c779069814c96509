"""« Sollicitations » of a dossier: who asked what about her, what was said, what she will read."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.gateway import informing, queries
from entrenous.gateway.contents import PersonTrace
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.gateway.access import WORKER
from entrenous.web.gateway.views.listing import rows_of
from entrenous.web.gateway.words import items

TAB = "requests"


@needs(WORKER)
@require_safe
def listing(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The requests about her; and each answer as she will read it in her own log."""
    page = open_page(request, dossier, TAB, PersonTrace)
    if informing.settle_traces(request.keyring, page.dossier):
        page = open_page(request, dossier, TAB, PersonTrace)
    lines = queries.for_dossier(request.keyring, page.dossier)
    traces = sorted(queries.traces_of(page.reading), key=lambda trace: trace.on, reverse=True)
    context = page.context(
        rows=rows_of(request, lines),
        deferred=sum(each.under_embargo for each in lines),
        traces=[(each, items(each.given), items(each.withheld)) for each in traces],
    )
    return render(request, "gateway/dossier.html", context)
