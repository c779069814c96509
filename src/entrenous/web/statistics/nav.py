"""Two lines of the navigation: one's own activity, for who has acts; the reports, for everyone."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.common.navigation import NavItem
from entrenous.web.statistics.access import WORKERS


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    found = [NavItem(reverse("statistics:reports"), "Rapports", "chart-column")]
    if any(agent.has_function(kind) for kind in WORKERS):
        found.insert(0, NavItem(reverse("statistics:own"), "Mon activité", "clock"))
    return found
