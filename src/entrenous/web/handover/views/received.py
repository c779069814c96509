"""« Dossiers confiés »: what came to her, with the sheets; she says which she has read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.handover import queries, transferring
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.templatetags.look import combien


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: AgentRequest) -> HttpResponse:
    """The list; a POST acknowledges one dossier, or all those that came without a sheet."""
    rows = queries.received(request.keyring)
    if request.method == "POST":
        asked = {row.id for row in rows if str(row.id) in request.POST.getlist("dossier")}
        count = transferring.acknowledge(request.keyring, asked)
        messages.success(request, f"{combien(count, 'fiche lue,fiches lues')}.")
        return redirect("handover:received")
    unread = [row for row in rows if not row.is_read]
    context = {
        "written": [row for row in unread if row.has_words],
        "bare": [row for row in unread if not row.has_words],
        "read": [row for row in rows if row.is_read],
    }
    return render(request, "handover/received.html", context)
