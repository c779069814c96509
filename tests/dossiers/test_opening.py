"""Opening a dossier: who holds what, what reception and the legal desk read, and protection."""

from dataclasses import replace

import pytest
from django.db import transaction

from entrenous.activity.models import Fact
from entrenous.dossiers import actions, directory
from entrenous.dossiers.contents import (
    AdministrativeCard,
    ContactMeans,
    CountingToken,
    Outlook,
    PersonCard,
    ReceptionCard,
)
from entrenous.dossiers.models import Accompagnement, DirectorySlip, Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.keyring.models import Group, Record
from entrenous.vault.containers import Compartment
from tests.dossiers.files import SAMIA, open_samia
from tests.people import House, build_house


def reading(house: House, who: str, dossier: Dossier) -> records.Reading:
    return records.read(house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED))


def slips(house: House) -> list[directory.Slip]:
    group = Group.objects.get(kind="reception")
    with transaction.atomic():
        return [s.slip for s in directory.read_slips(group, by=house.keyring("Rachel"))]


def test_the_referente_reads_what_she_opened(house: House) -> None:
    dossier = open_samia(house)
    read = reading(house, "Camille", dossier)
    assert read.is_whole
    assert read.one(PersonCard).content == SAMIA  # type: ignore[union-attr]
    assert read.one(Outlook).content.why == "Logement, impayés de loyer"  # type: ignore[union-attr]
    assert Accompagnement.objects.get(dossier=dossier).closed_on is None
    assert Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENING).count() == 1
    assert Fact.objects.count() == 1
    assert len(read.of(CountingToken)) == 1


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Ines", "Ada", "Max", "Lou"])
def test_no_colleague_opens_it(house: House, who: str) -> None:
    dossier = open_samia(house)
    with pytest.raises(KeyNotHeld):
        house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)


def test_reception_reads_the_name_to_call_and_nothing_else(house: House) -> None:
    dossier = open_samia(house)
    read = reading(house, "Rachel", dossier)
    assert {type(r.content) for r in read.records} == {ReceptionCard}
    card = read.one(ReceptionCard)
    assert card is not None
    assert card.content.called_name == "Samia AMRANI-FICTIF"


