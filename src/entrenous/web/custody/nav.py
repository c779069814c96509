"""The line of the navigation for those who ask custodians, or name them."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.common.navigation import NavItem
from entrenous.web.custody.words import IN_CHARGE


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in IN_CHARGE):
        return []
    return [NavItem(reverse("custody:home"), "Secours", "life-buoy")]
