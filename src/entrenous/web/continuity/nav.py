"""Lines of the navigation: absences for who follows dossiers, danger for who confirms and reads."""

from datetime import timedelta
from typing import cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.continuity.codes import CONFIRM_HOURS
from entrenous.continuity.models import DangerAccess
from entrenous.web.common.navigation import NavItem


def items(request: HttpRequest) -> list[NavItem]:
    agent = cast(Agent, request.user)
    found = []
    if agent.has_function(Function.Kind.SOCIAL_WORKER):
        found.append(NavItem(reverse("continuity:home"), "Relèves", "calendar-off"))
    if any(
        agent.has_function(kind) for kind in (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
    ):
        waiting = _to_confirm(agent)
        url = reverse("continuity:danger_home")
        found.append(NavItem(url, "Danger", "siren", waiting or None, "à confirmer maintenant"))
    return found


def _to_confirm(agent: Agent) -> int:
    since = timezone.now() - timedelta(hours=CONFIRM_HOURS)
    return DangerAccess.objects.filter(second=agent, decision="", asked_at__gte=since).count()
