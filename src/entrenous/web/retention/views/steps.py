"""The second person starts a list, her phrase asked again; then each step erases some dossiers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.retention import erasing, listing, unanswered
from entrenous.retention.errors import NotDestroyed
from entrenous.web.account import proofs
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs, not_human
from entrenous.web.common.forms import respond
from entrenous.web.retention.forms import EraseForm
from entrenous.web.retention.views.confirming import say
from entrenous.web.retention.views.listing import list_of, show
from entrenous.web.retention.words import CONFIRMS


@keeps_no_draft
@needs(*CONFIRMS)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """What will be done, read before it is done; her phrase is asked again."""
    row, template = list_of(request, erasure_list), "retention/list_start.html"
    form = EraseForm(request.POST if request.method == "POST" else None)
    waiting = list(listing.lines_of(row).pending())
    context = {
        "list": row,
        "lines": waiting,
        "count": erasing.count(*(line.container for line in waiting)) if waiting else None,
        "proposed": row.proposed_by_id == request.user.pk,
        "complaints": sum(
            unanswered.complaints_open(p) for p in {line.circonscription for line in waiting}
        ),
    }
    if not form.is_valid():
        return respond(request, template, context, form)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="phrase")
    try:
        listing.start(request.keyring, row)
    except NotDestroyed as not_done:
        say(form, not_done)
        return respond(request, template, context, form)
    return redirect("retention:list", row.pk)


@keeps_no_draft
@needs(*CONFIRMS)
@require_POST
def step(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """Erase as many dossiers as fit in a step, and say what is left."""
    return _step(request, erasure_list)


@not_human
@keeps_no_draft
@needs(*CONFIRMS)
@require_POST
def step_on(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """The next step, asked for by the page itself: it does not keep a vault open."""
    return _step(request, erasure_list)


def _step(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    row = list_of(request, erasure_list)
    listing.advance(request.keyring, row)
    row.refresh_from_db()
    return show(request, row)
