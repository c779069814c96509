"""What a colleague's departure would leave without anyone: numbers of dossiers, never a name."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Agent, Function
from entrenous.dossiers.models import Dossier
from entrenous.handover.codes import State
from entrenous.handover.models import HandedDossier
from entrenous.keyring import accounts
from entrenous.web.common.access import AgentRequest, needs


@needs(Function.Kind.TEAM_LEAD)
@require_safe
def departure(request: AgentRequest, agent: UUID) -> HttpResponse:
    """For whoever leads where she works: the list that must be empty before she leaves."""
    _ = request.keyring.secret
    row = get_object_or_404(Agent.objects.of(request.user.organisation), pk=agent)
    led = request.user.circonscriptions_as(Function.Kind.TEAM_LEAD)
    if not row.functions.filter(circonscription__in=led).exists():
        raise Http404
    alone = accounts.what_is_alone(row)
    mine = Dossier.objects.filter(pk__in=alone.dossiers, secteur__circonscription__in=led)
    chosen = HandedDossier.objects.filter(state=State.WAITING, dossier__in=mine)
    context = {
        "who": row,
        "alone": alone,
        "dossiers": mine.select_related("secteur").order_by("secteur__name", "opened_on", "pk"),
        "elsewhere": len(alone.dossiers) - mine.count(),
        "chosen": set(chosen.values_list("dossier", flat=True)),
    }
    return render(request, "handover/departure.html", context)
