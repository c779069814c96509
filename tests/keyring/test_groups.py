"""Letter boxes: to whom one may seal, and never to another organisation's."""

from entrenous.agents.models import Circonscription
from entrenous.dossiers.protection import legal_desk_of
from entrenous.keyring import groups
from entrenous.keyring.models import Group
from tests.people import House, build_house

DESK = Group.Kind.LEGAL_DESK


def desk_of(house: House, member: str) -> Group:
    """A legal desk for the whole organisation, countersigned."""
    made = groups.create(DESK, None, by=house.keyring(member))
    groups.countersign(made, by=house.keyring("Ines"))
    return made


def test_a_desk_shared_by_all_places_is_that_of_the_organisation(house: House) -> None:
    other = build_house("Autre département (fictif)")
    other.enrol("Lise", "legal_desk")
    theirs = desk_of(other, "Lise")
    assert groups.usable_everywhere(DESK, house.organisation.pk) is None
    assert legal_desk_of(house.circonscription) is None
    ours = desk_of(house, "Lou")
    assert groups.usable_everywhere(DESK, house.organisation.pk) == ours
    assert groups.usable_everywhere(DESK, other.organisation.pk) == theirs
    assert legal_desk_of(house.circonscription) == ours


def test_the_desk_of_a_place_comes_before_the_one_of_all_places(house: House) -> None:
    everywhere, here = desk_of(house, "Lou"), house.open_group("legal_desk", "Lou")
    assert legal_desk_of(house.circonscription) == here
    far = Circonscription.objects.create(organisation=house.organisation, name="Lointaine")
    assert legal_desk_of(far) == everywhere


def test_nothing_is_sealed_to_keys_that_no_lead_countersigned(house: House) -> None:
    groups.create(DESK, None, by=house.keyring("Lou"))
    assert groups.usable_everywhere(DESK, house.organisation.pk) is None
    far = Circonscription.objects.create(organisation=house.organisation, name="Lointaine")
    assert groups.usable(Group.Kind.RECEPTION, far) is None
