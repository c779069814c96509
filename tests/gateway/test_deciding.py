"""A proposal, never a decision; what a person may decide, and what no letter ever carries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.consents import actions as consents
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.actions import change_card
from entrenous.dossiers.contents import PersonCard
from entrenous.gateway.answering import record_letter
from entrenous.gateway.codes import State
from entrenous.gateway.deciding import decide
from entrenous.gateway.entering import correct
from entrenous.gateway.errors import (
    BadLetter,
    Fault,
    ItemNotDecided,
    LegalDeskDecides,
    NeverGiven,
    NothingToSign,
    PersonNotTold,
    WrongState,
)
from entrenous.gateway.informing import inform
from entrenous.gateway.legal_desk import send_to_legal_desk
from entrenous.gateway.queries import open_request
from entrenous.gateway.signing import ask_signature, sign
from entrenous.gateway.verdicts import propose
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from tests.gateway.letters import (
    BAILIFF,
    DEPUTY_MAYOR,
    LANDLORD,
    dossier_of,
    entered,
    legal_desk,
    sent,
)
from tests.people import House


def protect(house: House, dossier) -> None:
    card = PersonCard(family_name="Ferreira", given_name="Rui", is_protected=True)
    change_card(house.keyring("Camille"), dossier, card, based_on=1)


TODAY = timezone.localdate()


def agree(house: House, dossier, *items: str, signed: Signed = Signed.PAPER):
    said = Agreement(
        kind=Kind.ACCORD, items=items, purpose="proposer un rendez-vous", from_on=TODAY,
        until_on=TODAY + timedelta(days=30), signed=signed, signed_on=TODAY, requester="bailleur",
    )  # fmt: skip
    return consents.note(house.keyring("Camille"), dossier, said)


# --- the decision ------------------------------------------------------------------------------


def test_following_the_proposal_is_one_act_and_gives_all_that_is_asked_a_place(
    house: House,
) -> None:
    request = entered(house, DEPUTY_MAYOR)
    decision = decide(house.keyring("Camille"), request.pk, follows=True, give=())
    assert decision.follows
    assert set(decision.give) | set(decision.withhold) == set(DEPUTY_MAYOR.asked)
    seen = open_request(house.keyring("Camille"), request.pk)
    assert seen.row.state == State.DECIDED
    assert seen.line is not None
    assert (seen.line.follows, seen.line.withhold) == (True, DEPUTY_MAYOR.asked)


def test_giving_less_takes_a_written_reason(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, LANDLORD, dossier=dossier)
    agree(house, dossier, "rendez_vous")
    camille = house.keyring("Camille")
    with pytest.raises(BadLetter) as refused:
        decide(camille, request.pk, follows=False, give=())
    assert refused.value.fault is Fault.NO_REASON
    decision = decide(camille, request.pk, follows=False, give=(), departure="Elle préfère dire.")
    assert (decision.follows, decision.departure) == (False, "Elle préfère dire.")
    seen = open_request(camille, request.pk)
    assert seen.line is not None
    assert seen.line.follows is False
    assert "préfère" not in repr(seen.line)


@pytest.mark.parametrize("item", ["ressources", "telephone", "composition_foyer", "adresse"])
def test_no_reason_and_nobody_gives_what_the_law_keeps(house: House, item: str) -> None:
    """Without a title shown, the address waits too: show it, then it is proposed."""
    legal_desk(house)
    letter = replace(BAILIFF, evidence=("ecrit",))
    request = entered(house, letter, "Lou")
    with pytest.raises(NeverGiven) as refused:
        decide(
            house.keyring("Lou"), request.pk, follows=False, give=(item,), departure="Il insiste."
        )
    assert refused.value.items == {item}


def test_nor_what_was_not_asked(house: House) -> None:
    request = entered(house, BAILIFF)
    with pytest.raises(NeverGiven):
        decide(house.keyring("Camille"), request.pk, follows=False, give=("sante",), departure="x")


def test_a_protected_address_leaves_by_a_written_decision_of_the_legal_desk_signed_twice(
    house: House,
) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = entered(house, BAILIFF, dossier=dossier)
    send_to_legal_desk(house.keyring("Camille"), request.pk)
    protect(house, dossier)
    what = {"follows": False, "give": ("adresse",), "departure": "Article relu, 515-11 6°."}
    with pytest.raises(LegalDeskDecides):
        decide(house.keyring("Camille"), request.pk, **what)
    decision = decide(house.keyring("Lou"), request.pk, **what)
    assert (decision.needs, decision.follows) == (2, False)
    assert open_request(house.keyring("Lou"), request.pk).row.state == State.TO_SIGN


def test_what_the_service_does_not_hold_is_no_departure(house: House) -> None:
    request = entered(house, BAILIFF)
    decision = decide(
        house.keyring("Camille"), request.pk, follows=True, give=("adresse",),
        not_held=("employeur",),
    )  # fmt: skip
    assert decision.follows
    assert decision.not_held == ("employeur",)
    assert "employeur" in decision.withhold


def test_a_new_piece_undoes_a_decision_that_was_not_answered(house: House) -> None:
    request = entered(house, replace(BAILIFF, evidence=("ecrit",)))
    camille = house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=())
    assert correct(camille, request.pk, BAILIFF, based_on=1).state == State.RECEIVED
    with pytest.raises(WrongState):
        record_letter(camille, request.pk, sent("refusal"))


# --- two signatures ----------------------------------------------------------------------------


def signed_by_camille(house: House, letter=BAILIFF):
    request = entered(house, letter)
    verdict = propose(house.keyring("Camille"), request.pk)
    decide(house.keyring("Camille"), request.pk, follows=True, give=verdict.give)
    return request


def test_obligations_and_justice_take_two_signatures_and_no_other(house: House) -> None:
    for letter, state in ((BAILIFF, State.TO_SIGN), (DEPUTY_MAYOR, State.DECIDED)):
        request = signed_by_camille(house, letter)
        assert open_request(house.keyring("Camille"), request.pk).row.state == state


def test_a_lead_reads_the_request_for_two_weeks_and_signs(house: House) -> None:
    request = signed_by_camille(house)
    with pytest.raises(KeyNotHeld):
        open_request(house.keyring("Ines"), request.pk)
    ask_signature(house.keyring("Camille"), request.pk, house.agents["Ines"])
    seen = open_request(house.keyring("Ines"), request.pk)
    assert not seen.holds_whole
    assert seen.decision is not None
    signed = sign(house.keyring("Ines"), request.pk, based_on=seen.decision.version)
    assert [s.function for s in signed.signatures] == ["social_worker", "team_lead"]
    assert open_request(house.keyring("Camille"), request.pk).row.state == State.DECIDED


def test_nobody_signs_twice_nor_an_older_decision(house: House) -> None:
    request = signed_by_camille(house)
    camille = house.keyring("Camille")
    with pytest.raises(NothingToSign):
        sign(camille, request.pk, based_on=1)
    ask_signature(camille, request.pk, house.agents["Ines"])
    with pytest.raises(NothingToSign):
        ask_signature(camille, request.pk, house.agents["Camille"])
    decide(camille, request.pk, follows=False, give=(), departure="Une pièce est douteuse.")
    with pytest.raises(EditedMeanwhile):
        sign(house.keyring("Ines"), request.pk, based_on=1)


def test_a_colleague_is_not_asked_to_sign(house: House) -> None:
    request = signed_by_camille(house)
    for name in ("Alix", "Rachel", "Ada"):
        with pytest.raises(KeyNotHeld):
            ask_signature(house.keyring("Camille"), request.pk, house.agents[name])


def test_a_lead_signs_what_another_decided_and_decides_nothing(house: House) -> None:
    request = signed_by_camille(house)
    ask_signature(house.keyring("Camille"), request.pk, house.agents["Ines"])
    with pytest.raises(KeyNotHeld):
        decide(house.keyring("Ines"), request.pk, follows=True, give=())


def test_a_small_service_signs_once(house: House) -> None:
    house.organisation.small_service = True
    house.organisation.save()
    letter = replace(BAILIFF, evidence=("ecrit",))
    request = entered(house, letter)
    decide(house.keyring("Camille"), request.pk, follows=True, give=())
    assert open_request(house.keyring("Camille"), request.pk).row.state == State.DECIDED


def test_what_the_institution_answers_is_signed_by_the_institution(house: House) -> None:
    """Even in a small service, and where one signature is enough."""
    house.organisation.small_service = True
    house.organisation.save()
    request = entered(house, BAILIFF)
    decide(house.keyring("Camille"), request.pk, follows=True, give=("adresse", "employeur"))
    assert open_request(house.keyring("Camille"), request.pk).row.state == State.TO_SIGN


# --- the letter --------------------------------------------------------------------------------


def test_no_letter_carries_an_item_that_was_not_decided(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, LANDLORD, dossier=dossier)
    agree(house, dossier, "rendez_vous")
    camille = house.keyring("Camille")
    decide(camille, request.pk, follows=False, give=(), departure="Pas cette fois.")
    for said in ({"items": ("rendez_vous",)}, {"values": {"rendez_vous": "proposé"}}):
        for kind in ("limited", "refusal", "reminder"):
            with pytest.raises(ItemNotDecided):
                record_letter(camille, request.pk, sent(kind, **said))
    assert open_request(camille, request.pk).letters == []


def test_the_person_is_told_before_something_leaves_or_the_reason_is_written(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, LANDLORD, dossier=dossier)
    agree(house, dossier, "rendez_vous")
    camille = house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=("rendez_vous",))
    with pytest.raises(PersonNotTold):
        record_letter(camille, request.pk, sent("limited", items=("rendez_vous",)))
    inform(camille, request.pk, on=None, not_told_because="Injoignable depuis trois semaines.")
    record_letter(camille, request.pk, sent("limited", items=("rendez_vous",)))
    assert open_request(camille, request.pk).row.state == State.ANSWERED


def test_nothing_answers_before_a_signed_decision(house: House) -> None:
    request = signed_by_camille(house)
    for kind in ("refusal", "neutral", "limited"):
        with pytest.raises(WrongState):
            record_letter(house.keyring("Camille"), request.pk, sent(kind))
