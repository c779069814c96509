"""A platform, a slip that its house took in, a slot, a neighbouring service: for addresses."""

from entrenous.agents.models import NeighbourService
from entrenous.slips import dropping, senders, taking_in
from entrenous.slips.contents import SlipContent
from tests.people import House
from tests.slips.dropped import slot


def slips_of(house: House) -> dict[str, object]:
    """What the addresses of slips take. The commune is the one of the world's own street."""
    ada = house.agents["Ada"].pk
    sender, _ = senders.make(house.organisation, name="3646", hourly_limit=1_000, by=ada)
    said = SlipContent("Appel-Fictif", "Jo", "01 99 00 00 01", commune="Saint-Orme")
    slip = dropping.drop(sender, said)
    taking_in.take_in([house.circonscription], by=house.keyring("Rachel"))
    service = NeighbourService.objects.create(
        organisation=house.organisation, name="Service voisin (fictif)"
    )
    return {
        "slip": slip.pk,
        "sender": sender.pk,
        "slot": slot(house).pk,
        "service": service.pk,
    }
