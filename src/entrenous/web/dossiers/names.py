"""Names of agents and groups, for pages that say who did what."""

from collections.abc import Iterable
from uuid import UUID

from entrenous.agents.models import Agent, Function
from entrenous.keyring.models import Group


def agents_named(ids: Iterable[UUID | None]) -> dict[UUID, Agent]:
    """The agents of these ids, with their functions."""
    wanted = {i for i in ids if i is not None}
    rows = Agent.objects.filter(pk__in=wanted).prefetch_related("functions")
    return {agent.pk: agent for agent in rows}


def groups_named(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """« accueil de Val-des-Saules », by group."""
    wanted = {i for i in ids if i is not None}
    rows = Group.objects.filter(pk__in=wanted).select_related("circonscription")
    return {group.pk: _group_name(group) for group in rows}


def functions_of(agent: Agent) -> str:
    """« travail social », or what she does."""
    kinds = {f.kind for f in agent.functions.all()}
    return ", ".join(Function.Kind(kind).label for kind in sorted(kinds)) or "sans fonction"


def author_name(author: UUID, *, me: Agent, known: dict[UUID, Agent]) -> str:
    """« Vous », or a colleague's name."""
    if author == me.pk:
        return "Vous"
    return known[author].display_name if author in known else "Compte fermé"


def typist_name(typist: UUID | None, *, me: Agent, known: dict[UUID, Agent]) -> str:
    """« vous », or a colleague's name, after « par »; "" when it was typed on its own day."""
    if typist is None:
        return ""
    return "vous" if typist == me.pk else author_name(typist, me=me, known=known)


def _group_name(group: Group) -> str:
    place = f" – {group.circonscription.name}" if group.circonscription else ""
    return f"{group.get_kind_display()}{place}"
