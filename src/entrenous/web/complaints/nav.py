"""The line of the navigation for those who answer complaints, with how many wait."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.complaints.queries import waiting_count
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.navigation import NavItem
from entrenous.web.complaints.words import ANSWERING


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in ANSWERING):
        return []
    count = waiting_count(cast(AgentRequest, request).keyring)
    words = "réclamation attend" if count == 1 else "réclamations attendent"
    url = reverse("complaints:register")
    return [NavItem(url, "Réclamations", "megaphone", count or None, words)]
