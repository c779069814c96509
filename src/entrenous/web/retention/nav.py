"""The line of the navigation for those who confirm destructions."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.common.navigation import NavItem
from entrenous.web.retention.words import CONFIRMS


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in CONFIRMS):
        return []
    return [NavItem(reverse("retention:home"), "Conservation", "archive")]
