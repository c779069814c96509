"""Prepare an orientation with the person: one page, read over, then done."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Safety
from entrenous.dossiers.contact import contact_rule
from entrenous.keyring import drafts
from entrenous.relays import actions
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.papers import RULE_KINDS
from entrenous.web.dossiers.views.acts.flow import already, typed
from entrenous.web.dossiers.views.acts.listing import is_current
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.relays.forms import RelayForm
from entrenous.web.relays.views.shared import METHODS, open_relays

DRAFT = "relays:new"
_ENDED = "L’accompagnement est terminé : reprenez-le d’abord si la personne le demande."
_DONE = "L’orientation est prête, avec son accord. Il reste à la transmettre."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """To whom, for what, the exact words, her agreement."""
    page = open_relays(request, dossier, *RULE_KINDS)
    if not is_current(page):
        return already(page, _ENDED, "relays:list")
    data, back = typed(request)
    initial = _proposed(page) | (back or drafts.restore(request, DRAFT, dossier) or {})
    days = request.user.organisation.relay_days
    kept = page.card.street if page.card.is_protected else ""
    form = RelayForm(data, initial=initial, days=days, kept=kept)
    context = page.context(is_protected=page.card.is_protected)
    if not form.is_valid():
        return respond(request, "relays/new.html", context, form)
    if "do" not in request.POST:
        context |= {"form": form, "said": form.relay(), "told": lines_of(form.told)}
        return render(request, "relays/check.html", context)
    return _keep(page, form)


def _keep(page: DossierPage, form: RelayForm) -> HttpResponse:
    request, pk = page.request, page.dossier.pk
    kept: list[UUID] = []

    @transaction.atomic
    def act() -> None:
        once = form.cleaned_data["once"]
        kept.append(
            actions.prepare(
                request.keyring, page.dossier, form.relay(), form.agreement(), record=once
            )
        )
        drafts.discard(request.user, DRAFT, pk)

    if not is_done(form, act):
        context = page.context(is_protected=page.card.is_protected)
        return respond(request, "relays/new.html", context, form)
    messages.success(request, _DONE)
    return redirect("relays:relay", pk, kept[0])


def _proposed(page: DossierPage) -> dict[str, object]:
    """Her name, and a number only if it may be used without care."""
    rule = contact_rule(page.reading)
    safe = (m.content for m in rule.usable if m.content.safety is Safety.SAFE)
    phone = next((m.value for m in safe if any(c.isdigit() for c in m.value)), "")
    return {
        "read_on": timezone.localdate(),
        "tell_identite": page.card.name,
        "tell_telephone": "" if page.card.is_protected else phone,
    }
