"""The lines of the navigation for the desk, the duty worker and agendas."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.reception import queries
from entrenous.web.common.navigation import NavItem

WORKER, DESK = Function.Kind.SOCIAL_WORKER, Function.Kind.RECEPTION


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    found = []
    if agent.has_function(DESK):
        found.append(NavItem(reverse("reception:desk"), "Accueil", "door-open"))
    if agent.has_function(WORKER):
        count = queries.duty_count(_places(agent))
        words = "personne attend" if count == 1 else "personnes attendent"
        found.append(
            NavItem(reverse("reception:duty"), "Permanence", "life-buoy", count or None, words)
        )
    if agent.has_function(WORKER) or agent.has_function(DESK):
        found.append(NavItem(reverse("reception:agenda"), "Agenda", "calendar"))
    elif agent.has_function(Function.Kind.TEAM_LEAD):
        found.append(NavItem(reverse("reception:sessions"), "Permanences", "calendar"))
    return found


def _places(agent: Agent) -> list[Circonscription]:
    """From the functions that the page already read."""
    return [
        f.circonscription for f in agent.functions.all() if f.kind == WORKER and f.circonscription
    ]
