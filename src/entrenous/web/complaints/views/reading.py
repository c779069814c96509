"""The register by tickets and days; one complaint once opened; what the agent concerned reads."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Agent
from entrenous.complaints import queries
from entrenous.complaints.codes import Outcome
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.complaints.views.shared import context_of, open_one
from entrenous.web.complaints.words import ANSWERING, ENTERING


@needs(*ANSWERING)
@require_safe
def register(request: AgentRequest) -> HttpResponse:
    """Tickets and days only: nothing is opened here."""
    _ = request.keyring.secret
    rows = list(queries.register(request.keyring))
    context = {
        "waiting": [row for row in rows if row.answered_on is None],
        "answered": [row for row in reversed(rows) if row.answered_on is not None],
        "days": request.user.organisation.complaint_days,
    }
    return render(request, "complaints/register.html", context)


@needs(*ANSWERING)
@require_safe
def complaint(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """One complaint: what she says, what was done, the answer, who was told."""
    shown = open_one(request, complaint)
    return render(request, "complaints/complaint.html", context_of(shown))


@needs(*ENTERING)
@require_safe
def told(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """What the agent concerned was told, and the way to pass the dossier on."""
    said = queries.told_to(request.keyring, complaint)
    colleague = Agent.objects.filter(pk=said.to).first() if said.to else None
    context = {
        "said": said,
        "colleague": colleague,
        "passes_on": said.outcome is Outcome.CHANGED,
    }
    return render(request, "complaints/told.html", context)
