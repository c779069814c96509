"""One batch: what is in it, who knows, what is left; before, during and after."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from entrenous.agents.models import Function
from entrenous.handover import queries, transferring
from entrenous.handover.errors import AlreadyStarted
from entrenous.handover.models import Batch
from entrenous.handover.transferring import Progress
from entrenous.web.common.access import AgentRequest, needs

_STARTED: Final = "La transmission a commencé : la liste ne change plus. Vous pouvez l’arrêter."


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def batch(request: AgentRequest, batch: UUID) -> HttpResponse:
    """Where a batch stands."""
    row = batch_of(request, batch)
    return show(request, row, transferring.progress(row))


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def take_out(request: AgentRequest, batch: UUID, dossier: UUID) -> HttpResponse:
    """Leave a dossier out."""
    row = batch_of(request, batch)
    try:
        transferring.take_out(request.keyring, row, dossier)
    except AlreadyStarted:
        messages.info(request, _STARTED)
        return redirect("handover:batch", batch)
    if queries.batch_of(request.keyring, batch) is None:
        return redirect("handover:choose")
    return redirect("handover:batch", batch)


def batch_of(request: AgentRequest, batch: UUID) -> Batch:
    """A batch of hers, her vault open, or 404."""
    _ = request.keyring.secret
    row = queries.batch_of(request.keyring, batch)
    if row is None:
        raise Http404
    return row


def show(request: AgentRequest, row: Batch, progress: Progress) -> HttpResponse:
    """The page, or the part of it that changes at each step."""
    is_moving = row.started_at is not None and progress.waiting > 0
    lines = [] if is_moving else queries.waiting(request.keyring, row)
    context = {
        "batch": row,
        "progress": progress,
        "lines": lines,
        "untold": sum(not line.sheet.is_told for line in lines),
        "is_moving": is_moving,
    }
    page = "handover/part_steps.html" if request.htmx else "handover/batch.html"
    return render(request, page, context)
