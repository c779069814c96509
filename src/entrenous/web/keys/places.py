"""Which letter boxes an agent sees, and where a lead acts."""

from typing import Final

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.keyring.group_states import EVERYWHERE, LOCAL, Letterbox, exercises, letterboxes
from entrenous.keyring.models import Certificate, Group

TEAM: Final = (
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.RECEPTION,
    Function.Kind.TEAM_LEAD,
    Function.Kind.LEGAL_DESK,
)


def led_by(agent: Agent) -> list[Circonscription]:
    """Where she leads, then the places where no certified lead is: nobody else could act there."""
    if not agent.has_function(Function.Kind.TEAM_LEAD):
        return []
    everywhere = Circonscription.objects.filter(organisation=agent.organisation_id)
    certified = Certificate.objects.filter(may_certify=True, revoked_on=None).values("actor")
    led = Function.objects.filter(
        kind=Function.Kind.TEAM_LEAD, agent__is_active=True, agent__in=certified
    )
    own = agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    orphans = everywhere.exclude(pk__in=led.values("circonscription")).exclude(
        pk__in=[p.pk for p in own]
    )
    return [*own, *orphans]


def seen_by(agent: Agent) -> list[Letterbox]:
    """The letter boxes of the places she leads, and those of her own functions."""
    led = led_by(agent)
    is_lead = agent.has_function(Function.Kind.TEAM_LEAD)
    places = {place.pk: place for place in led}
    for function in agent.functions.select_related("circonscription"):
        if function.circonscription is not None:
            places.setdefault(function.circonscription.pk, function.circonscription)
    boxes = letterboxes(agent.organisation_id, list(places.values()))
    leads_at = {place.pk for place in led}
    return [
        box
        for box in boxes
        if (box.place is not None and box.place.pk in leads_at)
        or (box.place is None and is_lead)
        or exercises(agent, box.kind, box.place)
        or box.has_member(agent.pk)
    ]


def matching(agent: Agent, lead: Agent) -> list[Letterbox]:
    """The letter boxes of an agent's functions that a lead may let her into."""
    is_there = {place.pk for place in led_by(lead)}
    boxes = letterboxes(
        lead.organisation_id,
        [f.circonscription for f in agent.functions.all() if f.circonscription is not None],
    )
    seen: dict[tuple[str, object], Letterbox] = {}
    for box in boxes:
        reachable = box.place is None or box.place.pk in is_there
        if reachable and exercises(agent, box.kind, box.place):
            seen.setdefault((box.kind, box.place.pk if box.place else None), box)
    return list(seen.values())


def kind_of(code: str) -> Group.Kind | None:
    """A kind of letter box, as a form says it."""
    return next((k for k in (*LOCAL, *EVERYWHERE) if k.value == code), None)
