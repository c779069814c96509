"""Enter a complaint for the person: from anywhere, or from her dossier with her name ready."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.complaints import actions
from entrenous.complaints.errors import NoDesk
from entrenous.complaints.queries import places_of
from entrenous.keyring import drafts
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.complaints.forms import EnterForm
from entrenous.web.complaints.views.shared import METHODS, agents_met
from entrenous.web.complaints.words import ENTERING
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.views.refusals import is_done

_NO_DESK = (
    "Personne d’autre ne peut la recevoir ici : demandez que le groupe des responsables ou celui "
    "du service juridique soit ouvert. Rien n’est enregistré ; la personne peut écrire à la "
    "direction."
)


@needs(*ENTERING)
@require_http_methods(METHODS)
def new(request: AgentRequest) -> HttpResponse:
    """Enter one without a dossier."""
    _ = request.keyring.secret
    own = [f.circonscription_id for f in request.user.functions.all() if f.circonscription_id]
    proposed = {"place": str(own[0])} if own else {}
    return _enter(request, proposed, None, reverse("dossiers:day"))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def of_dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Enter one from a dossier: its référente herself may, for the person."""
    page = open_page(request, dossier, "more")
    proposed = {
        "name": page.card.name,
        "about": str(page.dossier.referent_id),
        "place": str(page.dossier.secteur.circonscription_id),
    }
    back = reverse("dossiers:more", args=[dossier])
    return _enter(request, proposed, dossier, back)


def _enter(
    request: AgentRequest, proposed: dict[str, Any], dossier: UUID | None, back: str
) -> HttpResponse:
    draft = "complaints:of_dossier" if dossier else "complaints:new"
    kept = drafts.restore(request, draft, dossier) or {} if request.method != "POST" else {}
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        initial={"on": timezone.localdate(), **proposed, **kept},
        places=list(places_of(request.user.organisation_id)),
        agents=agents_met(request),
    )
    if form.is_valid():
        made = []
        try:
            said = form.entered(dossier)
            if is_done(form, lambda: made.append(actions.enter(request.keyring, said))):
                drafts.discard(request.user, draft, dossier)
                return render(request, "complaints/done.html", {"row": made[0], "back": back})
        except NoDesk:
            form.add_error(None, _NO_DESK)
    context = {"back": back, "draft": draft, "draft_about": dossier}
    return respond(request, "complaints/new.html", context, form)
