"""Whom and what an act may name: certified colleagues, one's own other dossiers."""

from uuid import UUID

from django.http import Http404

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import queries
from entrenous.dossiers.models import Dossier
from entrenous.keyring.models import Certificate
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.names import functions_of
from entrenous.web.dossiers.pages import dossier_of

FOLLOWING = (Function.Kind.SOCIAL_WORKER,)
ADVISING = (Function.Kind.SOCIAL_WORKER, Function.Kind.TEAM_LEAD)


def colleagues(request: AgentRequest, kinds: tuple[str, ...]) -> list[Agent]:
    """Active agents with one of these functions and certified keys, oneself left out."""
    rows = (
        Agent.objects.filter(
            organisation_id=request.user.organisation_id, is_active=True, functions__kind__in=kinds
        )
        .exclude(pk=request.user.pk)
        .prefetch_related("functions")
        .distinct()
    )
    live = Certificate.objects.filter(
        organisation_id=request.user.organisation_id,
        revoked_on=None,
        actor__in=[a.pk for a in rows],
    )
    certified = set(live.values_list("actor", flat=True))  # the act checks the keys themselves
    return [agent for agent in rows if agent.pk in certified]


def choices_of(agents: list[Agent]) -> list[tuple[str, str]]:
    """« Alix Fictif – travail social », for a list."""
    return [(str(a.pk), f"{a.display_name} – {functions_of(a)}") for a in agents]


def chosen(agents: list[Agent], pk: str) -> Agent:
    """The colleague of a choice already validated."""
    return next(a for a in agents if str(a.pk) == pk)


def own_others(request: AgentRequest, dossier: UUID) -> list[tuple[str, str]]:
    """One's own other dossiers by name. One journal entry for the list."""
    rows = queries.own_list(request.keyring)
    return [(str(r.dossier.pk), r.sorted_name) for r in rows if r.dossier.pk != dossier]


def other_dossier(request: AgentRequest, pk: str) -> Dossier:
    """The dossier of a choice already validated, or 404 once it is gone."""
    try:
        return dossier_of(request, UUID(pk))
    except ValueError:
        raise Http404 from None
