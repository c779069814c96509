"""One line of the navigation: dates counted without any dossier, and one's calendar address."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.web.common.navigation import NavItem
from entrenous.web.procedures.access import COUNTERS


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in COUNTERS):
        return []
    return [NavItem(reverse("procedures:calculate"), "Échéances", "calendar-clock")]
