"""Who looked: days, functions and purposes; nobody's name but one; nothing that is deferred."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.custody.models import Ceremony, Notice
from entrenous.gateway.answering import record_letter
from entrenous.gateway.deciding import decide
from entrenous.gateway.informing import lift_embargo, settle_traces
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.verdicts import propose
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.models import Container
from entrenous.space import looking
from entrenous.space.looking import Look
from entrenous.space.queries import inside
from entrenous.vault.grants import Motive
from tests.gateway.letters import DEPUTY_MAYOR, POLICE, entered, legal_desk, sent
from tests.gateway.test_informing import answered_by_legal_desk
from tests.people import House
from tests.space.persons import Person, person_of


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house)


def looks(her: Person) -> list[Look]:
    person = her.keyring()
    found = inside(person.open(), person.space.dossier)
    return looking.looks(person.space.dossier, found.reading)


def purposes(her: Person) -> set[str]:
    return {line.purpose for line in looks(her)}


CONSULTED = looking.PURPOSES[Act.DOSSIER_CONSULTED]
CARD = looking.PURPOSES[Act.CARD_READ]


def test_her_referente_is_named_and_nobody_else(house: House, her: Person) -> None:
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    opened = camille.open(her.dossier.pk, Act.DOSSIER_OPENED)
    containers.grant(opened, Recipient(alix.pk, Motive.CO_HOLDER), by=camille)
    for _ in range(3):
        house.keyring("Alix").open(her.dossier.pk, Act.DOSSIER_OPENED)
    found = {line.who: line for line in looks(her)}
    assert set(found) == {"Camille Fictif, votre référence", "Travail social"}
    assert found["Travail social"].times == 3
    assert found["Travail social"].service == house.circonscription.name
    assert "Alix" not in str(found)


def test_an_opening_for_a_request_waits_until_she_may_know_of_the_request(
    house: House, her: Person
) -> None:
    camille = house.keyring("Camille")
    legal_desk(house)
    request = entered(house, POLICE, dossier=her.dossier)
    propose(camille, request.pk)
    assert CONSULTED not in purposes(her)
    told = entered(house, DEPUTY_MAYOR, dossier=her.dossier)
    decide(camille, told.pk, follows=True, give=())
    record_letter(camille, told.pk, sent("neutral"))
    assert CONSULTED in purposes(her)
    before = sum(line.times for line in looks(her) if line.purpose == CONSULTED)
    propose(camille, request.pk)
    after = sum(line.times for line in looks(her) if line.purpose == CONSULTED)
    assert before == after


def test_a_lifted_request_is_told_with_the_openings_that_it_caused(
    house: House, her: Person
) -> None:
    legal_desk(house)
    answered_by_legal_desk(house, POLICE, her.dossier)
    assert CONSULTED not in purposes(her)
    row = ThirdPartyRequest.objects.get()
    lift_embargo(
        house.keyring("Lou"), row.pk, on=timezone.localdate(), reason="L’enquête est close."
    )
    settle_traces(house.keyring("Camille"), her.dossier)
    assert CONSULTED in purposes(her)


def test_a_card_found_by_its_name_is_not_told_apart_so_it_is_not_shown(
    house: House, her: Person
) -> None:
    house.keyring("Camille").note(Act.CARD_READ, container=her.dossier.pk)
    assert CARD not in purposes(her)


def test_what_the_custodians_reopened_waits_for_its_day(house: House, her: Person) -> None:
    camille, alix = house.keyring("Camille"), house.agents["Alix"]
    made = containers.create(Container.Kind.QUORUM, by=camille)
    now = timezone.now()
    ceremony = Ceremony.objects.create(
        container_id=made.id, asked_by=house.agents["Ines"], recipient=alix, ground="danger",
        asked_at=now - timedelta(minutes=1), opens_at=now, signature=b"",
    )  # fmt: skip
    until = timezone.localdate() + timedelta(days=30)
    notice = Notice.objects.create(
        ceremony=ceremony, container_id=her.dossier.pk, audience="person", barred_until=until
    )
    opened = camille.open(her.dossier.pk, Act.DOSSIER_OPENED)
    containers.grant(opened, Recipient(alix.pk, Motive.CO_HOLDER), by=camille)
    house.keyring("Alix").open(her.dossier.pk, Act.DOSSIER_OPENED)
    camille.note(Act.QUORUM_GIVEN, container=her.dossier.pk)
    assert {line.who for line in looks(her)} == {"Camille Fictif, votre référence"}
    assert looking.PURPOSES[Act.QUORUM_GIVEN] not in purposes(her)
    notice.barred_until = timezone.localdate()
    notice.save()
    assert "Travail social" in {line.who for line in looks(her)}
    assert looking.PURPOSES[Act.QUORUM_GIVEN] in purposes(her)


def test_what_the_legal_desk_puts_off_waits_for_its_day(house: House, her: Person) -> None:
    camille, told = house.keyring("Camille"), looking.PURPOSES[Act.DANGER_READ]
    camille.note(Act.DANGER_READ, container=her.dossier.pk)
    assert told in purposes(her)
    until = timezone.localdate() + timedelta(days=3)
    journal.record(
        Act.DANGER_BARRED, organisation=camille.organisation, actor=camille.actor,
        container=her.dossier.pk, basis=f"until.{until.isoformat()}",
    )  # fmt: skip
    assert told not in purposes(her)


def test_she_sees_that_her_code_was_used_and_not_each_page_she_read(
    house: House, her: Person
) -> None:
    her.client()
    her.keyring().open()
    assert [(line.who, line.purpose) for line in looks(her)] == [
        ("Vous", looking.PURPOSES[Act.SPACE_ENTERED])
    ]


#: Readings that are never journaled on the dossier of one person, or that are not of it.
ELSEWHERE = {
    Act.LIST_OPENED, Act.OWN_SEARCH, Act.DIRECTORY_SEARCHED, Act.DEMANDE_OPENED,
    Act.DEMANDES_LISTED, Act.REQUEST_OPENED, Act.REGISTER_OPENED, Act.REGISTER_SEARCHED,
    Act.CARDS_SEARCHED, Act.COMPLAINT_OPENED, Act.RECOVERED, Act.VAULT_OPENED, Act.COPIES_LISTED,
    Act.QUORUM_OPENED, Act.QUORUM_TAKEN, Act.JOIN_READ,
    # Told by what asked for it: ARCHIVE_ASKED, the task in her thread.
    Act.ARCHIVE_READ, Act.ARCHIVES_SEARCHED, Act.TASK_OPENED,
    # Not about her, or before she has a dossier.
    Act.CALENDAR_IMPORTED, Act.COLLECTIVE_LISTED, Act.COLLECTIVE_OPENED, Act.SLIP_OPENED,
    Act.SLIP_SLOTS_CHANGED,
}  # fmt: skip
#: Acts of her own, or of her space.
HERS = {Act.SPACE_ISSUED, Act.SPACE_READ, Act.MESSAGE_READ}
READINGS = re.compile(r"\b(?:ouvert|lu|télécharg|affich|consult|imprim|recherch)(?:e|ée|és|é)?s?\b")


def test_somebody_decided_of_each_reading_whether_she_is_shown_it() -> None:
    """A new one: give it a purpose in `looking.PURPOSES`, or say here why it is not hers."""
    readings = {act for act in Act if READINGS.search(act.label)}
    undecided = readings - set(looking.PURPOSES) - ELSEWHERE - HERS
    assert undecided == set()


def test_writes_and_keys_are_not_looks(house: House, her: Person) -> None:
    camille = house.keyring("Camille")
    camille.note(Act.RECORD_WRITTEN, container=her.dossier.pk)
    camille.note(Act.REVOKED, container=her.dossier.pk)
    assert looks(her) == []


def test_the_worker_composes_the_same_lines(house: House, her: Person) -> None:
    opened = house.keyring("Camille").open(her.dossier.pk, Act.DOSSIER_OPENED)
    reading = records.read(opened, Agreement)
    assert looking.looks(her.dossier, reading) == looks(her)
