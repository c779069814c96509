"""Third parties' letters before whoever reads the database, and before whoever writes in it.

Every text of a request goes through the acts of the desk with a canary in it; then every row is
searched. What may be in clear is a list here: a field of words added to a content must be named.
"""

import re
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.gateway import (
    answering,
    contents,
    deciding,
    entering,
    entrusting,
    informing,
    legal_desk,
    linking,
    promises,
    queries,
    signing,
    verdicts,
)
from entrenous.gateway.constat import carry_out_constat
from entrenous.gateway.errors import WrongState
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.kinds import declared_kinds
from entrenous.keyring.models import Container, Grant, Record
from tests.gateway import letters
from tests.gateway.letters import BAILIFF, DEPUTY_MAYOR, POLICE, dossier_of, sent
from tests.people import House
from tests.proof import canaries
from tests.proof.canaries import canary, disguises, search

TODAY = timezone.localdate()
#: Drawn at random: one may read « 60-1 » and say nothing.
_UUID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The texts of the desk's contents that hold codes, ids and sentences of the law base: no words of
# anyone. Every other text is typed by someone and carries a canary below.
OF_THE_LAW = {
    "RequestLetter": {
        "requester", "channel", "asked", "evidence", "announced", "facts", "agreed",
        "same_letter_as",
    },
    "Verdict": {f.name for f in fields(contents.Verdict)},
    "Decision": {"decided_by", "give", "withhold", "not_held", "signatures"},
    "SentLetter": {"kind", "items"},
    "TransferNote": {"agent"},
    "EvidenceDemand": {"wanted"},
    "RegisterLine": {f.name for f in fields(contents.RegisterLine)},
    "EmbargoLift": {"lifted_by"},
    "PersonTrace": {f.name for f in fields(contents.PersonTrace)},
}  # fmt: skip
WRITTEN: set[str] = set()


def said(where: str) -> str:
    """A canary for one field of one content."""
    WRITTEN.add(where)
    return canary(where)


def letter_full_of_words() -> contents.RequestLetter:
    return replace(
        POLICE,
        **{
            name: said(f"RequestLetter.{name}")
            for name in (
                "requester_name", "requester_address", "person_named", "letter", "asked_free",
                "basis_claimed", "reference", "follows_up",
            )
        },
    )  # fmt: skip


def live_a_request(house: House) -> ThirdPartyRequest:
    """From the letter to the lift of what was deferred: each act that takes words."""
    camille, lou = house.keyring("Camille"), house.keyring("Lou")
    dossier = dossier_of(house, family_name=canary("card"), street=canary("street"))
    request = letters.entered(house, letter_full_of_words())
    linking.link(camille, request.pk, dossier)
    entrusting.entrust(camille, request.pk, house.agents["Camille"], said("TransferNote.words"))
    legal_desk.send_to_legal_desk(camille, request.pk, canary("transfer"))
    legal_desk.read_card(lou, request.pk)
    legal_desk.find_cards(lou, canary("card"))
    verdict = verdicts.propose(lou, request.pk)
    reason = said("Decision.departure")
    deciding.decide(lou, request.pk, follows=False, give=("adresse",), departure=reason)
    signing.sign(camille, request.pk, based_on=1)
    what = promises.promise(
        camille, request.pk,
        contents.Promise(said("Promise.what"), said("Promise.by_whom"), TODAY),
    )  # fmt: skip
    promises.reminded(camille, request.pk, what, on=TODAY)
    leaving = {
        name: said(f"SentLetter.{name}") for name in ("to", "subject", "whole")
    }  # fmt: skip
    answering.record_letter(
        lou, request.pk,
        sent(
            "limited", items=("adresse",), values={"adresse": said("SentLetter.values")},
            paragraphs=(said("SentLetter.paragraphs"),), minutes=3, **leaving,
        ),
    )  # fmt: skip
    informing.lift_embargo(lou, request.pk, on=TODAY, reason=said("EmbargoLift.reason"))
    informing.settle_traces(camille, dossier)
    how, why = said("Information.how"), said("Information.not_told_because")
    informing.inform(camille, request.pk, on=TODAY, how=how, not_told_because=why)
    other = entering.enter_again(camille, request.pk, letter_full_of_words())
    answering.withdraw(camille, other.pk, on=TODAY, words=said("Withdrawal.words"))
    queries.search(camille, canary("RequestLetter.letter"))
    assert verdict.give == ("identite", "adresse")
    return request


