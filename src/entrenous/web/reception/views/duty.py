"""The duty worker: who waits for her now, and what else is open in her house."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entrenous.agents.models import Function
from entrenous.reception import actions, queries
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.reception.places import places_of


@needs(Function.Kind.SOCIAL_WORKER)
@require_GET
def duty(request: AgentRequest) -> HttpResponse:
    """Who waits now, what was given to me, what else is open."""
    _ = request.keyring.secret
    actions.hand_over_pending(request.keyring)
    places = places_of(request.user, Function.Kind.SOCIAL_WORKER)
    listed = [row for row in queries.duty(places, by=request.keyring) if row.is_held]
    context = {
        "now": [row for row in listed if row.demande.decision == "duty"],
        "others": [row for row in listed if row.demande.decision != "duty"],
        "confided": queries.confided_to(request.user.pk, by=request.keyring),
    }
    return render(request, "reception/duty.html", context)
