"""The line of the navigation of whoever answers « quel secteur ? »."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    if not agent.has_function(Function.Kind.RECEPTION):
        return []
    return [NavItem(reverse("territory:find"), "Trouver un secteur", "map-pin")]
