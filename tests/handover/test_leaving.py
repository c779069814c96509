"""A departure: nobody leaves while something would have no certified holder, unless it is asked."""

import pytest

from entrenous.custody import asking
from entrenous.custody.asking import Wish
from entrenous.dossiers import merging
from entrenous.gateway import entrusting
from entrenous.keyring import accounts, groups
from entrenous.keyring.accounts import StillHolder
from entrenous.keyring.models import Group
from entrenous.vault.quorum_files import Ground
from tests.dossiers.opened import dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.handover.handing import passed_on
from tests.people import House


def close(house: House, name: str = "Camille") -> None:
    accounts.close_account(house.agents[name], by=house.agents["Ada"].pk)


def test_once_everything_is_passed_on_she_may_leave(house: House) -> None:
    dossiers = [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(2)]
    with pytest.raises(StillHolder) as held:
        close(house)
    assert held.value.alone.dossiers == {d.pk for d in dossiers}
    passed_on(house, *dossiers)
    close(house)
    house.agents["Camille"].refresh_from_db()
    assert not house.agents["Camille"].is_active


def test_a_dossier_joined_to_another_holds_nobody_back(house: House) -> None:
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    merging.merge(house.keyring("Camille"), double, into=kept)
    passed_on(house, kept)
    close(house)


def test_a_dossier_asked_of_the_custodians_does_not_hold_her_back(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    wish = Wish(Ground.GONE, "Départ sans passage.", house.agents["Alix"])
    made = asking.ask(house.keyring("Ines"), [dossier.pk], wish)
    alone = accounts.what_is_alone(house.agents["Camille"])
    assert (alone.dossiers, alone.asked_for) == (frozenset(), {dossier.pk})
    asking.withdraw(house.keyring("Ines"), made)
    assert accounts.what_is_alone(house.agents["Camille"]).dossiers == {dossier.pk}
    asking.ask(house.keyring("Ines"), [dossier.pk], wish)
    close(house)


def test_a_request_that_only_she_opens_is_entrusted_first(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    with pytest.raises(StillHolder) as held:
        close(house)
    assert held.value.alone.requests == {request.pk}
    entrusting.entrust(house.keyring("Camille"), request.pk, house.agents["Alix"])
    close(house)


def test_the_last_member_of_a_letter_box_stays_until_someone_is_admitted(house: House) -> None:
    box = Group.objects.get(kind="reception", circonscription=house.circonscription)
    close(house, "Omar")
    with pytest.raises(StillHolder) as held:
        close(house, "Rachel")
    assert held.value.alone.groups == {box.pk}
    house.enrol("Rita", "reception")
    admission = groups.authorise(box, house.agents["Rita"], by=house.keyring("Ines"))
    groups.admit(admission, by=house.keyring("Rachel"))
    close(house, "Rachel")
