"""A collective action that the tests start, with one session."""

from datetime import datetime, timedelta

from django.utils import timezone

from entrenous.collective import actions
from entrenous.collective.actions import Planned
from entrenous.collective.contents import ActionCard, Project
from entrenous.collective.models import CollectiveAction, CollectiveSession
from entrenous.dossiers.codes import Theme
from tests.people import House

TITLE = "Cuisiner à petit prix"
PROJECT = Project("les colis ne suffisent plus", "souffler ensemble", themes=(Theme.ALI,))


def started(house: House, who: str = "Camille") -> CollectiveAction:
    place = house.circonscription
    return actions.start(house.keyring(who), place, ActionCard(TITLE), PROJECT)


def planned(
    house: House, action: CollectiveAction, days: int = 3, who: str = "Camille"
) -> CollectiveSession:
    asked = Planned(at(days), 90, 8, "salle du marché")
    return actions.plan_session(house.keyring(who), action, asked)


def at(days: int) -> datetime:
    """14 h, some days from now."""
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=14, minute=0, second=0, microsecond=0)
