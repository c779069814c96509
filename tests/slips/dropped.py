"""A platform, the streets of the house, and slips dropped: for the tests of slips."""

from datetime import timedelta

from django.utils import timezone

from entrenous.agents.models import StreetRange
from entrenous.slips import dropping, senders
from entrenous.slips.codes import Reason
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Sender, Slip, Slot
from tests.people import House

IDRISS = SlipContent(
    family_name="Benhaddou-Roche",
    given_name="Idriss",
    number="01 99 00 47 12",
    reason=Reason.WORK_STOP,
    birth_year=1978,
    commune="Saint-Orme",
    street="12 rue des Tanneurs",
)


def platform(house: House, limit: int = 60) -> tuple[Sender, str]:
    """A sender and its token; the secteur of the house covers rue des Tanneurs."""
    StreetRange.objects.create(
        secteur=house.secteur, commune="Saint-Orme", street="rue des Tanneurs"
    )
    ada = house.agents["Ada"].pk
    return senders.make(house.organisation, name="Plateforme 3646", hourly_limit=limit, by=ada)


def slot(house: House, *, hours: float = 24, capacity: int = 1) -> Slot:
    """A slot of an hour, opened by the house."""
    return Slot.objects.create(
        circonscription=house.circonscription,
        starts_at=timezone.now() + timedelta(hours=hours),
        minutes=60,
        capacity=capacity,
    )


def drop(sender: Sender, content: SlipContent = IDRISS, **more: object) -> Slip:
    """A slip, as the platform drops it."""
    return dropping.drop(sender, content, **more)  # type: ignore[arg-type]
