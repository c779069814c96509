"""The lines of the navigation for those who hold files."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    if not cast(Agent, request.user).has_function(Function.Kind.SOCIAL_WORKER):
        return []
    return [
        NavItem(reverse("dossiers:day"), "Ma journée", "sun"),
        NavItem(reverse("dossiers:list"), "Dossiers", "folder"),
    ]
