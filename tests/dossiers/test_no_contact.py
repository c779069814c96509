"""« Ne pas recontacter »: one mark, read by whoever would print, call or propose."""

from datetime import date

import pytest
from django.utils import timezone

from entrenous.dossiers import actions, contact, merging, no_contact
from entrenous.dossiers.codes import AskedBy, Carry, Safety
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

ON = date(2026, 3, 3)
PHONE = ContactMeans("portable", "01 99 00 12 34", Safety.SAFE)
POST = ContactMeans("courrier", "3 rue des Essais-Fictifs", Safety.SAFE)


def rule(house: House, dossier: Dossier) -> contact.ContactRule:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return contact.contact_rule(records.read(opened, PersonCard, ContactMeans, ReceptionCard))


def reachable(house: House) -> Dossier:
    """Everything is allowed, and a call was promised."""
    dossier = dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    for means in (PHONE, POST):
        actions.keep(camille, dossier, means)
    (card,) = contents(house, "Camille", dossier, PersonCard)
    fresh = PersonCard(family_name=card.family_name, given_name="Awa", carry=Carry.FULL)
    actions.change_card(camille, dossier, fresh, based_on=1)
    DueDate.objects.create(dossier=dossier, kind="call_back", due_on=timezone.localdate())
    return dossier


def test_every_way_is_closed_and_promised_calls_go(house: House) -> None:
    dossier = reachable(house)
    before = rule(house, dossier)
    assert (len(before.usable), before.may_print, before.may_write) == (2, True, True)
    no_contact.leave_alone(house.keyring("Camille"), dossier, asked_by=AskedBy.PERSON, on=ON)
    after = rule(house, dossier)
    assert (after.usable, after.carry, after.post) == ((), Carry.NOTHING, None)
    assert [after.may_contact, after.may_print, after.may_write] == [False] * 3
    assert (after.no_contact_on, after.no_contact_by) == (ON, AskedBy.PERSON)
    assert not DueDate.objects.filter(dossier=dossier, kind="call_back").exists()


def test_it_is_journaled_lifted_and_never_said_twice(house: House) -> None:
    dossier, camille = reachable(house), house.keyring("Camille")
    with pytest.raises(no_contact.AlreadySo):
        no_contact.contact_again(camille, dossier)
    no_contact.leave_alone(camille, dossier, asked_by=AskedBy.SERVICE, on=ON)
    with pytest.raises(no_contact.AlreadySo):
        no_contact.leave_alone(camille, dossier, asked_by=AskedBy.PERSON, on=ON)
    no_contact.contact_again(camille, dossier)
    assert rule(house, dossier).may_write
    marks = Entry.objects.filter(container=dossier.pk, act=Act.NO_CONTACT_CHANGED)
    assert marks.count() == 2


def test_a_corrected_card_and_a_protection_keep_the_mark(house: House) -> None:
    dossier, camille = reachable(house), house.keyring("Camille")
    no_contact.leave_alone(camille, dossier, asked_by=AskedBy.PERSON, on=ON)
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    actions.change_card(camille, dossier, card, based_on=2, safe_rule="jamais le soir")
    found = rule(house, dossier)
    assert (found.no_contact_on, found.sentence) == (ON, "jamais le soir")


def test_reception_reads_the_mark_and_nobody_without_a_key(house: House) -> None:
    dossier, other = reachable(house), dossier_of(house, "Camille", "Autre-Fictif")
    no_contact.leave_alone(house.keyring("Camille"), dossier, asked_by=AskedBy.PERSON, on=ON)
    rachel = house.keyring("Rachel")
    assert contact.left_alone(rachel, [dossier.pk, other.pk]) == {dossier.pk}
    assert contact.is_left_alone(rachel, dossier.pk)
    assert not contact.is_left_alone(rachel, other.pk)
    assert contact.left_alone(house.keyring("Alix"), [dossier.pk]) == set()
    with pytest.raises(KeyNotHeld):
        contact.is_left_alone(house.keyring("Alix"), dossier.pk)
    assert contact.left_alone(rachel, []) == set()


@pytest.mark.parametrize("marked", ["double", "kept"])
def test_two_dossiers_joined_keep_the_wish_of_either(house: House, marked: str) -> None:
    found = {"double": dossier_of(house, "Camille"), "kept": dossier_of(house, "Camille")}
    camille = house.keyring("Camille")
    no_contact.leave_alone(camille, found[marked], asked_by=AskedBy.PERSON, on=ON)
    merging.merge(camille, found["double"], into=found["kept"])
    assert rule(house, found["kept"]).no_contact_on == ON
