"""The platform of story H5: its access, the hours that the house opened, a call it promised."""

from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from entrenous.agents.models import Circonscription, NeighbourService
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.organisation import ORME
from entrenous.slips import dropping, senders
from entrenous.slips.codes import Reason
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Slot

PAGE: Final = "fiche-de-contact"
WHOSE: Final = "la plateforme 3646 (fictive) dépose, sans rien relire"
_HOURS: Final = (9, 10, 14)
_DAYS: Final = 3
_WHO: Final = SlipContent(
    "Roche-Exemple", "Nadège", "01 99 00 47 12", Reason.WORK_STOP, 1979, ORME, "8 rue des Tanneurs"
)


def receive(house: DemoHouse) -> None:
    """An access, slots for the days to come, one slip; services for who lives elsewhere."""
    place = Circonscription.objects.filter(organisation=house.organisation).order_by("name").last()
    if place is None:
        return
    by = house.receptionist(place).agent.pk
    sender, token = senders.make(
        house.organisation, name="Plateforme 3646 (fictive)", hourly_limit=60, by=by
    )
    house.phrases[f"{PAGE} {house.organisation.name}"] = token
    slots = _open(place)
    house_of = dropping.house_of(sender, commune=_WHO.commune, street=_WHO.street)
    taken = slots[0].pk if house_of.circonscription == place else None
    dropping.drop(sender, _WHO, slot=taken)
    NeighbourService.objects.create(
        organisation=house.organisation,
        name="Maison des solidarités du Haut-Pays (fictive)",
        communes="Haut-Pays, Roche-Fictive",
        address="1 place du Marché, Haut-Pays",
        phone="01 99 00 55 00",
        hours="Du lundi au vendredi, 9 h à 12 h et 14 h à 17 h",
    )


def _open(place: Circonscription) -> list[Slot]:
    """Hours on the wall, from tomorrow."""
    first = timezone.localdate() + timedelta(days=1)
    return Slot.objects.bulk_create(
        [
            Slot(
                circonscription=place,
                starts_at=timezone.make_aware(
                    datetime.combine(first + timedelta(days=day), time(hour))
                ),
                minutes=60,
                capacity=2,
            )
            for day in range(_DAYS)
            for hour in _HOURS
        ]
    )
