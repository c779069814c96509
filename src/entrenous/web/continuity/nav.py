"""The line of absences, for who follows dossiers."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not agent.has_function(Function.Kind.SOCIAL_WORKER):
        return []
    return [NavItem(reverse("continuity:home"), "Relèves", "calendar-off")]
