"""The line of the navigation for the keys; a lead sees how many colleagues wait for her."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.keyring.accounts import waiting_for_certificate
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    count = 0
    if agent.has_function(Function.Kind.TEAM_LEAD):
        count = len([a for a in waiting_for_certificate(agent.organisation_id) if a != agent])
    words = "collègue à certifier" if count == 1 else "collègues à certifier"
    return [NavItem(reverse("keys:holders"), "Clés", "key-round", count or None, words)]
