"""The person objects; what was then decided together."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.endings import afterwards
from entrenous.endings.codes import Outcome
from entrenous.endings.errors import AlreadySaid, NotProposed
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.endings import words
from entrenous.web.endings.forms import ObjectAfterForm, ObjectForm, SettleForm
from entrenous.web.endings.views.shared import METHODS, carried, open_ending, typed


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def object_(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note her objection, before the end or after it: then it is taken up again."""
    ending = open_ending(request, dossier)
    if ending.known is None:
        return ending.already(NotProposed)
    if ending.known.said.open_objection is not None:
        return ending.already(AlreadySaid)
    has_ended = ending.stretch is None
    data, initial = typed(request)
    shown = initial or {"on": timezone.localdate()}
    form = (ObjectAfterForm if has_ended else ObjectForm)(data, initial=shown)

    def do() -> None:
        said = form.cleaned_data
        afterwards.object_(
            request.keyring,
            ending.page.dossier,
            on=said["on"],
            words=said["words"],
            former_may_be_read=said.get("consent") == "yes",
        )

    return carried(ending, words.OBJECT_AFTER if has_ended else words.OBJECT, form, do)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def settle(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note what was decided together after her objection."""
    ending = open_ending(request, dossier)
    if (refusal := ending.refusal()) is not None:
        return refusal
    if ending.known is None or ending.known.said.open_objection is None:
        return ending.already(AlreadySaid)
    data, initial = typed(request)
    form = SettleForm(data, initial=initial or {"on": timezone.localdate()})

    def do() -> None:
        said = form.cleaned_data
        afterwards.settle(
            request.keyring,
            ending.page.dossier,
            on=said["on"],
            outcome=Outcome(said["outcome"]),
            words=said["words"],
        )

    return carried(ending, words.SETTLE, form, do)