def test_an_administrator_finds_no_word_of_a_letter_nor_of_what_was_done_with_it(
    house: House,
) -> None:
    letters.legal_desk(house)
    request = live_a_request(house)
    assert search({"rows": b"\0".join(canaries.rows())}, disguises()) == []
    seen = queries.open_request(house.keyring("Camille"), request.pk)
    assert seen.letter is not None
    assert seen.letter.content.letter == canary("RequestLetter.letter"), "it was really written"
    ours = [k for k in declared_kinds().values() if k.__module__ == contents.__name__]
    texts = {
        f"{kind.__name__}.{f.name}"
        for kind in ours
        for f in fields(kind)
        if "str" in str(f.type) and f.name not in OF_THE_LAW.get(kind.__name__, ())
    }
    assert texts - WRITTEN == set()


def test_rows_tell_neither_who_asks_nor_by_what_right(house: House) -> None:
    letters.legal_desk(house)
    live_a_request(house)
    clear = _UUID.sub(b"", b"\0".join(canaries.rows()))
    for word in (b"req_flag", b"requisition", b"434-7-2", b"60-1", b"embargo"):
        assert word not in clear, word


def test_a_decision_undone_does_not_stand_again_by_hand(house: House) -> None:
    request, camille = letters.entered(house, DEPUTY_MAYOR), house.keyring("Camille")
    deciding.decide(camille, request.pk, follows=True, give=())
    entering.correct(camille, request.pk, replace(DEPUTY_MAYOR, reference="2"), based_on=1)
    ThirdPartyRequest.objects.update(state="decided")
    with pytest.raises(WrongState):
        answering.record_letter(camille, request.pk, sent("neutral"))


# --- whoever writes in the database ------------------------------------------------------------


def test_a_state_written_by_hand_sends_nothing(house: House) -> None:
    """« Decided » in clear does not make a decision, nor a second signature."""
    request, camille = letters.entered(house, BAILIFF), house.keyring("Camille")
    ThirdPartyRequest.objects.update(state="decided")
    for kind in ("limited", "refusal"):
        with pytest.raises(WrongState):
            answering.record_letter(camille, request.pk, sent(kind))
    deciding.decide(camille, request.pk, follows=True, give=("adresse", "employeur"))
    ThirdPartyRequest.objects.update(state="decided")
    with pytest.raises(WrongState):
        answering.record_letter(camille, request.pk, sent("limited", items=("adresse",)))
    assert queries.open_request(camille, request.pk).letters == []


def test_a_former_letter_put_back_is_said_and_stops_every_act(house: House) -> None:
    request = letters.entered(house, replace(BAILIFF, evidence=("ecrit",)))
    camille = house.keyring("Camille")
    entering.correct(camille, request.pk, BAILIFF, based_on=1)
    Record.objects.filter(container_id=request.pk, kind=200, version=1).delete()
    assert not queries.open_request(camille, request.pk).is_whole
    with pytest.raises(Damaged):
        deciding.decide(camille, request.pk, follows=True, give=("adresse", "employeur"))
    carry_out_constat(camille, request.pk)
    deciding.decide(camille, request.pk, follows=True, give=("adresse", "employeur"))


def test_a_compartment_raised_in_the_database_opens_no_letter(house: House) -> None:
    desk = letters.legal_desk(house)
    request = letters.entered(house, BAILIFF)
    for compartment in (0, 6):
        Grant.objects.filter(recipient=desk.pk, container_id=request.pk).update(
            compartment=compartment
        )
        with pytest.raises(KeyNotHeld):
            queries.open_request(house.keyring("Lou"), request.pk)


def test_a_lead_s_two_weeks_prolonged_by_hand_last_until_the_key_is_renewed(house: House) -> None:
    """The day is in clear: prolonging it shows again what she read, until a renewal."""
    from entrenous.keyring import rotation

    request, camille = letters.entered(house, BAILIFF), house.keyring("Camille")
    deciding.decide(camille, request.pk, follows=True, give=("adresse", "employeur"))
    signing.ask_signature(camille, request.pk, house.agents["Ines"])
    ines = house.agents["Ines"].pk
    Grant.objects.filter(recipient=ines).update(until=TODAY - timedelta(days=1))
    with pytest.raises(KeyNotHeld):
        queries.open_request(house.keyring("Ines"), request.pk)
    rotation.renew(request.pk, by=camille, without=frozenset({ines}))
    Grant.objects.filter(recipient=ines).update(until=TODAY + timedelta(days=9))
    with pytest.raises(KeyNotHeld):
        queries.open_request(house.keyring("Ines"), request.pk)


def test_a_request_attached_by_hand_to_someone_s_dossier_says_nothing_there(house: House) -> None:
    dossier = dossier_of(house)
    request = letters.entered(house, POLICE)
    Container.objects.filter(pk=request.pk).update(parent_id=dossier.pk)
    ThirdPartyRequest.objects.update(trace_due=True, state="answered")
    camille = house.keyring("Camille")
    assert informing.settle_traces(camille, dossier) == 0
    assert queries.open_request(camille, request.pk).dossier is None
    assert queries.traces_of(records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))) == []
