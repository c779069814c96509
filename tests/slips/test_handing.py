"""A slip for the wrong sector goes to the right one: sealed again, promise kept, nothing left."""

from dataclasses import replace

import pytest
from django.urls import reverse

from entrenous.activity.models import Fact
from entrenous.agents.models import Circonscription, Secteur, StreetRange
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.models import Grant, Record
from entrenous.reception import entries
from entrenous.slips import calling, handing, queries, taking_in
from entrenous.slips.calling import AlreadySettled
from entrenous.slips.codes import Outcome
from entrenous.slips.errors import NothingToSealTo
from entrenous.slips.models import Slip, Slot
from tests.browsing import client_of
from tests.people import House
from tests.slips.dropped import IDRISS, drop, platform, slot

pytestmark = pytest.mark.services


def elsewhere(house: House, *, certified: bool = True) -> Secteur:
    """Another house of the organisation, where Nour receives."""
    place = Circonscription.objects.create(
        organisation=house.organisation, name="Hauts-de-Vière", phone="01 99 00 20 00"
    )
    secteur = Secteur.objects.create(circonscription=place, name="Secteur 31")
    if certified:
        there = replace(house, circonscription=place, secteur=secteur)
        there.enrol("Nour", "reception")
        there.open_group("reception", "Nour")
    return secteur


def taken_in(house: House, made: Slot | None = None) -> Slip:
    """A slip that the first house has read."""
    slip = drop(platform(house)[0], slot=made.pk if made else None)
    assert taking_in.take_in([house.circonscription], by=house.keyring("Rachel")) == []
    return slip


def test_the_other_house_reads_it_and_the_first_one_nothing_any_more(house: House) -> None:
    there, slip = elsewhere(house), taken_in(house)
    before = [bytes(row.blob) for row in Record.objects.filter(container_id=slip.pk)]
    handing.hand_on(slip.pk, there, by=house.keyring("Rachel"))
    [read] = queries.with_contents(
        queries.waiting([there.circonscription]), by=house.keyring("Nour")
    )
    assert read.content == IDRISS
    for name in ("Rachel", "Omar", "Camille"):
        assert not house.keyring(name).holds(slip.pk)
        with pytest.raises(KeyNotHeld):
            queries.open_slip(slip.pk, by=house.keyring(name))
    after = [bytes(row.blob) for row in Record.objects.filter(container_id=slip.pk)]
    assert not set(before) & set(after)
    boxes = Grant.objects.filter(container_id=slip.pk).exclude(box=None)
    slip.refresh_from_db()
    assert set(boxes.values_list("recipient", flat=True)) == {house.organisation.pk, slip.group}
    calling.note_call(slip.pk, Outcome.REACHED, by=house.keyring("Nour"), tries=0)


def test_the_promise_the_receipt_and_the_former_house_go_with_it(house: House) -> None:
    made, there = slot(house), elsewhere(house)
    slip = taken_in(house, made)
    given = handing.hand_on(slip.pk, there, by=house.keyring("Rachel"))
    assert (given.receipt, given.promised_by) == (slip.receipt, made.ends_at)
    assert given.came_from == house.circonscription
    [entry] = entries.waiting([there.circonscription], by=house.keyring("Nour"))
    assert (entry.about, entry.promised_at) == (slip.pk, made.ends_at)
    assert entries.waiting([house.circonscription], by=house.keyring("Rachel")) == []
    made.refresh_from_db()
    assert made.taken == 1


def test_it_is_journaled_and_counted_once_however_often_it_is_sent(house: House) -> None:
    there, slip, facts = elsewhere(house), taken_in(house), Fact.objects.count()
    for _ in range(2):
        handing.hand_on(slip.pk, there, by=house.keyring("Rachel"))
    assert Entry.objects.filter(act=Act.SLIP_HANDED_ON, container=slip.pk).count() == 1
    assert Fact.objects.count() == facts + 1


def test_another_sector_of_the_same_house_keeps_its_key(house: House) -> None:
    slip = taken_in(house)
    nearby = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    given = handing.hand_on(slip.pk, nearby, by=house.keyring("Camille"))
    assert (given.secteur, given.came_from) == (nearby, None)
    assert queries.open_slip(slip.pk, by=house.keyring("Omar")).content == IDRISS


def test_what_may_not_be_handed_on_stays_whole(house: House) -> None:
    slip, closed = taken_in(house), elsewhere(house, certified=False)
    nearby = Secteur.objects.create(circonscription=house.circonscription, name="Secteur 08")
    with pytest.raises(NothingToSealTo):
        handing.hand_on(slip.pk, closed, by=house.keyring("Rachel"))
    with pytest.raises(KeyNotHeld):
        handing.hand_on(slip.pk, nearby, by=house.keyring("Ines"))
    with pytest.raises(VaultClosed):
        handing.hand_on(slip.pk, nearby, by=house.closed("Rachel"))
    assert queries.open_slip(slip.pk, by=house.keyring("Rachel")).content == IDRISS
    calling.note_call(slip.pk, Outcome.REACHED, by=house.keyring("Rachel"), tries=0)
    with pytest.raises(AlreadySettled):
        handing.hand_on(slip.pk, nearby, by=house.keyring("Rachel"))


def test_the_page_proposes_the_sector_of_the_address_and_tells_the_promise(house: House) -> None:
    there, slip = elsewhere(house), taken_in(house, slot(house))
    StreetRange.objects.filter(street="rue des Tanneurs").update(secteur=there)
    client, address = client_of(house, "Rachel"), reverse("slips:hand-on", args=[slip.pk])
    assert address in client.get(reverse("slips:slip", args=[slip.pk])).content.decode()
    page = client.get(address).content.decode()
    assert f'value="{there.pk}" selected' in page
    refused = client.post(address, {"secteur": ""})
    assert refused.status_code == 422
    assert "Choisissez le secteur qui reçoit cette adresse." in refused.content.decode()
    told = client.post(address, {"secteur": str(there.pk)}, follow=True).content.decode()
    assert "remise à Hauts-de-Vière, secteur Secteur 31" in told
    assert "01 99 00 20 00" in told
    assert client.get(address).status_code == 404
    assert client_of(house, "Nour").get(reverse("slips:list")).status_code == 200
