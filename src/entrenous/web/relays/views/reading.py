"""Read the orientations of a dossier: those that wait, those that are over, one with its steps."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.relays import state
from entrenous.relays.codes import HEARD, StepKind
from entrenous.relays.contents import RelayNote
from entrenous.relays.queries import in_reading
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.views.acts.listing import is_current
from entrenous.web.relays.views.shared import open_relays, relay_of
from entrenous.web.relays.words import TONES


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def relays(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that still want something first."""
    page = open_relays(request, dossier)
    found = [(each, TONES[each.stage]) for each in in_reading(page.reading)]
    context = page.context(
        current=[(each, tone) for each, tone in found if not each.is_over],
        over=[(each, tone) for each, tone in found if each.is_over],
        is_current=is_current(page),
    )
    return render(request, "relays/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def relay(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One orientation: what is told, where it stands, what the partner said."""
    page = open_relays(request, dossier, RelayNote)
    shown = relay_of(page, record)
    may_come = state.may_come(shown.said)
    kept = {each.item for each in shown.may_leave}
    context = page.context(
        shown=shown,
        tone=TONES[shown.stage],
        told=[(*line, each.item in kept) for line, each in
              zip(lines_of(shown.said.told), shown.said.told, strict=True)],
        may_send=may_come & {StepKind.SENT, StepKind.REMINDED},
        may_hear=may_come & set(HEARD),
        may_close=StepKind.CLOSED in may_come,
        may_withdraw=StepKind.WITHDRAWN in may_come,
        notes=[n for n in page.reading.of(RelayNote) if n.content.relay == str(record)],
    )  # fmt: skip
    return render(request, "relays/relay.html", context)
