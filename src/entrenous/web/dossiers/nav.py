"""The lines of the navigation for those who hold files, and for those who are lent an extract."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import support
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    follows = agent.has_function(Function.Kind.SOCIAL_WORKER)
    own = [
        NavItem(reverse("dossiers:day"), "Ma journée", "sun"),
        NavItem(reverse("dossiers:list"), "Dossiers", "folder"),
    ]
    advises = follows or agent.has_function(Function.Kind.TEAM_LEAD)
    return [*(own if follows else []), *(_lent(agent) if advises else [])]


def _lent(agent: Agent) -> list[NavItem]:
    """A line only while something is lent to her."""
    count = len(support.received(agent))
    url = reverse("dossiers:extracts")
    return [NavItem(url, "Extraits prêtés", "life-buoy", count, "à lire")] if count else []
