"""Take a mandate with the person: one page, read over with her, then kept."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring import drafts
from entrenous.mediations import actions
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.acts.flow import already, typed
from entrenous.web.dossiers.views.acts.listing import is_current
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.mediations.forms import MandateForm, proposed
from entrenous.web.mediations.views.shared import METHODS, open_mediations

DRAFT = "mediations:new"
_ENDED = "L’accompagnement est terminé : reprenez-le d’abord si la personne le demande."
_DONE = "Le mandat est enregistré, avec son accord. Imprimez la lettre si le tiers la demande."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """With whom, about what, what may be said and what may not, until when, her agreement."""
    page = open_mediations(request, dossier)
    if not is_current(page):
        return already(page, _ENDED, "mediations:list")
    data, back = typed(request)
    known = back or drafts.restore(request, DRAFT, dossier) or {}
    kept = page.card.street if page.card.is_protected else ""
    initial = {**proposed(), "tell_identite": page.card.name, **known}
    form = MandateForm(data, initial=initial, kept=kept)
    context = page.context(is_protected=page.card.is_protected)
    if not form.is_valid():
        return respond(request, "mediations/new.html", context, form)
    if "do" not in request.POST:
        said, agreed = form.mediation(), form.agreement()
        context |= {"form": form, "said": said, "agreed": agreed, "told": lines_of(form.told)}
        return render(request, "mediations/check.html", context)
    return _keep(page, form)


def _keep(page: DossierPage, form: MandateForm) -> HttpResponse:
    request, pk = page.request, page.dossier.pk
    kept: list[UUID] = []

    @transaction.atomic
    def act() -> None:
        once = form.cleaned_data["once"]
        said, agreed = form.mediation(), form.agreement()
        kept.append(actions.mandate(request.keyring, page.dossier, said, agreed, record=once))
        drafts.discard(request.user, DRAFT, pk)

    if not is_done(form, act):
        context = page.context(is_protected=page.card.is_protected)
        return respond(request, "mediations/new.html", context, form)
    messages.success(request, _DONE)
    return redirect("mediations:mediation", pk, kept[0])
