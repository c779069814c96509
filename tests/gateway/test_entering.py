"""Who holds a request once it is entered, and what is refused before anything is written."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.gateway.codes import UNKNOWN_REQUESTER, State
from entrenous.gateway.contents import RequestLetter
from entrenous.gateway.entering import correct, enter, enter_again
from entrenous.gateway.errors import BadLetter, Fault, NobodyToEntrust
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import open_request
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.keyring.models import Container, Group, Record
from tests.gateway.letters import (
    BAILIFF,
    DEPUTY_MAYOR,
    dossier_of,
    entered,
    has_function,
    legal_desk,
)
from tests.people import House


def opens(house: House, name: str, request: ThirdPartyRequest) -> bool:
    try:
        open_request(house.keyring(name), request.pk)
    except KeyNotHeld:
        return False
    return True


def test_a_social_worker_keeps_what_she_enters_for_someone_the_service_does_not_know(
    house: House,
) -> None:
    request = entered(house, DEPUTY_MAYOR)
    assert (request.state, request.in_charge) == (State.RECEIVED, house.agents["Camille"])
    assert [n for n in house.agents if opens(house, n, request)] == ["Camille"]
    seen = open_request(house.keyring("Camille"), request.pk)
    assert seen.letter is not None
    assert seen.letter.content == DEPUTY_MAYOR
    assert seen.dossier is None


def test_the_legal_desk_receives_the_register_line_and_not_the_letter(house: House) -> None:
    legal_desk(house)
    request = entered(house, DEPUTY_MAYOR)
    assert house.keyring("Lou").holds(request.pk)
    assert not opens(house, "Lou", request)


def test_reception_keeps_nothing_of_what_it_enters(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR, "Rachel")
    assert request.in_charge is None
    assert {n for n in house.agents if opens(house, n, request)} == {"Camille", "Alix", "Sacha"}


def test_reception_may_choose_who_answers(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR, "Rachel", to=house.agents["Alix"])
    assert request.in_charge == house.agents["Alix"]
    assert [n for n in house.agents if opens(house, n, request)] == ["Alix"]


def test_reception_chooses_someone_who_answers_letters(house: House) -> None:
    for name in ("Omar", "Ada", "Ines"):
        with pytest.raises(KeyNotHeld):
            entered(house, DEPUTY_MAYOR, "Rachel", to=house.agents[name])


def test_without_a_duty_group_reception_leaves_it_to_the_legal_desk(house: House) -> None:
    Group.objects.filter(kind="duty").update(circonscription=None)
    with pytest.raises(NobodyToEntrust):
        entered(house, DEPUTY_MAYOR, "Rachel")
    legal_desk(house)
    request = entered(house, DEPUTY_MAYOR, "Rachel")
    assert [n for n in house.agents if opens(house, n, request)] == ["Lou"]


def test_what_the_legal_desk_enters_is_in_its_letter_box(house: House) -> None:
    house.enrol("Lila", "legal_desk")
    legal_desk(house, "Lou", "Lila")
    request = entered(house, BAILIFF, "Lou")
    assert request.in_charge == house.agents["Lou"]
    assert [n for n in house.agents if opens(house, n, request)] == ["Lou", "Lila"]


def test_linked_it_is_held_by_whoever_holds_the_dossier(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, BAILIFF, dossier=dossier)
    assert Container.objects.get(pk=request.pk).parent_id == dossier.pk
    seen = open_request(house.keyring("Camille"), request.pk)
    assert seen.dossier == dossier


def test_nothing_about_anyone_is_in_clear(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    row = ThirdPartyRequest.objects.filter(pk=request.pk).values().get()
    assert set(row) == {
        "container_id", "circonscription_id", "state", "received_on", "due_on", "entered_by_id",
        "in_charge_id", "touched_on", "closed_on", "promise_due_on", "trace_due",
    }  # fmt: skip
    assert not any("elu" in str(value) for value in row.values())
    kinds = Record.objects.filter(container_id=request.pk).values_list("kind", flat=True)
    assert sorted(kinds) == [200, 210]


def test_sent_twice_it_is_entered_once(house: House) -> None:
    chosen = uuid4()
    first = entered(house, DEPUTY_MAYOR, container=chosen)
    assert entered(house, DEPUTY_MAYOR, container=chosen) == first
    assert ThirdPartyRequest.objects.count() == 1


def test_a_closed_vault_enters_nothing(house: House) -> None:
    with pytest.raises(VaultClosed):
        enter(house.closed("Camille"), DEPUTY_MAYOR, circonscription=house.circonscription)
    assert not ThirdPartyRequest.objects.exists()


TOMORROW = timezone.localdate() + timedelta(days=1)
BAD = {
    "requester": ({"requester": "voisin"}, Fault.UNKNOWN_REQUESTER),
    "initiative": ({"requester": "ip_crip"}, Fault.UNKNOWN_REQUESTER),
    "channel": ({"channel": "pigeon"}, Fault.UNKNOWN_CODE),
    "asked": ({"asked": ("horoscope",)}, Fault.UNKNOWN_CODE),
    "nothing": ({"asked": (), "asked_free": "  "}, Fault.NOTHING_ASKED),
    "evidence": ({"evidence": ("parole",)}, Fault.UNKNOWN_CODE),
    "facts": ({"facts": ("rumeur",)}, Fault.UNKNOWN_CODE),
    "agreed": ({"agreed": ("horoscope",)}, Fault.UNKNOWN_CODE),
    "received": ({"received_on": TOMORROW}, Fault.IN_THE_FUTURE),
    "birth": ({"person_birth_on": TOMORROW}, Fault.IN_THE_FUTURE),
    "written": ({"letter_on": date(2026, 1, 21)}, Fault.WRITTEN_AFTER),
}


@pytest.mark.parametrize(("changes", "fault"), BAD.values(), ids=BAD)
def test_what_cannot_be_kept_is_refused_beside_its_field(house, changes, fault) -> None:
    with pytest.raises(BadLetter) as refused:
        entered(house, replace(DEPUTY_MAYOR, **changes))
    assert refused.value.fault is fault
    assert refused.value.field in changes
    assert refused.value.fault.label.endswith(".")
    assert not ThirdPartyRequest.objects.exists()


def test_a_letter_without_its_own_date_is_entered(house: House) -> None:
    assert DEPUTY_MAYOR.letter_on is None
    assert entered(house, DEPUTY_MAYOR).received_on == DEPUTY_MAYOR.received_on


def test_an_item_never_seen_before_is_entered_in_its_own_words(house: House) -> None:
    letter = replace(DEPUTY_MAYOR, asked=(), asked_free="sa religion")
    assert entered(house, letter).state == State.RECEIVED


def test_a_requester_that_no_rule_knows_is_entered(house: House) -> None:
    assert entered(house, replace(DEPUTY_MAYOR, requester=UNKNOWN_REQUESTER)).due_on is None


def test_a_deadline_already_past_is_kept_and_said(house: House) -> None:
    past = date(2026, 1, 19)
    request = entered(house, replace(DEPUTY_MAYOR, deadline_claimed_on=past))
    assert request.due_on == past
    assert request.days_left is not None
    assert request.days_left < 0


def test_a_legal_deadline_wins_over_the_one_that_the_letter_sets(house: House) -> None:
    letter = replace(BAILIFF, requester="fisc", deadline_claimed_on=date(2025, 12, 9))
    request = entered(house, letter)
    assert request.due_on is not None
    assert request.due_on > date(2025, 12, 9)


def test_one_request_per_person_a_letter_about_two_is_copied(house: House) -> None:
    first = entered(house, BAILIFF)
    second = enter_again(
        house.keyring("Camille"), first.pk, replace(BAILIFF, person_named="Mme Ghislaine Portal")
    )
    copied = open_request(house.keyring("Camille"), second.pk).letter
    assert copied is not None
    assert copied.content.same_letter_as == str(first.pk)
    assert copied.content.person_named == "Mme Ghislaine Portal"
    assert second.circonscription == first.circonscription
    with pytest.raises(KeyNotHeld):
        enter_again(house.keyring("Sacha"), first.pk, BAILIFF)


def test_three_requesters_in_one_letter_are_three_requests(house: House) -> None:
    first = entered(house, DEPUTY_MAYOR)
    others = ("bailleur", "mutuelle")
    for requester in others:
        enter_again(house.keyring("Camille"), first.pk, replace(DEPUTY_MAYOR, requester=requester))
    assert ThirdPartyRequest.objects.count() == 3


def test_corrected_it_is_a_new_version_and_two_tabs_are_told_apart(house: House) -> None:
    request = entered(house, BAILIFF)
    camille = house.keyring("Camille")
    better = replace(BAILIFF, reference="2025/118", evidence=("ecrit",))
    correct(camille, request.pk, better, based_on=1)
    seen = open_request(camille, request.pk)
    assert seen.letter is not None
    assert (seen.letter.version, seen.letter.content) == (2, better)
    assert seen.line is not None
    assert seen.line.evidence == ("ecrit",)
    with pytest.raises(EditedMeanwhile):
        correct(camille, request.pk, BAILIFF, based_on=1)


def test_someone_of_another_function_enters_nothing_for_herself(house: House) -> None:
    """A lead who is a social worker too keeps hers; one who is not leaves it to the group."""
    request = entered(house, DEPUTY_MAYOR, "Ines")
    assert not opens(house, "Ines", request)
    has_function(house, "Ines", "social_worker")
    assert opens(house, "Ines", entered(house, DEPUTY_MAYOR, "Ines"))


def test_another_house_is_as_if_it_were_not_there(house: House) -> None:
    from tests.people import build_house

    other = build_house("CCAS d’ailleurs (fictif)")
    with pytest.raises(KeyNotHeld):
        enter(house.keyring("Camille"), DEPUTY_MAYOR, circonscription=other.circonscription)
    assert isinstance(DEPUTY_MAYOR, RequestLetter)
