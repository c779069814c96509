"""Complaints that the tests enter, as reception does unless told otherwise."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.complaints import actions
from entrenous.complaints.actions import Entered
from entrenous.complaints.codes import ReplyBy, Wish
from entrenous.complaints.contents import Complainant, ComplaintWords
from entrenous.complaints.models import Complaint
from tests.people import House

WHO = Complainant("Awa SARR-FICTIF", ReplyBy.LETTER, "4 rue Inventée", "pas le soir")
SAID = ComplaintWords(Wish.CHANGE, "Je voudrais quelqu’un d’autre, on ne se comprend pas.")


def day(shift: int = 0) -> date:
    return timezone.localdate() + timedelta(days=shift)


def with_legal_desk(house: House) -> House:
    """The same house, where a legal desk may be sealed to."""
    house.open_group("legal_desk", "Lou")
    return house


def entered(
    house: House, about: Agent | None = None, *, by: str = "Rachel", **more: Any
) -> Complaint:
    told = {"who": WHO, "said": SAID, "place": house.circonscription, "about": about} | more
    return actions.enter(house.keyring(by), Entered(**told))
