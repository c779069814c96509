"""The legal desk's register of copies: when, to whom, how, how many pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.copies import register as copies
from entrenous.web.common.access import AgentRequest, needs


@needs(Function.Kind.LEGAL_DESK)
@require_safe
def register(request: AgentRequest) -> HttpResponse:
    """Every request of the organisation, the latest first. No content."""
    rows = copies.register(request.keyring)
    context = {"rows": rows, "today": timezone.localdate(), "here_copies": True}
    return render(request, "copies/register.html", context)
