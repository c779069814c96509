"""The legal desk reads what is sent to it, answers from a card, and never from a dossier."""

from dataclasses import replace
from datetime import date

import pytest

from entrenous.dossiers.actions import change_card
from entrenous.dossiers.contents import PersonCard
from entrenous.gateway.answering import record_letter
from entrenous.gateway.codes import State
from entrenous.gateway.contents import Decision
from entrenous.gateway.deciding import decide
from entrenous.gateway.errors import BadLetter, HumanStop, NoLegalDesk, WrongState
from entrenous.gateway.legal_desk import (
    HELD,
    find_cards,
    hand_back,
    read_card,
    send_to_legal_desk,
    values_for,
)
from entrenous.gateway.linking import link
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import open_request
from entrenous.gateway.signing import sign
from entrenous.gateway.verdicts import propose
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container
from entrenous.vault.containers import Compartment
from tests.gateway.letters import BAILIFF, dossier_of, entered, legal_desk, sent
from tests.people import House


def transferred(house: House, dossier=None, letter=BAILIFF) -> ThirdPartyRequest:
    request = entered(house, letter, dossier=dossier)
    send_to_legal_desk(house.keyring("Camille"), request.pk, "Titre joint, je vous laisse juges.")
    return request


def test_what_is_sent_is_the_request_and_not_the_dossier(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = transferred(house, dossier)
    lou = house.keyring("Lou")
    seen = open_request(lou, request.pk)
    assert seen.row.state == State.WITH_LEGAL_DESK
    assert [n.content.words for n in seen.notes] == ["Titre joint, je vous laisse juges."]
    assert set(seen.opened.keys) == {
        Compartment.REQUESTS, Compartment.DOCUMENTS, Compartment.ADMINISTRATIVE_CARD
    }  # fmt: skip
    assert set(lou.open(dossier.pk, Act.CARD_READ).keys) == {Compartment.ADMINISTRATIVE_CARD}


def test_without_a_legal_desk_it_is_said(house: House) -> None:
    request = entered(house, BAILIFF)
    with pytest.raises(NoLegalDesk):
        send_to_legal_desk(house.keyring("Camille"), request.pk)


def test_the_legal_desk_gives_back_what_is_not_its_to_answer(house: House) -> None:
    legal_desk(house)
    request = transferred(house)
    lou = house.keyring("Lou")
    with pytest.raises(BadLetter):
        hand_back(lou, request.pk, " ")
    hand_back(lou, request.pk, "La personne peut répondre elle-même.")
    seen = open_request(house.keyring("Camille"), request.pk)
    assert seen.row.state == State.RECEIVED
    assert [n.content.is_return for n in seen.notes] == [False, True]
    with pytest.raises(WrongState):
        hand_back(lou, request.pk, "encore")


def test_story_h3_the_title_shown_the_legal_desk_gives_the_address_and_nothing_else(
    house: House,
) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = transferred(house, dossier)
    camille, lou = house.keyring("Camille"), house.keyring("Lou")
    card = read_card(lou, request.pk)
    verdict = propose(lou, request.pk)
    held = tuple(item for item in verdict.give if item in HELD)
    decision = decide(
        lou, request.pk, follows=True, give=held, not_held=set(verdict.give) - set(held)
    )
    values = values_for(card, decision)
    assert values == {"adresse": "3 rue du Puits, Saint-Orme"}
    with pytest.raises(WrongState):
        record_letter(lou, request.pk, sent("limited", items=held, values=dict(values)))
    sign(camille, request.pk, based_on=1)
    record_letter(lou, request.pk, sent("limited", items=held, values=dict(values)))
    assert open_request(lou, request.pk).row.state == State.ANSWERED
    read = Entry.objects.filter(act=Act.CARD_READ).latest("seq")
    assert (read.container, read.about) == (dossier.pk, request.pk)


def test_a_protected_person_has_no_card_and_nothing_is_taken_elsewhere(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = transferred(house, dossier)
    hidden = PersonCard(family_name="Ferreira", street="3 rue du Puits", is_protected=True)
    change_card(house.keyring("Camille"), dossier, hidden, based_on=1)
    assert open_request(house.keyring("Lou"), request.pk).letter, "the request stays"
    with pytest.raises(HumanStop):
        read_card(house.keyring("Lou"), request.pk)
    assert find_cards(house.keyring("Lou"), "Ferreira") == []


def test_someone_unknown_has_no_card_either_and_it_looks_the_same(house: House) -> None:
    legal_desk(house)
    request = transferred(house)
    with pytest.raises(HumanStop):
        read_card(house.keyring("Lou"), request.pk)


def test_a_card_is_found_by_its_exact_name_and_each_one_shown_is_journaled(house: House) -> None:
    legal_desk(house)
    rui, other = dossier_of(house), dossier_of(house, given_name="Inês", family_name="FERREIRA")
    dossier_of(house, family_name="Ferreiro")
    lou = house.keyring("Lou")
    assert {f.dossier for f in find_cards(lou, "ferreira")} == {rui.pk, other.pk}
    assert [f.dossier for f in find_cards(lou, "Férreira", "ines")] == [other.pk]
    assert find_cards(lou, "Ferr") == []
    assert len(find_cards(lou, "Ferreira", birth_on=date(1970, 1, 1))) == 2, "no day on the card"
    shown = Entry.objects.filter(act=Act.CARD_READ).values_list("container", flat=True)
    assert set(shown) == {rui.pk, other.pk}
    assert Entry.objects.filter(act=Act.CARDS_SEARCHED).count() == 4


def test_finding_costs_the_same_number_of_queries_whatever_is_held(
    house: House, django_assert_max_num_queries
) -> None:
    legal_desk(house)
    for number in range(12):
        dossier_of(house, family_name=f"Autre-Fictif{number}")
    lou = house.keyring("Lou")
    with django_assert_max_num_queries(30):
        assert find_cards(lou, "Ferreira") == []


@pytest.mark.parametrize("name", ["Camille", "Ines", "Rachel", "Ada", "Max"])
def test_nobody_else_reads_a_card(house: House, name: str) -> None:
    legal_desk(house)
    request = transferred(house, dossier_of(house))
    with pytest.raises(KeyNotHeld):
        read_card(house.keyring(name), request.pk)
    with pytest.raises(KeyNotHeld):
        find_cards(house.keyring(name), "Ferreira")


def test_a_parent_written_in_the_database_shows_nobody_else_s_card(house: House) -> None:
    """Whose card is read is what the request says under seal."""
    legal_desk(house)
    mine, hers = dossier_of(house), dossier_of(house, family_name="Cachée-Fictif")
    request = transferred(house, mine)
    Container.objects.filter(pk=request.pk).update(parent_id=hers.pk)
    assert read_card(house.keyring("Lou"), request.pk).family_name == "Ferreira"
    unlinked = transferred(house, letter=replace(BAILIFF, reference="2"))
    Container.objects.filter(pk=unlinked.pk).update(parent_id=hers.pk)
    with pytest.raises(HumanStop):
        read_card(house.keyring("Lou"), unlinked.pk)


def test_values_come_from_the_card_for_what_was_decided_only(house: House) -> None:
    from entrenous.dossiers.contents import AdministrativeCard

    card = AdministrativeCard("Ferreira", "Rui", date(1970, 5, 1), "3 rue du Puits")
    decided = Decision(True, date(2026, 3, 3), "x", give=("identite", "employeur"))
    assert values_for(card, decided) == {
        "identite": "FERREIRA Rui, date de naissance\N{NO-BREAK SPACE}: 01/05/1970"
    }
    assert values_for(AdministrativeCard("Ferreira"), replace(decided, give=("adresse",))) == {}


def test_the_legal_desk_links_nothing(house: House) -> None:
    legal_desk(house)
    request = entered(house, BAILIFF, "Lou")
    with pytest.raises(KeyNotHeld):
        link(house.keyring("Lou"), request.pk, dossier_of(house))
