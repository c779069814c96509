"""The line of the navigation for those who may read what the service does with groups."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.collective.views.shared import READERS
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in READERS):
        return []
    return [NavItem(reverse("collective:list"), "Actions collectives", "users-round")]
