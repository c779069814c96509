"""Read the agreements of a dossier: those that stand, those that are over, one with its history."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.consents.contents import Agreement
from entrenous.consents.standing import standing
from entrenous.keyring import records
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.consents.views.shared import agreement_of, open_agreements
from entrenous.web.consents.words import base_for, line_of
from entrenous.web.dossiers.names import agents_named, author_name


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def agreements(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that stand, the first to end first; then those that are over."""
    page, today = open_agreements(request, dossier), timezone.localdate()
    base = base_for(request.user.organisation)
    lines = [line_of(each, base, today) for each in page.reading.of(Agreement)]
    lines.sort(key=lambda line: line.said.until_on)
    context = page.context(
        standing=[line for line in lines if not line.is_over],
        over=[line for line in reversed(lines) if line.is_over],
    )
    return render(request, "consents/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def agreement(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One agreement, item by item, what the law says of it, and its versions."""
    page, today = open_agreements(request, dossier), timezone.localdate()
    known = agreement_of(page, record)
    base = base_for(request.user.organisation)
    rows = records.versions(page.opened, record)
    names = agents_named(v.author for v in rows)
    line = line_of(known, base, today)
    context = page.context(
        line=line,
        law=standing(base, known.content.requester, today),
        versions=[
            (line_of(v, base, v.written_on), v, author_name(v.author, me=request.user, known=names))
            for v in rows
        ],
    )
    return render(request, "consents/agreement.html", context)
