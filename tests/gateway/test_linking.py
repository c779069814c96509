"""A request follows the dossier of its person; of the wrong person, nothing stays there."""

from dataclasses import replace

import pytest

from entrenous.dossiers import sharing
from entrenous.dossiers.merging import merge
from entrenous.gateway.answering import record_letter
from entrenous.gateway.codes import State
from entrenous.gateway.deciding import decide
from entrenous.gateway.entering import correct
from entrenous.gateway.entrusting import entrust
from entrenous.gateway.errors import AlreadyLinked, WrongState
from entrenous.gateway.linking import link, unlink
from entrenous.gateway.queries import for_dossier, open_request, traces_of
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from tests.gateway.letters import DEPUTY_MAYOR, dossier_of, entered, legal_desk, sent
from tests.gateway.test_entering import opens
from tests.people import House


def traces(house: House, dossier, who: str = "Camille"):
    return traces_of(records.read(house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)))


def answered(house: House, request, who: str = "Camille") -> None:
    by = house.keyring(who)
    decide(by, request.pk, follows=True, give=())
    record_letter(by, request.pk, sent("neutral"))


def test_linked_later_the_duty_group_gives_it_up(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, DEPUTY_MAYOR, "Rachel")
    assert opens(house, "Alix", request)
    linked = link(house.keyring("Camille"), request.pk, dossier)
    assert linked.in_charge == house.agents["Camille"]
    assert [n for n in house.agents if opens(house, n, request)] == ["Camille"]
    with pytest.raises(AlreadyLinked):
        link(house.keyring("Camille"), request.pk, dossier)


def test_only_a_holder_of_both_links(house: House) -> None:
    theirs = dossier_of(house, "Sacha")
    request = entered(house, DEPUTY_MAYOR)
    for name in ("Camille", "Sacha"):
        with pytest.raises(KeyNotHeld):
            link(house.keyring(name), request.pk, theirs)


def test_a_relay_colleague_receives_the_requests_and_loses_them_with_the_dossier(
    house: House,
) -> None:
    dossier = dossier_of(house)
    legal_desk(house)
    request = entered(house, DEPUTY_MAYOR, dossier=dossier)
    alix, camille = house.agents["Alix"], house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, alix, told_on=None)
    assert opens(house, "Alix", request)
    sharing.withdraw_co_holder(camille, dossier, alix.pk)
    assert not opens(house, "Alix", request)
    assert house.keyring("Lou").holds(request.pk), "the register line stays"


def test_a_merged_dossier_brings_its_requests_and_what_the_person_may_read(house: House) -> None:
    kept, doubled = dossier_of(house), dossier_of(house)
    request = entered(house, DEPUTY_MAYOR, dossier=doubled)
    answered(house, request)
    merge(house.keyring("Camille"), doubled, into=kept)
    assert [line.row for line in for_dossier(house.keyring("Camille"), kept)] == [request]
    assert open_request(house.keyring("Camille"), request.pk).dossier == kept
    assert [t.request for t in traces(house, kept)] == [str(request.pk)]


def test_of_the_wrong_person_nothing_stays_in_her_dossier_and_both_journals_tell(
    house: House,
) -> None:
    wrong, right = dossier_of(house), dossier_of(house, given_name="Ruy")
    request = entered(house, DEPUTY_MAYOR, dossier=wrong)
    answered(house, request)
    assert len(traces(house, wrong)) == 1
    unlink(house.keyring("Camille"), request.pk)
    assert traces(house, wrong) == []
    assert for_dossier(house.keyring("Camille"), wrong) == []
    link(house.keyring("Camille"), request.pk, right)
    assert len(traces(house, right)) == 1
    acts = Entry.objects.filter(act=Act.REQUEST_UNLINKED).values_list("container", "about")
    assert set(acts) == {(request.pk, wrong.pk), (wrong.pk, request.pk)}


def test_detached_the_other_holders_of_the_dossier_lose_it(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, DEPUTY_MAYOR, dossier=dossier)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=None)
    unlink(house.keyring("Alix"), request.pk)
    assert opens(house, "Alix", request)
    assert opens(house, "Camille", request), "she is in charge"
    with pytest.raises(KeyNotHeld):
        unlink(house.keyring("Alix"), request.pk)


def test_another_person_another_decision(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    camille = house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=())
    assert open_request(camille, request.pk).row.state == State.DECIDED
    assert link(camille, request.pk, dossier_of(house)).state == State.RECEIVED
    line = open_request(camille, request.pk).line
    assert line is not None
    assert line.follows is None


def test_someone_of_duty_takes_it_and_the_group_gives_it_up(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR, "Rachel")
    entrust(house.keyring("Alix"), request.pk, house.agents["Alix"])
    assert [n for n in house.agents if opens(house, n, request)] == ["Alix"]
    entrust(house.keyring("Alix"), request.pk, house.agents["Camille"], "Elle la connaît.")
    seen = open_request(house.keyring("Camille"), request.pk)
    assert seen.row.in_charge == house.agents["Camille"]
    assert [n.content.words for n in seen.notes] == ["Elle la connaît."]
    for name in ("Rachel", "Ada"):
        with pytest.raises(KeyNotHeld):
            entrust(house.keyring("Camille"), request.pk, house.agents[name])


def test_an_answered_request_is_corrected_and_entrusted_no_more(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    answered(house, request)
    camille = house.keyring("Camille")
    with pytest.raises(WrongState):
        correct(camille, request.pk, replace(DEPUTY_MAYOR, reference="x"), based_on=1)
    with pytest.raises(WrongState):
        entrust(camille, request.pk, house.agents["Alix"])
    with pytest.raises(WrongState):
        decide(camille, request.pk, follows=True, give=())
