"""Who receives a complaint: the leads, or the legal desk when a lead is concerned."""

from uuid import UUID

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.complaints.errors import NoDesk
from entrenous.complaints.models import Complaint
from entrenous.keyring import containers, groups
from entrenous.keyring.models import Group

_LEADS, _LEGAL = Complaint.Desk.LEADS, Complaint.Desk.LEGAL_DESK
_GROUPS = {_LEADS: Group.Kind.LEADS, _LEGAL: Group.Kind.LEGAL_DESK}
_FUNCTIONS = {_LEADS: Function.Kind.TEAM_LEAD, _LEGAL: Function.Kind.LEGAL_DESK}


def desk_for(place: Circonscription, about: Agent | None) -> tuple[Complaint.Desk, Group]:
    """The first desk that may be sealed to and that the agent concerned has no part in. NoDesk."""
    for desk in (_LEADS, _LEGAL):
        group = groups.nearest(_GROUPS[desk], place)
        if group is not None and not _has_part(about, desk, group.pk):
            return desk, group
    raise NoDesk


def _has_part(about: Agent | None, desk: Complaint.Desk, group: UUID) -> bool:
    """By her function as by her key: a lead may hold the key of a group she left, or enter it."""
    if about is None:
        return False
    if about.functions.filter(kind=_FUNCTIONS[desk]).exists():
        return True
    return about.pk in {grant.recipient for grant in containers.holders(group)}
