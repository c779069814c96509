"""Who may see a page: the function it needs, and the typed request that a view receives.

Default deny: pages ask for a log-in unless they say otherwise; then the key is the permission.
A function one does not exercise, like a key one does not hold, is a page that does not exist.

    @needs(Function.Kind.SOCIAL_WORKER)
    def dossier(request: AgentRequest, dossier: UUID) -> HttpResponse: ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails

from entrenous.agents.models import Agent
from entrenous.keyring.middleware import keeps_no_draft, not_human
from entrenous.keyring.opening import Keyring

__all__ = ["AgentRequest", "agent_page", "keeps_no_draft", "needs", "not_human"]

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """A request of a logged-in agent. For types only: requests are not built from it."""

    user: Agent
    keyring: Keyring
    htmx: HtmxDetails


Page = Callable[Concatenate[AgentRequest, P], HttpResponse]
Served = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(*functions: str) -> Callable[[Page[P]], Served[P]]:
    """Answer 404 to whoever exercises none of these functions (Function.Kind values)."""
    if not functions:
        raise ValueError("name at least one function; every agent's pages use `agent_page`")

    def checked(view: Page[P]) -> Served[P]:
        @wraps(view)
        def serve(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            asked = cast(AgentRequest, request)
            if not any(asked.user.has_function(kind) for kind in functions):
                raise Http404
            return view(asked, *args, **kwargs)

        serve.needs = frozenset(functions)  # type: ignore[attr-defined]
        return serve

    return checked


def agent_page(view: Page[P]) -> Served[P]:
    """A page of every logged-in agent, whatever she does."""

    @wraps(view)
    def serve(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(cast(AgentRequest, request), *args, **kwargs)

    return serve
