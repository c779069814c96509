"""Prepare an orientation with the person: one page, read over, then done."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
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
from entrenous.web.relays.views.shared import METHODS, Place, open_relays, to_relay

Prepare = Callable[..., UUID]
_ENDED = "L’accompagnement est terminé : reprenez-le d’abord si la personne le demande."
_DONE = "L’orientation est prête, avec son accord. Il reste à la transmettre."


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """To whom, for what, the exact words, her agreement."""
    place = open_relays(request, dossier, *RULE_KINDS)
    page = place.page
    if not is_current(page):
        return already(page, _ENDED, "relays:list")
    kept = page.card.street if page.card.is_protected else ""
    return prepare_in(place, _proposed(page), kept=kept, is_protected=page.card.is_protected)


def prepare_in(
    place: Place,
    proposed: dict[str, object],
    *,
    kept: str = "",
    is_protected: bool = False,
    prepare: Prepare | None = None,
) -> HttpResponse:
    """One page, read over, then kept.

    kept     the address of a protected person, which does not leave
    prepare  the act of another home than a dossier
    """
    request, draft = place.request, _draft(place)
    data, back = typed(request)
    initial = proposed | (back or drafts.restore(request, draft, place.key) or {})
    days = request.user.organisation.relay_days
    form = RelayForm(data, initial=initial, days=days, kept=kept)
    context = place.context(is_protected=is_protected, draft=draft)
    if not form.is_valid():
        return respond(request, "relays/new.html", context, form)
    if "do" not in request.POST:
        context |= {"form": form, "said": form.relay(), "told": lines_of(form.told)}
        return render(request, "relays/check.html", context)
    if not _is_kept(place, form, prepare):
        return respond(request, "relays/new.html", context, form)
    messages.success(request, _DONE)
    return to_relay(place, form.cleaned_data["kept"])


def _is_kept(place: Place, form: RelayForm, prepare: Prepare | None) -> bool:
    """Prepare it, and forget its draft; False when the form says why it could not be."""
    do = prepare or partial(actions.prepare, place.request.keyring, place.home)

    @transaction.atomic
    def act() -> None:
        once = form.cleaned_data["once"]
        form.cleaned_data["kept"] = do(form.relay(), form.agreement(), record=once)
        drafts.discard(place.request.user, _draft(place), place.key)

    return is_done(form, act)


def _draft(place: Place) -> str:
    return f"{place.space}:new"


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
