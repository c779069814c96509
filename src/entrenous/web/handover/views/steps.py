"""The steps of a batch under way: asked for by a button, or by the open page itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from entrenous.agents.models import Function
from entrenous.handover import queries, transferring
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs, not_human
from entrenous.web.handover.views.batches import batch_of, show


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def step(request: AgentRequest, batch: UUID) -> HttpResponse:
    """Pass on as many dossiers as fit in a step, and say what is left."""
    return _step(request, batch)


@not_human
@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def step_on(request: AgentRequest, batch: UUID) -> HttpResponse:
    """The next step, asked for by the page itself: it does not keep a vault open."""
    return _step(request, batch)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def try_again(request: AgentRequest, batch: UUID) -> HttpResponse:
    """Put back what was refused, once what stopped it is mended."""
    transferring.try_again(request.keyring, batch_of(request, batch))
    return redirect("handover:batch", batch)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def stop(request: AgentRequest, batch: UUID) -> HttpResponse:
    """Give up what is left: it stays hers."""
    transferring.stop(request.keyring, batch_of(request, batch))
    if queries.batch_of(request.keyring, batch) is None:
        messages.info(request, "La liste est oubliée. Rien n’a été transmis.")
        return redirect("handover:choose")
    messages.info(request, "La transmission est arrêtée. Ce qui restait reste à vous.")
    return redirect("handover:batch", batch)


def _step(request: AgentRequest, batch: UUID) -> HttpResponse:
    row = batch_of(request, batch)
    found = transferring.advance(request.keyring, row)
    row.refresh_from_db()
    return show(request, row, found)
