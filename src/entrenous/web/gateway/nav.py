"""The lines of the navigation for those who enter, answer or sign what third parties ask."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.web.common.navigation import NavItem
from entrenous.web.gateway.access import COMERS


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    found = []
    if any(agent.has_function(kind) for kind in COMERS):
        found.append(NavItem(reverse("gateway:list"), "Sollicitations", "inbox"))
    if agent.has_function(Function.Kind.LEGAL_DESK):
        found.append(NavItem(reverse("gateway:legal"), "Service juridique", "scale"))
    return found
