"""The line of the navigation for those who receive people."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.common.navigation import NavItem
from entrenous.web.minimum.access import RECEIVE


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in RECEIVE):
        return []
    return [NavItem(reverse("minimum:desk"), "Minimum vital", "wallet")]
