"""Without a dossier, for an interview or a reception desk: nothing is kept, not even a draft."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.minimum import flow
from entrenous.web.minimum.access import METHODS, RECEIVE


@needs(*RECEIVE)
@keeps_no_draft
@require_http_methods(METHODS)
def page(request: AgentRequest) -> HttpResponse:
    """The figures of what is typed."""
    return flow.figures(_desk(request))


@needs(*RECEIVE)
@keeps_no_draft
@require_http_methods(METHODS)
def letter(request: AgentRequest, purpose: str) -> HttpResponse:
    """A letter to take away at once."""
    return flow.write(_desk(request), purpose)


def _desk(request: AgentRequest) -> flow.Desk:
    return flow.Desk(request, "minimum/desk", "minimum:desk")
