"""Where a letter may have arrived, and who may answer it."""

from django.db.models import QuerySet

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.web.gateway.access import LEAD, LEGAL, MAKERS, WORKER


def places_for(agent: Agent) -> list[Circonscription]:
    """Where this agent works; every place of the organisation for who works in none."""
    own = Function.objects.select_related("circonscription").filter(agent=agent, kind__in=MAKERS)
    found = {f.circonscription_id: f.circonscription for f in own if f.circonscription}
    if found:
        return list(found.values())
    return list(Circonscription.objects.filter(organisation_id=agent.organisation_id))


def workers_at(places: list[Circonscription]) -> list[Agent]:
    """The social workers to whom reception may hand a letter over."""
    return list(_with(WORKER).filter(functions__circonscription__in=places).distinct())


def answerers(agent: Agent) -> list[Agent]:
    """The colleagues who may take a request over: of the same organisation, oneself left out."""
    found = _with(WORKER, LEGAL).filter(organisation_id=agent.organisation_id)
    return list(found.exclude(pk=agent.pk).distinct())


def signers(agent: Agent, but: set[str]) -> list[Agent]:
    """The leads and the legal desk, without those who signed already."""
    found = _with(LEAD, LEGAL).filter(organisation_id=agent.organisation_id).distinct()
    return [each for each in found if str(each.pk) not in but]


def _with(*kinds: str) -> QuerySet[Agent]:
    return Agent.objects.filter(is_active=True, functions__kind__in=kinds)
