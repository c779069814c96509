"""A list of destructions: chosen, checked, proposed; then stamped, or given up, as one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import clock, deciding, erasing, listing, unanswered
from entrenous.retention.codes import Reason
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import ErasureList
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.retention.forms import ChosenForm, VisaForm
from entrenous.web.retention.views.confirming import say
from entrenous.web.retention.words import CONFIRMS, EVERYONE


@needs(*EVERYONE)
@require_POST
def propose(request: AgentRequest) -> HttpResponse:
    """« Vérifier » first: what would go, what is left out and why; then one list."""
    _ = request.keyring.secret
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.info(request, "Cochez d’abord des dossiers dont le terme est atteint.")
        return redirect("retention:home")
    chosen = form.cleaned_data["dossiers"]
    if "do" not in request.POST:
        return render(request, "retention/list_check.html", _checked(request, chosen))
    made = listing.propose(request.keyring, chosen)
    if made.erasure_list is None:
        messages.warning(request, "Aucun de ces dossiers ne peut être détruit aujourd’hui.")
        return redirect("retention:home")
    messages.success(request, "La liste est proposée. Rien n’est encore effacé.")
    return redirect("retention:list", made.erasure_list.pk)


@needs(*EVERYONE)
@require_safe
def erasure_list(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """Where a list stands: what is missing before it may be done, how far it is, what was done."""
    return show(request, list_of(request, erasure_list))


@needs(*CONFIRMS)
@require_http_methods(["GET", "HEAD", "POST"])
def visa(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """One visa for the whole list."""
    row = list_of(request, erasure_list)
    form = VisaForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            listing.record_visa(request.keyring, row, form.visa())
        except NotDestroyed as refused:
            say(form, refused)
        else:
            messages.success(request, "Le visa est inscrit sur chaque dossier de la liste.")
            return redirect("retention:list", row.pk)
    return respond(request, "retention/visa.html", {"list": row}, form)


@needs(*EVERYONE)
@require_POST
def withdraw(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """Give up what is not done: these dossiers stay."""
    row = list_of(request, erasure_list)
    try:
        listing.withdraw(request.keyring, row)
    except NotDestroyed:
        messages.info(request, Reason.OVER.label)
    else:
        messages.success(request, "La liste est retirée. Ce qui n’était pas effacé reste.")
    return redirect("retention:home")


def list_of(request: AgentRequest, erasure_list: UUID) -> ErasureList:
    """A list that this agent sees, her vault open, or 404."""
    _ = request.keyring.secret
    return get_object_or_404(listing.seen_by(request.user).distinct(), pk=erasure_list)


def show(request: AgentRequest, row: ErasureList) -> HttpResponse:
    """The page, or the part of it that changes at each step."""
    progress, lines = listing.progress(row), list(listing.lines_of(row))
    is_hers = row.started_by_id == request.user.pk
    is_moving = row.started_at is not None and row.ended_at is None and progress.waiting > 0
    terms = clock.terms_of(row.organisation_id)
    waiting = [line for line in lines if not line.is_over]
    context = {
        "list": row,
        "lines": lines,
        "progress": progress,
        "is_moving": is_moving and is_hers,
        "count": erasing.count(*(line.container for line in waiting)) if waiting else None,
        "without_visa": terms.needs_visa and any(line.visa_on is None for line in waiting),
        "confirms": any(request.user.has_function(kind) for kind in CONFIRMS),
        "proposed": row.proposed_by_id == request.user.pk,
        "refusals": [(line, Reason(line.refusal)) for line in waiting if line.refusal],
        "complaints": sum(
            unanswered.complaints_open(place) for place in {line.circonscription for line in lines}
        ),
    }
    page = "retention/part_list.html" if request.htmx else "retention/list.html"
    return render(request, page, context)


def _checked(request: AgentRequest, chosen: list[UUID]) -> dict[str, object]:
    """What a list would hold. KeyNotHeld when one is not hers to propose."""
    rows = Dossier.objects.filter(
        pk__in=chosen, container__organisation_id=request.user.organisation_id, merged_into=None
    ).select_related("secteur", "referent", "container")
    found = [(row, erasing.against(row)) for row in rows.order_by("pk")]
    if not found or not all(deciding.may_propose(request.keyring, row) for row, _ in found):
        raise KeyNotHeld
    fit = [row for row, reasons in found if not reasons]
    return {
        "fit": fit,
        "left_out": [(row, reasons) for row, reasons in found if reasons],
        "count": erasing.count(*(row.pk for row in fit)) if fit else None,
        "terms": clock.terms_of(request.user.organisation_id),
    }
