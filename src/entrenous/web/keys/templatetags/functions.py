"""Which tabs an agent sees."""

from django import template

from entrenous.agents.models import Agent

register = template.Library()


@register.filter
def exerce(agent: Agent, kinds: str) -> bool:
    """`{% if request.user|exerce:"team_lead,reception" %}`: one of these functions, somewhere."""
    return any(agent.has_function(kind) for kind in kinds.split(","))
