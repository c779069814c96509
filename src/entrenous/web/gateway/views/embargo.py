"""Information différée: what a person may not be told yet, and the decision to tell her."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.gateway import informing, queries
from entrenous.keyring.errors import KeyNotHeld
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.gateway.access import LEGAL, METHODS
from entrenous.web.gateway.forms.acts import LiftForm
from entrenous.web.gateway.views.refusals import is_done
from entrenous.web.gateway.words import STATE_TONES, label_of_requester


@needs(LEGAL)
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """Every deferred information, the oldest first: none should be forgotten."""
    found = [e for e in queries.legal_register(request.keyring) if e.under_embargo]
    organisation = request.keyring.organisation
    lines = [
        {
            "row": each.row,
            "who": label_of_requester(each.line.requester, organisation),
            "state": each.row.stands,
            "tone": STATE_TONES[each.row.stands],
        }
        for each in sorted(found, key=lambda e: (e.row.received_on, e.row.pk))
        if each.line
    ]
    return render(request, "gateway/embargoes.html", {"lines": lines})


@needs(LEGAL)
@require_http_methods(METHODS)
def lift(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Decide that the person may be told, on a day and for a reason."""
    line = next(
        (e for e in queries.legal_register(request.keyring) if e.row.pk == sollicitation), None
    )
    if line is None or line.line is None:
        raise KeyNotHeld
    if not line.under_embargo:
        messages.info(request, "L’information n’est pas différée, ou ne l’est plus.")
        return redirect("gateway:embargoes")
    initial = {"lifted_on": timezone.localdate()}
    form = LiftForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        if is_done(
            form,
            lambda: informing.lift_embargo(
                request.keyring, sollicitation, on=told["lifted_on"], reason=told["reason"]
            ),
        ):
            messages.success(request, "C’est levé : la personne pourra le lire dans son journal.")
            return redirect("gateway:embargoes")
    who = label_of_requester(line.line.requester, request.keyring.organisation)
    return respond(request, "gateway/lift.html", {"row": line.row, "who": who}, form)
