"""« Espace de la personne », in her dossier: how it stands, what can be done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.contents import PersonCard
from entrenous.space import codes, desk
from entrenous.space.models import Space
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import DossierPage, open_page


def open_space(request: AgentRequest, dossier: UUID) -> tuple[DossierPage, Space | None]:
    """The dossier, open, and its space. KeyNotHeld unless she holds the whole of it."""
    page = open_page(request, dossier, "more", PersonCard)
    page.opened.key_for(Compartment.WHOLE)
    return page, desk.space_of(dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def state(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """How her space stands."""
    page, space = open_space(request, dossier)
    context = page.context(
        space=space,
        is_open=bool(space and space.state == Space.State.OPEN),
        is_discreet=bool(space and space.state == Space.State.DISCREET),
        number=codes.shown_number(space.number) if space and space.number else "",
    )
    return render(request, "space_desk/state.html", context)
