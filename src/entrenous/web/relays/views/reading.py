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
from entrenous.web.relays.views.shared import Place, open_relays, relay_of
from entrenous.web.relays.words import TONES


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def relays(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Those that still want something first."""
    place = open_relays(request, dossier)
    return list_in(place, is_current=is_current(place.page))


def list_in(place: Place, *, is_current: bool) -> HttpResponse:
    """The list of a place; `is_current`: one more may be prepared."""
    found = [(each, TONES[each.stage]) for each in in_reading(place.reading)]
    context = place.context(
        current=[(each, tone) for each, tone in found if not each.is_over],
        over=[(each, tone) for each, tone in found if each.is_over],
        is_current=is_current,
    )
    return render(place.request, "relays/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def relay(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One orientation: what is told, where it stands, what the partner said."""
    return relay_in(open_relays(request, dossier, RelayNote), record)


def relay_in(place: Place, record: UUID) -> HttpResponse:
    """One orientation of a place."""
    shown = relay_of(place, record)
    may_come = state.may_come(shown.said)
    kept = {each.item for each in shown.may_leave}
    context = place.context(
        shown=shown,
        tone=TONES[shown.stage],
        told=[(*line, each.item in kept) for line, each in
              zip(lines_of(shown.said.told), shown.said.told, strict=True)],
        may_send=may_come & {StepKind.SENT, StepKind.REMINDED},
        may_hear=may_come & set(HEARD),
        may_close=StepKind.CLOSED in may_come,
        may_withdraw=StepKind.WITHDRAWN in may_come,
        notes=[n for n in place.reading.of(RelayNote) if n.content.relay == str(record)],
    )  # fmt: skip
    return render(place.request, "relays/relay.html", context)
