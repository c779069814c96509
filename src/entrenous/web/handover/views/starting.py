"""« Vérifier », then start: her phrase is asked again before the first key is handed over."""

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.handover import queries, transferring
from entrenous.handover.errors import NotFollowing
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import KeyNotHeld
from entrenous.web.account import proofs
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.handover.forms import UNCERTIFIED, StartForm
from entrenous.web.handover.views.batches import batch_of

_TEMPLATE: Final = "handover/start.html"


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: AgentRequest, batch: UUID) -> HttpResponse:
    """What will be done, read before it is done."""
    row = batch_of(request, batch)
    if row.started_at is not None:
        return redirect("handover:batch", batch)
    lines = queries.waiting(request.keyring, row)
    untold = [line for line in lines if not line.sheet.is_told]
    form = StartForm(request.POST if request.method == "POST" else None, has_untold=bool(untold))
    context = {
        "batch": row,
        "lines": lines,
        "untold": untold,
        "without_sheet": sum(not line.sheet.is_hers for line in lines),
    }
    if not form.is_valid():
        return respond(request, _TEMPLATE, context, form)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, _TEMPLATE, context, form, refused, field="phrase")
    try:
        transferring.start(request.keyring, row)
    except (NotCertified, NotFollowing, KeyNotHeld):
        form.add_error(None, UNCERTIFIED)
        return respond(request, _TEMPLATE, context, form)
    return redirect("handover:batch", batch)
