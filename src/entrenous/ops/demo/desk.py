"""Requests of the last weeks at reception, so that the queue and the attribution have something."""

from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Theme
from entrenous.ops.demo import shapes
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.synthetic import Waiting
from entrenous.ops.demo.writer import instant
from entrenous.reception import actions, attribution
from entrenous.reception.codes import CLOSING, LEVEL_OF, Decision, Urgency
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.models import Demande

_TODAY: Final = 4
_ATTRIBUTED_EVERY: Final = 4


def fill_queue(house: DemoHouse, people: Sequence[Waiting]) -> None:
    """Record these requests, the last few as of this morning; one in four has a référente."""
    for rank, told in enumerate(people):
        row = _receive(house, told, is_today=rank >= len(people) - _TODAY)
        if rank % _ATTRIBUTED_EVERY == 1:
            _attribute(house, row)


def _receive(house: DemoHouse, told: Waiting, *, is_today: bool) -> Demande:
    secteur, asked = house.secteurs[told.secteur], told.requested
    now = Decision.DUTY if is_today else Decision.APPOINTMENT
    waits = asked.decision not in {*CLOSING, Decision.DUTY}
    row = actions.record_demande(
        actions.Arrival(
            circonscription=secteur.circonscription,
            channel=asked.channel,
            suite=actions.Suite(asked.decision if waits else now, answer=asked.answer),
            secteur=secteur,
            origin=asked.origin,
            urgency=max((LEVEL_OF[s] for s in asked.signs), default=Urgency.NONE),
            urgency_action=asked.urgency_action,
            identity=_identity(told.person),
            words=asked.words,
            themes=tuple(t for t in asked.themes if t is not Theme.VIO)[:3],
        ),
        by=house.receptionist(secteur.circonscription),
    )
    if not is_today:
        row.received_at = row.decided_at = instant(asked.on, asked.at)
        row.received_on = timezone.localdate(row.received_at)
        row.save(update_fields=["received_at", "received_on", "decided_at"])
    return row


def _attribute(house: DemoHouse, row: Demande) -> None:
    place = row.circonscription
    lead = house.holder_of(Function.Kind.TEAM_LEAD, place)
    worker = house.holder_of(Function.Kind.SOCIAL_WORKER, place)
    attribution.attribute(row.pk, worker.agent, by=lead)
    actions.hand_over_pending(house.receptionist(place))


def _identity(person: shapes.PersonTold) -> DemandeIdentity:
    return DemandeIdentity(
        family_name=person.family_name,
        given_name=person.given_name,
        birth_year=person.birth_year,
        commune=person.commune,
        street=person.street,
        contact=person.phone,
        safety=person.safety,
        safe_rule=person.safe_rule,
        carry=person.carry,
    )
