"""The line of danger, for who confirms an access; apart, so that nobody's day opens on it."""

from datetime import timedelta
from typing import Final, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.continuity.codes import CONFIRM_HOURS
from entrenous.continuity.models import DangerAccess
from entrenous.web.common.navigation import NavItem

_CONFIRMERS: Final = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)


def items(request: HttpRequest) -> list[NavItem]:
    """The line, and how many accesses wait to be confirmed."""
    agent = cast(Agent, request.user)
    if not any(agent.has_function(kind) for kind in _CONFIRMERS):
        return []
    waiting, url = _to_confirm(agent), reverse("continuity:danger_home")
    return [NavItem(url, "Danger", "siren", waiting or None, "à confirmer maintenant")]


def _to_confirm(agent: Agent) -> int:
    since = timezone.now() - timedelta(hours=CONFIRM_HOURS)
    return DangerAccess.objects.filter(second=agent, decision="", asked_at__gte=since).count()
