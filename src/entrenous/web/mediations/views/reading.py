"""Read the mediations of a dossier: those that are open, those that are over, one of them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.mediations import state
from entrenous.mediations.codes import StepKind
from entrenous.mediations.contents import MediationNote
from entrenous.mediations.queries import MediationState, in_reading
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.telling import item_label
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.acts.listing import is_current
from entrenous.web.mediations.views.shared import open_mediations, open_one
from entrenous.web.mediations.words import TONES


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def mediations(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that still want something first."""
    page = open_mediations(request, dossier)
    found = [(each, TONES[each.stage]) for each in in_reading(page.reading)]
    context = page.context(
        current=[(each, tone) for each, tone in found if not each.is_over],
        over=[(each, tone) for each, tone in found if each.is_over],
        is_current=is_current(page),
    )
    return render(request, "mediations/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def mediation(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One mediation: what may be said today, what may not, what was said and answered."""
    page, shown = open_one(request, dossier, record, MediationNote)
    return render(request, "mediations/mediation.html", _context(page, shown))


def _context(page: DossierPage, shown: MediationState) -> dict[str, object]:
    may_come = state.may_come(shown.stage)
    kept = {each.item for each in shown.may_say}
    notes = [n for n in page.reading.of(MediationNote) if n.content.mediation == str(shown.id)]
    return page.context(
        shown=shown,
        tone=TONES[shown.stage],
        told=[(item_label(e.item), e.text, e.item in kept) for e in shown.said.told],
        may_speak=StepKind.SAID in may_come,
        may_withdraw=StepKind.WITHDRAWN in may_come,
        is_current=is_current(page),
        notes=notes,
    )
