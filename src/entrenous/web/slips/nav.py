"""The line of the navigation of the house: how many calls platforms promised."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.slips import queries
from entrenous.web.common.navigation import NavItem

_DESK = Function.Kind.RECEPTION


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    places = [f.circonscription for f in agent.functions.all() if f.kind == _DESK]
    houses = [place for place in places if place is not None]
    if not houses:
        return []
    count = queries.waiting(houses).count()
    words = "rappel promis" if count == 1 else "rappels promis"
    url = reverse("slips:list")
    return [NavItem(url, "Fiches de contact", "phone", count or None, words)]
