"""The accesses of platforms: made, shown once, taken back by the administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.slips import senders
from entrenous.slips.models import Sender
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.slips.house_forms import SenderForm

_ADMIN = Function.Kind.ADMINISTRATOR


@needs(_ADMIN)
@require_GET
def accesses(request: AgentRequest) -> HttpResponse:
    """Which platforms may drop slips."""
    rows = Sender.objects.filter(organisation=request.user.organisation)
    return respond(request, "slips/senders.html", {"rows": list(rows)})


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Give an access; its code is on this page and nowhere else."""
    form = SenderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        sender, token = senders.make(
            request.user.organisation,
            name=said["name"],
            hourly_limit=said["hourly_limit"],
            by=request.user.pk,
        )
        return render(request, "slips/sender_token.html", {"sender": sender, "token": token})
    return respond(request, "slips/sender_new.html", {}, form)


@needs(_ADMIN)
@require_POST
def revoke(request: AgentRequest, sender: UUID) -> HttpResponse:
    """Take an access back: its code opens nothing any more."""
    rows = Sender.objects.filter(organisation=request.user.organisation)
    senders.revoke(get_object_or_404(rows, pk=sender), by=request.user.pk)
    messages.success(request, "L’accès est retiré : son code n’ouvre plus rien.")
    return redirect("slips:senders")
