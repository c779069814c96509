"""One destruction: the archivist's visa, the second person, then the line that stays."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.journal.models import Checkpoint
from entrenous.retention import clock, deciding, erasing
from entrenous.retention.codes import Reason
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Destruction
from entrenous.web.account import proofs
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.retention.forms import EraseForm, VisaForm
from entrenous.web.retention.views.home import destructions_of
from entrenous.web.retention.words import CONFIRMS, EVERYONE

_METHODS = ["GET", "HEAD", "POST"]


@needs(*EVERYONE)
@require_safe
def destruction(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Where it stands: what is missing before it may be done, or what was done."""
    row = _of(request, destruction)
    return render(request, "retention/destruction.html", _context(request, row))


@needs(*CONFIRMS)
@require_http_methods(_METHODS)
def visa(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Write down what the archivist signed."""
    row = _of(request, destruction)
    form = VisaForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            deciding.record_visa(request.keyring, row.pk, form.visa())
        except NotDestroyed as refused:
            _say(form, refused)
        else:
            messages.success(request, "Le visa est inscrit.")
            return redirect("retention:destruction", row.pk)
    return respond(request, "retention/visa.html", {"row": row}, form)


@needs(*EVERYONE)
@require_POST
def withdraw(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """Give it up: the dossier stays as it is."""
    row = _of(request, destruction)
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
    row, template = _of(request, destruction), "retention/erase.html"
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
        _say(form, not_done)
        return respond(request, template, context, form)
    messages.success(request, "Le dossier est effacé.")
    return redirect("retention:destruction", row.pk)


@needs(*EVERYONE)
@require_safe
def slip(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """The sheet that the archivist signs: a number and days, no name."""
    row = _of(request, destruction)
    context = {"row": row, "terms": clock.terms_of(row.organisation_id)}
    return render(request, "retention/slip.html", context)


@needs(*EVERYONE)
@require_safe
def certificate(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """What was destroyed, by whom, and where the journal says it."""
    row = _of(request, destruction)
    if row.erased_at is None or row.place is None:
        raise Http404
    points = Checkpoint.objects.filter(organisation=row.organisation_id)
    context = {
        "row": row,
        "backups_until": row.erased_at + timedelta(days=erasing.BACKUP_DAYS),
        "checkpoint": points.filter(size__gte=row.place).order_by("size").first(),
    }
    return render(request, "retention/certificate.html", context)


def _of(request: AgentRequest, destruction: UUID) -> Destruction:
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
    }


def _say(form: EraseForm | VisaForm, refused: NotDestroyed) -> None:
    for reason in refused.reasons:
        form.add_error(None, reason.label)
