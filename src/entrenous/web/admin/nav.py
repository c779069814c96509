"""The line of the navigation for whoever administers the accounts."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    if not cast(Agent, request.user).has_function(Function.Kind.ADMINISTRATOR):
        return []
    return [NavItem(reverse("admin:accounts"), "Administration", "settings")]