def test_the_legal_desk_reads_an_identity_and_an_address(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    read = reading(house, "Lou", open_samia(house))
    assert [r.content for r in read.records] == [
        AdministrativeCard("Amrani-Fictif", "Samia", None, "4 rue des Tanneurs, Saint-Orme")
    ]


def test_the_directory_card_says_who_follows_and_never_why(house: House) -> None:
    dossier = open_samia(house)
    [slip] = slips(house)
    assert slip.card == directory.DirectoryCard(
        dossier.pk, "Amrani-Fictif", "Samia", "", 1991, house.agents["Camille"].pk,
        house.secteur.pk,
    )  # fmt: skip


def test_only_a_member_of_the_group_reads_the_slips(house: House) -> None:
    open_samia(house)
    group = Group.objects.get(kind="reception")
    with pytest.raises(KeyNotHeld), transaction.atomic():
        directory.read_slips(group, by=house.keyring("Alix"))


def test_a_slip_that_nobody_certified_signed_is_left_out(house: House) -> None:
    stranger = house.enrol("Nadia", "social_worker", certified=False)
    dossier = open_samia(house)
    keyring = house.keyring("Nadia")
    directory.announce(dossier, replace(SAMIA, given_name="Planted"), by=keyring)
    assert DirectorySlip.objects.count() == 2
    assert stranger.pk
    assert [s.card.given_name for s in slips(house) if s.card] == ["Samia"]


def test_read_slips_are_discarded(house: House) -> None:
    open_samia(house)
    group = Group.objects.get(kind="reception")
    with transaction.atomic():
        read = directory.read_slips(group, by=house.keyring("Omar"))
        directory.discard(group, [s.row for s in read])
    assert slips(house) == []


def test_an_alias_is_enough_and_nothing_is_not(house: House) -> None:
    dossier = open_samia(house, card=PersonCard(alias="la dame au chien"))
    assert reading(house, "Camille", dossier).one(PersonCard).content.name == "la dame au chien"  # type: ignore[union-attr]
    before = Dossier.objects.count()
    with pytest.raises(actions.NamelessPerson):
        open_samia(house, card=PersonCard(commune="Saint-Orme"))
    assert Dossier.objects.count() == before


def test_a_protected_person_is_nowhere_but_at_her_referente_s(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    dossier = open_samia(house, card=replace(SAMIA, is_protected=True))
    assert slips(house) == []
    for who in ("Rachel", "Lou"):
        with pytest.raises(KeyNotHeld):
            house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)


def protect(house: House, dossier: Dossier, *, on: bool) -> None:
    known = reading(house, "Camille", dossier).one(PersonCard)
    assert known is not None
    card = replace(known.content, is_protected=on)
    actions.change_card(house.keyring("Camille"), dossier, card, based_on=known.version)


def test_protecting_takes_the_keys_back_and_withdraws_the_card(house: House) -> None:
    dossier = open_samia(house)
    reading(house, "Rachel", dossier)
    protect(house, dossier, on=True)
    with pytest.raises(KeyNotHeld):
        house.keyring("Rachel").open(dossier.pk, Act.DOSSIER_OPENED)
    assert [s.card is None for s in slips(house)] == [False, True]
    assert reading(house, "Camille", dossier).is_whole
    protect(house, dossier, on=False)
    assert reading(house, "Rachel", dossier).one(ReceptionCard)
    assert [s.card is None for s in slips(house)] == [False, True, False]
    acts = Entry.objects.filter(container=dossier.pk, act=Act.PROTECTION_CHANGED)
    assert acts.count() == 2


def test_protecting_a_damaged_dossier_changes_nothing(house: House) -> None:
    dossier = open_samia(house)
    known = reading(house, "Camille", dossier).one(PersonCard)
    assert known is not None
    Record.objects.filter(container_id=dossier.pk, kind=24).update(version=7)
    with pytest.raises(Damaged):
        actions.change_card(
            house.keyring("Camille"), dossier, replace(SAMIA, is_protected=True), based_on=1
        )
    assert reading(house, "Rachel", dossier).one(ReceptionCard)


def test_a_corrected_name_reaches_reception_and_the_directory(house: House) -> None:
    dossier = open_samia(house)
    card = replace(SAMIA, given_name="Samira")
    actions.change_card(house.keyring("Camille"), dossier, card, based_on=1)
    assert [s.card.given_name for s in slips(house) if s.card] == ["Samia", "Samira"]
    called = reading(house, "Rachel", dossier).one(ReceptionCard)
    assert called is not None
    assert called.content.called_name == "Samira AMRANI-FICTIF"
    with pytest.raises(EditedMeanwhile):
        actions.change_card(house.keyring("Camille"), dossier, SAMIA, based_on=1)


def test_another_street_tells_the_directory_nothing(house: House) -> None:
    dossier = open_samia(house)
    card = replace(SAMIA, street="1 place du Marché")
    actions.change_card(house.keyring("Camille"), dossier, card, based_on=1)
    assert len(slips(house)) == 1


def test_the_secteur_of_another_organisation_is_refused(house: House) -> None:
    elsewhere = build_house("Autre organisation (fictive)")
    with pytest.raises(KeyNotHeld):
        actions.open_dossier(house.keyring("Camille"), SAMIA, secteur=elsewhere.secteur)


def test_a_closed_vault_opens_no_dossier(house: House) -> None:
    with pytest.raises(VaultClosed):
        actions.open_dossier(house.closed("Camille"), SAMIA, secteur=house.secteur)
    assert not Dossier.objects.exists()


def test_a_means_of_contact_is_added_then_ended(house: House) -> None:
    dossier = open_samia(house)
    keyring = house.keyring("Camille")
    actions.keep(keyring, dossier, ContactMeans("téléphone", "01 99 00 00 12"))
    [known] = reading(house, "Camille", dossier).of(ContactMeans)
    ended = replace(known.content, is_ended=True)
    actions.keep(keyring, dossier, ended, record=known.id, based_on=known.version)
    [last] = reading(house, "Camille", dossier).of(ContactMeans)
    assert last.content.is_ended


def test_a_constat_makes_a_damaged_dossier_writable_again(house: House) -> None:
    dossier = open_samia(house)
    Record.objects.filter(container_id=dossier.pk, kind=24).delete()
    keyring = house.keyring("Camille")
    with pytest.raises(Damaged):
        actions.keep(keyring, dossier, Outlook(why="autre"))
    assert actions.carry_out_constat(keyring, dossier) == {Compartment.PLAN}
    actions.keep(keyring, dossier, Outlook(why="autre"))
