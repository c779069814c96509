"""One ended dossier: its last contact, keep it longer, propose its destruction."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.law.days import add_months
from entrenous.retention import archiving, clock, erasing, unanswered
from entrenous.retention import deciding as acts
from entrenous.retention.errors import NotDestroyed
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.retention.forms import KeepForm, NothingForm
from entrenous.web.retention.words import EVERYONE

_METHODS = ["GET", "HEAD", "POST"]
_LONGEST_MONTHS = 24


@needs(*EVERYONE)
@require_http_methods(["GET", "HEAD"])
def dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Where it stands, and what may be done."""
    row, stands = found(request, dossier)
    context = {
        "stands": stands,
        "holds": request.keyring.holds(row.pk),
        "archives": archiving.may_archive(request.keyring, row),
        "against": erasing.against(row),
        "terms": clock.terms_of(request.user.organisation_id),
    }
    return respond(request, "retention/dossier.html", context)


@needs(*EVERYONE)
@require_POST
def last_contact(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Open the dossier, journaled, to read the day of the last contact."""
    row, _ = found(request, dossier)
    read = acts.read_last_contact(request.keyring, row)
    if read is None:
        messages.warning(request, "Une partie du dossier est abîmée : la fin compte seule.")
    else:
        messages.success(request, "Le dernier contact est relu dans le dossier.")
    return redirect("retention:dossier", dossier)


@needs(*EVERYONE)
@require_http_methods(_METHODS)
def keep(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Keep it after its term, for a reason written down."""
    row, stands = found(request, dossier)
    if not request.keyring.holds(row.pk):
        raise Http404
    latest = add_months(timezone.localdate(), _LONGEST_MONTHS)
    form = KeepForm(request.POST if request.method == "POST" else None, latest=latest)
    if form.is_valid() and is_done(
        form, lambda: acts.keep_longer(request.keyring, row, form.said())
    ):
        messages.success(request, "Le dossier est gardé. La question reviendra ce jour-là.")
        return redirect("retention:home")
    return respond(request, "retention/keep.html", {"stands": stands}, form)


@needs(*EVERYONE)
@require_http_methods(_METHODS)
def propose(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The dry run: what would go, in numbers; then a proposal that someone else confirms."""
    row, stands = found(request, dossier)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = acts.propose(request.keyring, row)
        except NotDestroyed as refused:
            for reason in refused.reasons:
                form.add_error(None, reason.label)
        else:
            messages.success(request, "La destruction est proposée. Rien n’est encore effacé.")
            return redirect("retention:destruction", made.pk)
    context = {
        "stands": stands,
        "count": erasing.count(row.pk),
        "against": erasing.against(row),
        "terms": clock.terms_of(request.user.organisation_id),
        "complaints": unanswered.complaints_open(row.secteur.circonscription),
    }
    return respond(request, "retention/propose.html", context, form)


def found(request: AgentRequest, dossier: UUID) -> tuple[Dossier, clock.Standing]:
    """An ended dossier that this agent may speak of; 404 for any other."""
    _ = request.keyring.secret
    rows = Dossier.objects.filter(
        container__organisation_id=request.user.organisation_id, merged_into=None
    ).select_related("secteur__circonscription", "referent", "container")
    row = get_object_or_404(rows, pk=dossier)
    if not acts.may_propose(request.keyring, row):
        raise KeyNotHeld
    terms = clock.terms_of(request.user.organisation_id)
    stands = clock.standing(row, timezone.localdate(), terms)
    if stands is None:
        raise Http404
    return row, stands
