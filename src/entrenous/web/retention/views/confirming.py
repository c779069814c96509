"""One destruction: the archivist's visa, the second person, then the line that stays."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.retention import clock, deciding, erasing, unanswered
from entrenous.retention.codes import Reason
from entrenous.retention.errors import NotDestroyed, Refused
from entrenous.retention.models import Destruction
from entrenous.web.account import proofs
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.retention.forms import EraseForm, VisaForm
from entrenous.web.retention.views.home import destructions_of
from entrenous.web.retention.words import CONFIRMS, EVERYONE

_METHODS = ["GET", "HEAD", "POST"]


@needs(*EVERYONE)
@require_safe
def destruction(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Where it stands: what is missing before it may be done, or what was done."""
    row = destruction_of(request, destruction)
    return render(request, "retention/destruction.html", _context(request, row))


@needs(*CONFIRMS)
@require_http_methods(_METHODS)
def visa(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Write down what the archivist signed."""
    row = destruction_of(request, destruction)
    form = VisaForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deciding.record_visa(request.keyring, row.pk, form.visa())
        except NotDestroyed as refused:
            say(form, refused)
        else:
            messages.success(request, "Le visa est inscrit.")
            return redirect("retention:destruction", row.pk)
    return respond(request, "retention/visa.html", {"row": row}, form)


@needs(*EVERYONE)
@require_POST
def withdraw(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Give it up: the dossier stays as it is."""
    row = destruction_of(request, destruction)
    try:
        deciding.withdraw(request.keyring, row.pk)
    except NotDestroyed:
        messages.info(request, Reason.OVER.label)
    else:
        messages.success(request, "La proposition est retirée. Le dossier reste.")
    return redirect("retention:destruction", row.pk)


@keeps_no_draft
@needs(*CONFIRMS)
@require_http_methods(_METHODS)
def erase(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """What will be done, read before it is done; her phrase is asked again."""
    row, template = destruction_of(request, destruction), "retention/erase.html"
    form = EraseForm(request.POST if request.method == "POST" else None)
    context = _context(request, row)
    if not form.is_valid():
        return respond(request, template, context, form)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="phrase")
    try:
        erasing.erase(request.keyring, row.pk)
    except NotDestroyed as not_done:
        say(form, not_done)
        return respond(request, template, context, form)
    messages.success(request, "Le dossier est effacé.")
    return redirect("retention:destruction", row.pk)


def destruction_of(request: AgentRequest, destruction: UUID) -> Destruction:
    """One that this agent sees, her vault open, or 404."""
    _ = request.keyring.secret
    return get_object_or_404(destructions_of(request.user).distinct(), pk=destruction)


def _context(request: AgentRequest, row: Destruction) -> dict[str, object]:
    confirms = any(request.user.has_function(kind) for kind in CONFIRMS)
    return {
        "row": row,
        "count": None if row.is_over else erasing.count(row.container),
        "obstacles": [] if row.is_over else erasing.obstacles(row),
        "terms": clock.terms_of(row.organisation_id),
        "confirms": confirms,
        "is_hers": row.proposed_by_id == request.user.pk,
        "complaints": unanswered.complaints_open(row.circonscription),
    }


def say(form: Form, refused: Refused) -> None:
    """Every reason, above what was typed."""
    for reason in refused.reasons:
        form.add_error(None, reason.label)
