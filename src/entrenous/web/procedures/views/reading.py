"""Read the procedures of a dossier: those that are followed, those that are over, one in full."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.keyring import records
from entrenous.procedures.contents import FollowedProcedure
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.procedures.told import told_lines
from entrenous.web.procedures.views.shared import confirmed_here, open_procedures, procedure_of
from entrenous.web.procedures.words import line_of


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def procedures(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that are followed, the nearest date first; then those that are over."""
    page, today = open_procedures(request, dossier), timezone.localdate()
    confirmed = confirmed_here(request)
    lines = [line_of(each, today, confirmed) for each in page.reading.of(FollowedProcedure)]
    lines.sort(key=lambda line: line.next[0].due.on if line.next else line.said.opened_on)
    context = page.context(
        followed=[line for line in lines if not line.is_over],
        over=[line for line in reversed(lines) if line.is_over],
    )
    return render(request, "procedures/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def procedure(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One procedure: each date and how it was counted, what is known, its versions."""
    page, today = open_procedures(request, dossier), timezone.localdate()
    known = procedure_of(page, record)
    rows = records.versions(page.opened, record)
    names = agents_named(v.author for v in rows)
    context = page.context(
        line=line_of(known, today, confirmed_here(request)),
        told=told_lines(known.content),
        versions=[
            (v, author_name(v.author, me=request.user, known=names), told_lines(v.content))
            for v in rows
        ],
    )
    return render(request, "procedures/procedure.html", context)
