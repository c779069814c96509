"""A code handed over, taken back, replaced: what opens afterwards, and what never does again."""

from datetime import date

import pytest
from django.db import transaction

from entrenous.dossiers import merging, protection, sharing
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard, ReceptionMessage, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import certificates, containers, models, records, rotation, stored
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.plans.actions import add_objective
from entrenous.space import codes, desk, entering, sessions
from entrenous.space.codes import Sort
from entrenous.space.models import Space, SpaceSession
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import RecordPlace, open_record
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.space.entered import HOME, enter, hand_over, keyring_of


def acts(dossier: Dossier) -> list[str]:
    return list(Entry.objects.filter(container=dossier.pk).values_list("act", flat=True))


def test_her_code_opens_the_plan_and_her_own_part_and_nothing_else(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    add_objective(house.keyring("Camille"), dossier, words="garder mon logement")
    opened = keyring_of(hand_over(house, dossier)).open()
    assert set(opened.keys) == {Compartment.PERSON, Compartment.PLAN}
    for compartment in set(Compartment) - set(opened.keys):
        with pytest.raises(KeyNotHeld):
            opened.key_for(compartment)
    reading = records.read(opened)
    assert {type(r.content).__name__ for r in reading.records} == {"Objective"}
    assert not reading.of(PersonCard)


def test_she_writes_in_her_own_part_only(house: House) -> None:
    person = keyring_of(hand_over(house, dossier_of(house, "Camille")))
    with transaction.atomic():
        opened = person.writing()
        assert set(opened.keys) == {Compartment.PERSON}
        with pytest.raises(KeyNotHeld):
            records.write(opened, ReceptionMessage(date(2026, 1, 13), "non"), by=person)


def test_every_reading_of_hers_is_journaled_as_hers(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    person = keyring_of(hand_over(house, dossier))
    person.open()
    last = Entry.objects.filter(container=dossier.pk).latest("seq")
    assert (last.act, last.actor) == (Act.SPACE_READ, person.actor)
    assert last.actor not in {agent.pk for agent in house.agents.values()}


def test_the_words_open_as_the_sheet_does(house: House) -> None:
    made = hand_over(house, dossier_of(house, "Camille"), sort=Sort.WORDS)
    assert keyring_of(made).open().keys


def test_nothing_handed_over_is_kept_anywhere(house: House) -> None:
    made = hand_over(house, dossier_of(house, "Camille"))
    row = Space.objects.get()
    kept = b"|".join(
        bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode()
        for v in (getattr(row, f.attname) for f in Space._meta.concrete_fields)
    )
    for form in (made.code, codes.read_code(made.code)):
        assert form.encode() not in kept
    assert bytes(made.secret) not in kept


def test_a_code_taken_back_opens_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    made = hand_over(house, dossier)
    cookies, person = enter(made), keyring_of(made)
    desk.take_back(house.keyring("Camille"), dossier)
    assert sessions.look(cookies) is None
    with pytest.raises(KeyNotHeld):
        person.open()
    with pytest.raises(entering.NotEntered):
        enter(made)
    with pytest.raises(desk.NotOpen):
        desk.take_back(house.keyring("Camille"), dossier)
    assert person.actor not in {g.recipient for g in containers.holders(dossier.pk)}


def test_the_former_code_opens_nothing_written_after_another_was_handed_over(
    house: House,
) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    former = hand_over(house, dossier)
    stolen = list(models.Grant.objects.filter(motive=Motive.PERSON))  # a copy of the database
    epoch = stolen[0].epoch
    now = hand_over(house, dossier)
    with pytest.raises(entering.NotEntered):
        enter(former)
    add_objective(camille, dossier, words="écrit après")
    assert records.read(keyring_of(now).open()).records
    row = models.Record.objects.filter(container_id=dossier.pk).latest("pk")
    assert row.epoch > epoch
    for grant in stolen:
        read = stored.read_grant(grant, camille.organisation)
        key = read.open(grant.recipient, former.secret)
        compartment = Compartment(row.compartment)
        place = stored.place_of(models.Container.objects.get(pk=dossier.pk))
        at = RecordPlace(place, compartment, row.kind, row.record, row.version)
        with pytest.raises(NotOpened):
            open_record(bytes(row.blob), key=key, at=at)


def test_a_former_key_put_back_in_the_database_opens_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    former = hand_over(house, dossier)
    row, grants = Space.objects.get(), list(models.Grant.objects.filter(motive=Motive.PERSON))
    desk.take_back(house.keyring("Camille"), dossier)
    row.save()
    for grant in grants:
        grant.save()
    with pytest.raises(KeyNotHeld):
        keyring_of(former).open()


def test_reception_closes_at_once_without_reading_and_the_key_waits_for_the_referente(
    house: House,
) -> None:
    dossier, rachel = dossier_of(house, "Camille"), house.keyring("Rachel")
    made = hand_over(house, dossier)
    cookies = enter(made)
    epoch = models.Container.objects.get(pk=dossier.pk).epoch
    desk.take_back(rachel, dossier)
    assert sessions.look(cookies) is None
    with pytest.raises(entering.NotEntered):
        enter(made)
    space = desk.space_of(dossier.pk)
    assert space is not None
    assert space.waits_for_renewal
    for act in (desk.renew, desk.make_discreet, desk.reopen_from_afar):
        with pytest.raises(KeyNotHeld):
            act(rachel, dossier)
    with pytest.raises(KeyNotHeld):
        desk.issue(rachel, dossier, Sort.SHEET)
    desk.renew(house.keyring("Camille"), dossier)
    assert models.Container.objects.get(pk=dossier.pk).epoch == epoch + 1
    with pytest.raises(desk.NotOpen):
        desk.renew(house.keyring("Camille"), dossier)
    assert keyring_of(hand_over(house, dossier)).open()


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Lou", "Ines", "Ada"])
def test_who_holds_no_key_does_nothing(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    hand_over(house, dossier)
    with pytest.raises(KeyNotHeld):
        desk.take_back(house.keyring(who), dossier)
    with pytest.raises(KeyNotHeld):
        desk.issue(house.keyring(who), dossier, Sort.SHEET)


def test_a_discreet_space_answers_as_a_wrong_code_and_opens_again_with_the_same(
    house: House,
) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    made = hand_over(house, dossier)
    cookies = enter(made)
    desk.make_discreet(camille, dossier)
    assert sessions.look(cookies) is None
    with pytest.raises(entering.NotEntered):
        enter(made)
    with pytest.raises(desk.NotOpen):
        desk.make_discreet(camille, dossier)
    desk.reopen_from_afar(camille, dossier)
    assert keyring_of(made).open()
    assert [a for a in acts(dossier) if a.startswith("space.")] == [
        Act.SPACE_ISSUED, Act.SPACE_ENTERED, Act.SPACE_DISCREET, Act.SPACE_REMOTE,
        Act.SPACE_ENTERED, Act.SPACE_READ,
    ]  # fmt: skip


def test_a_session_written_back_after_a_closing_opens_nothing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    cookies = enter(hand_over(house, dossier))
    row = SpaceSession.objects.get()
    desk.make_discreet(camille, dossier)
    row.save(force_insert=True)
    assert sessions.look(cookies) is None


def test_her_keys_follow_a_rotation_a_transfer_and_a_protection(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    made = hand_over(house, dossier)
    rotation.renew(dossier.pk, by=camille)
    assert keyring_of(made).open().place.epoch == 2
    protection._protect(dossier, by=camille)
    assert keyring_of(made).open()
    sharing.transfer(camille, dossier, house.agents["Alix"])
    assert keyring_of(made).open()
    assert desk.take_back(house.keyring("Alix"), dossier)


def test_her_code_opens_the_dossier_that_is_kept_when_two_become_one(house: House) -> None:
    camille = house.keyring("Camille")
    duplicate, kept = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    made = hand_over(house, duplicate)
    merging.merge(camille, duplicate, into=kept)
    person = keyring_of(made)
    assert person.dossier_id == kept.pk
    assert person.open()


def test_of_two_spaces_the_one_of_the_dossier_that_is_kept_stays(house: House) -> None:
    camille = house.keyring("Camille")
    duplicate, kept = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    gone, stays = hand_over(house, duplicate), hand_over(house, kept)
    merging.merge(camille, duplicate, into=kept)
    assert keyring_of(stays).open()
    with pytest.raises(entering.NotEntered):
        enter(gone)


def test_an_erased_dossier_leaves_no_space(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    made = hand_over(house, dossier)
    enter(made)
    desk.erase(dossier.pk, organisation=house.organisation.pk)
    assert not Space.objects.exists()
    assert not SpaceSession.objects.exists()
    with pytest.raises(entering.NotEntered):
        enter(made)


def test_her_certificate_is_signed_by_whoever_received_her(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    hand_over(house, dossier)
    row = models.Certificate.objects.get(kind="person")
    assert row.countersigner == house.agents["Camille"].pk
    assert certificates.is_certified(house.organisation.pk, row.actor)
    assert certificates.persons_among(house.organisation.pk, [row.actor, dossier.pk]) == {row.actor}
    assert not certificates.certified_keys(house.organisation.pk, [row.actor])


def test_a_planted_certificate_of_a_person_is_refused(house: House) -> None:
    """Whoever writes the database has no registry key: his own keys certify nobody."""
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    hand_over(house, dossier)
    real, forged = models.Certificate.objects.get(kind="person"), SecretKeys.generate()
    person = real.actor
    models.Certificate.objects.filter(pk=real.pk).update(
        box=forged.public.box, sign=forged.public.sign
    )
    assert not certificates.is_certified(house.organisation.pk, person)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    with pytest.raises(certificates.NotCertified), transaction.atomic():
        containers.grant(opened, Recipient(person, Motive.PERSON, Compartment.PLAN), by=camille)
    rotation.renew(dossier.pk, by=camille)  # nothing is sealed to it
    assert person not in {g.recipient for g in containers.holders(dossier.pk)}


def test_a_colleague_who_certifies_a_person_does_not_take_a_colleagues_name(house: House) -> None:
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    with pytest.raises(certificates.NotCertified):
        certificates.issue_person(
            camille.organisation, alix.pk, SecretKeys.generate().public,
            maker=camille.agent.pk, by=camille.secret,
        )  # fmt: skip
    with pytest.raises(certificates.NotCertified):
        certificates.issue_person(
            camille.organisation, dossier_of(house, "Camille").pk, SecretKeys.generate().public,
            maker=house.agents["Alix"].pk, by=camille.secret,
        )  # fmt: skip


def test_a_person_never_hands_a_key_over(house: House) -> None:
    """Her grant, were it written, is signed by nobody whose signature counts."""
    dossier = dossier_of(house, "Camille")
    person = keyring_of(hand_over(house, dossier))
    opened = person.open()
    row = containers._hand_over  # what a certified colleague would have stored
    given = containers._make(
        opened, Recipient(house.agents["Alix"].pk, Motive.SHARED, Compartment.PLAN),
        certificates.current_keys(house.organisation.pk, house.agents["Alix"].pk),
    )  # fmt: skip
    row([given], by=house.keyring("Camille"))
    with pytest.raises(KeyNotHeld):
        house.keyring("Alix").open(dossier.pk, Act.DOSSIER_OPENED)


def test_number_and_code_of_two_people_do_not_mix(house: House) -> None:
    first = hand_over(house, dossier_of(house, "Camille"))
    second = hand_over(house, dossier_of(house, "Camille", "Autre-Fictif"))
    with pytest.raises(entering.NotEntered):
        entering.enter(first.number, codes.read_code(second.code), HOME)


def test_a_minor_of_sixteen_has_a_space_of_her_own(house: House) -> None:
    """One dossier per minor accompanied in her own right: nobody else is asked, nobody is told."""
    card = PersonCard(family_name="Jeune-Fictif", given_name="Lou", birth_on=date(2010, 2, 3))
    dossier = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    before = {g.recipient for g in containers.holders(dossier.pk)}
    person = keyring_of(hand_over(house, dossier))
    assert {g.recipient for g in containers.holders(dossier.pk)} == before | {person.actor}
    assert not records.read(person.open(), ThreadEntry).records
