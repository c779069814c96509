"""« Ouvrir un dossier »: one page, one mandatory answer."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import actions
from entrenous.keyring import drafts
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.person import OpeningForm

DRAFT = "dossiers:open"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def open_dossier(request: AgentRequest) -> HttpResponse:
    """Open the dossier of one adult."""
    if request.method == "GET":
        initial = drafts.restore(request, DRAFT)
        form = OpeningForm(agent=request.user, initial=initial)
        return respond(request, "dossiers/open.html", {"from_draft": bool(initial)}, form)
    form = OpeningForm(request.POST, agent=request.user)
    if not form.is_valid():
        return respond(request, "dossiers/open.html", {}, form)
    with transaction.atomic():
        made = actions.open_dossier(
            request.keyring,
            form.card(),
            secteur=form.cleaned_data["secteur"],
            reasons=form.cleaned_data["reasons"],
            contacts=form.contacts(),
            safe_rule=form.cleaned_data["safe_rule"],
        )
        drafts.discard(request.user, DRAFT)
    messages.success(request, "Le dossier est ouvert. Personne d’autre ne peut le lire.")
    return redirect("dossiers:dossier", made.pk)
