"""The register: who reads which line, what it counts, and an export in which nobody is named."""

import csv
import io
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.activity.models import Fact
from entrenous.dossiers import sharing
from entrenous.gateway.answering import add_minutes, ask_evidence, record_letter, withdraw
from entrenous.gateway.codes import State, Why
from entrenous.gateway.contents import Promise, RegisterLine
from entrenous.gateway.deciding import decide
from entrenous.gateway.errors import BadLetter, Fault, WrongState
from entrenous.gateway.legal_desk import send_to_legal_desk
from entrenous.gateway.linking import link
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.promises import kept, promise, reminded
from entrenous.gateway.queries import (
    awaiting,
    deferred,
    for_dossier,
    legal_register,
    open_request,
    register,
    search,
)
from entrenous.gateway.register import COLUMNS, by_requester, export_register
from entrenous.gateway.signing import ask_signature
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from tests.gateway.letters import (
    BAILIFF,
    DEPUTY_MAYOR,
    LANDLORD,
    POLICE,
    dossier_of,
    entered,
    legal_desk,
    sent,
)
from tests.people import House

ON = date(2026, 3, 3)


def days(house: House, name: str = "Camille") -> list[tuple[str, Why]]:
    return [(a.line.line.requester, a.why) for a in awaiting(house.keyring(name)) if a.line.line]


# --- lists ---------------------------------------------------------------------------------------


def test_each_reads_her_own_lines_and_the_legal_desk_every_line_without_a_letter(
    house: House,
) -> None:
    legal_desk(house)
    entered(house, DEPUTY_MAYOR)
    entered(house, BAILIFF, "Alix")
    assert [e.letter for e in register(house.keyring("Camille"))] == [DEPUTY_MAYOR]
    assert [e.letter for e in register(house.keyring("Alix"))] == [BAILIFF]
    assert register(house.keyring("Lou")) == []
    assert register(house.keyring("Sacha")) == []
    lines = legal_register(house.keyring("Lou"))
    assert {e.line.requester for e in lines if e.line} == {"elu", "huissier_exec"}
    assert [e.letter for e in lines] == [None, None]
    with pytest.raises(KeyNotHeld):
        legal_register(house.keyring("Camille"))


def test_a_register_of_a_hundred_requests_costs_as_many_queries_as_one_of_ten(
    house: House, django_assert_max_num_queries
) -> None:
    by = house.keyring("Camille")
    first = entered(house, DEPUTY_MAYOR)
    register(by)
    from tests.gateway.copies import multiply

    with django_assert_max_num_queries(25) as few:
        assert len(register(house.keyring("Camille"))) == 1
    multiply(first, by, 99)
    with django_assert_max_num_queries(25):  # keys seen for the first time are checked once
        register(house.keyring("Camille"))
    with django_assert_max_num_queries(25) as many:
        assert len(register(house.keyring("Camille"))) == 100
    assert len(many) == len(few)


def test_one_entry_in_the_journal_for_a_list_and_no_terms(house: House) -> None:
    entered(house, DEPUTY_MAYOR)
    before = Entry.objects.count()
    assert [e.letter for e in search(house.keyring("Camille"), "delhoume situation")] == [
        DEPUTY_MAYOR
    ]
    last = Entry.objects.latest("seq")
    assert Entry.objects.count() == before + 1
    assert (last.act, last.container, last.detail) == (Act.REGISTER_SEARCHED, None, None)


def test_search_folds_accents_and_wants_every_word(house: House) -> None:
    entered(house, replace(DEPUTY_MAYOR, person_named="Mme Zoé Évrard-Fictif"))
    camille = house.keyring("Camille")
    assert len(search(camille, "ZOE evrard")) == 1
    assert search(camille, "zoe inconnue") == []
    assert search(camille, "   ") == []
    assert search(house.keyring("Sacha"), "zoe") == []


def test_a_dossier_shows_its_requests_to_its_holders(house: House) -> None:
    dossier = dossier_of(house)
    entered(house, DEPUTY_MAYOR)
    linked = entered(house, BAILIFF, dossier=dossier)
    assert [e.row for e in for_dossier(house.keyring("Camille"), dossier)] == [linked]
    assert for_dossier(house.keyring("Sacha"), dossier) == []


def test_a_damaged_line_leaves_the_others_readable(house: House) -> None:
    broken, whole = entered(house, DEPUTY_MAYOR), entered(house, BAILIFF)
    Record.objects.filter(container_id=broken.pk, kind=200).update(version=7)
    assert [e.row for e in register(house.keyring("Camille"))] == [whole]
    seen = open_request(house.keyring("Camille"), broken.pk)
    assert seen.letter is None
    assert not seen.is_whole
    assert seen.line is not None


# --- what waits ------------------------------------------------------------------------------


def test_what_waits_comes_the_most_pressing_first(house: House) -> None:
    today = timezone.localdate()
    legal_desk(house)
    entered(house, DEPUTY_MAYOR)
    entered(house, replace(LANDLORD, deadline_claimed_on=today + timedelta(days=3)))
    entered(house, replace(BAILIFF, deadline_claimed_on=today - timedelta(days=1)))
    entered(house, replace(LANDLORD, requester="mutuelle"), "Alix")
    assert days(house) == [
        ("huissier_exec", Why.LATE), ("bailleur", Why.DUE), ("elu", Why.TO_TREAT),
    ]  # fmt: skip
    assert days(house, "Sacha") == []
    assert days(house, "Lou") == [], "a line without its letter is nobody's work"


def test_nothing_is_journaled_when_nothing_waits(house: House) -> None:
    before = Entry.objects.count()
    assert awaiting(house.keyring("Camille")) == []
    assert Entry.objects.count() == before


def test_what_is_transferred_signed_or_to_send_waits_for_the_right_person(house: House) -> None:
    legal_desk(house)
    to_send, to_sign, sent_on = (entered(house, x) for x in (DEPUTY_MAYOR, BAILIFF, LANDLORD))
    camille = house.keyring("Camille")
    decide(camille, to_send.pk, follows=True, give=())
    decide(camille, to_sign.pk, follows=True, give=("adresse", "employeur"))
    ask_signature(camille, to_sign.pk, house.agents["Ines"])
    send_to_legal_desk(camille, sent_on.pk)
    assert ("elu", Why.TO_SEND) in days(house)
    assert days(house, "Ines") == [("huissier_exec", Why.TO_SIGN)]
    assert days(house, "Lou") == [("bailleur", Why.TRANSFERRED)]
    assert ("huissier_exec", Why.TO_SIGN) not in days(house)


def test_what_a_former_referente_left_comes_to_the_new_one(house: House) -> None:
    dossier = dossier_of(house)
    entered(house, DEPUTY_MAYOR, dossier=dossier)
    sharing.transfer(house.keyring("Camille"), dossier, house.agents["Alix"])
    assert days(house, "Alix") == [("elu", Why.TO_TREAT)]
    assert days(house) == []


def test_what_is_deferred_waits_for_the_legal_desk_the_oldest_first(house: House) -> None:
    legal_desk(house)
    entered(house, BAILIFF)
    late = entered(house, POLICE)
    early = entered(house, replace(POLICE, received_on=date(2026, 1, 5)))
    assert [e.row for e in deferred(house.keyring("Lou"))] == [early, late]
    with pytest.raises(KeyNotHeld):
        deferred(house.keyring("Camille"))


def test_a_promise_waits_on_its_day_even_after_the_answer(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    camille, yesterday = house.keyring("Camille"), timezone.localdate() - timedelta(days=1)
    decide(camille, request.pk, follows=True, give=())
    record_letter(camille, request.pk, sent("neutral"))
    record = promise(camille, request.pk, Promise("La date de la commission", due_on=yesterday))
    assert days(house) == [("elu", Why.PROMISE)]
    reminded(camille, request.pk, record, on=yesterday)
    assert days(house) == [("elu", Why.PROMISE)]
    kept(camille, request.pk, record, on=timezone.localdate())
    assert days(house) == []
    (known,) = open_request(camille, request.pk).promises
    assert known.content.reminded_on == (yesterday,)
    assert known.content.came_on == timezone.localdate()


def test_a_promise_is_kept_once_and_has_words(house: House) -> None:
    request, camille = entered(house, DEPUTY_MAYOR), house.keyring("Camille")
    told = Promise("Un rendez-vous", "le service logement", timezone.localdate())
    record = promise(camille, request.pk, told)
    assert promise(camille, request.pk, told, record=record) == record
    assert len(open_request(camille, request.pk).promises) == 1
    for act in (
        lambda: promise(camille, request.pk, Promise(" ")),
        lambda: kept(camille, request.pk, record, on=timezone.localdate() + timedelta(days=1)),
    ):
        with pytest.raises(BadLetter):
            act()
    with pytest.raises(KeyNotHeld):
        kept(camille, request.pk, request.pk, on=ON)


# --- evidence, withdrawal, time --------------------------------------------------------------


def test_what_is_missing_is_asked_for_and_its_letter_answers_nothing(house: House) -> None:
    request = entered(house, replace(BAILIFF, evidence=("ecrit",)))
    camille = house.keyring("Camille")
    assert ask_evidence(camille, request.pk).wanted == ("titre_executoire",)
    record_letter(camille, request.pk, sent("demand_evidence"))
    seen = open_request(camille, request.pk)
    assert seen.row.state == State.WAITING_EVIDENCE
    assert [d.content.wanted for d in seen.demands] == [("titre_executoire",)]
    with pytest.raises(WrongState):
        ask_evidence(camille, entered(house, DEPUTY_MAYOR).pk)


def test_a_request_withdrawn_is_decided_and_answered_no_more(house: House) -> None:
    request, camille = entered(house, BAILIFF), house.keyring("Camille")
    withdraw(camille, request.pk, on=ON, words="Créance réglée.")
    seen = open_request(camille, request.pk)
    assert (seen.row.state, seen.row.closed_on) == (State.WITHDRAWN, timezone.localdate())
    assert seen.withdrawal is not None
    record_letter(camille, request.pk, sent("acknowledge_withdrawal"))
    for kind in ("limited", "refusal", "reminder"):
        with pytest.raises(WrongState):
            record_letter(camille, request.pk, sent(kind))
    with pytest.raises(WrongState):
        decide(camille, request.pk, follows=True, give=())
    with pytest.raises(WrongState):
        withdraw(camille, request.pk, on=ON)


def test_the_day_an_answer_left_stays_when_minutes_come_later(house: House) -> None:
    request, camille = entered(house, DEPUTY_MAYOR), house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=())
    record_letter(camille, request.pk, sent("neutral", minutes=12))
    ThirdPartyRequest.objects.update(closed_on=ON)
    add_minutes(camille, request.pk, 8)
    seen = open_request(camille, request.pk)
    assert (seen.row.closed_on, seen.row.state) == (ON, State.ANSWERED)
    assert seen.line is not None
    assert (seen.line.minutes, seen.line.answered_on) == (20, date(2026, 3, 3))
    for wrong in (-1, 1_441):
        with pytest.raises(BadLetter) as refused:
            add_minutes(camille, request.pk, wrong)
        assert refused.value.fault is Fault.NEGATIVE_MINUTES


def test_facts_count_requester_status_and_minutes_and_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    keep = activity.record
    monkeypatch.setattr(
        activity, "record", lambda act, **said: (told.append((act, said)), keep(act, **said))[1]
    )
    before = Fact.objects.count()
    request, camille = entered(house, DEPUTY_MAYOR), house.keyring("Camille")
    decide(camille, request.pk, follows=True, give=())
    record_letter(camille, request.pk, sent("neutral", minutes=12))
    assert Fact.objects.count() == before + 3
    assert [act for act, _ in told] == [
        What.SOLLICITATION_RECEIVED, What.SOLLICITATION_TIME, What.SOLLICITATION_ANSWERED
    ]  # fmt: skip
    assert {said["themes"] for _, said in told} == {("elu",)}
    assert [said.get("minutes") for _, said in told] == [None, 12, None]
    assert [said.get("outcome") for _, said in told] == ["no", None, "no"]
    assert not any(said.get("person") for _, said in told)


# --- figures, export -------------------------------------------------------------------------


def several(house: House) -> None:
    legal_desk(house)
    camille = house.keyring("Camille")
    mayor = entered(house, replace(DEPUTY_MAYOR, asked_free="=1+1"))
    link(camille, mayor.pk, dossier_of(house))
    decide(camille, mayor.pk, follows=True, give=())
    record_letter(camille, mayor.pk, sent("neutral", minutes=15))
    entered(house, replace(DEPUTY_MAYOR, received_on=date(2026, 1, 27)), "Alix")
    add_minutes(camille, entered(house, BAILIFF).pk, 40)
    entered(house, POLICE)


def test_partner_or_provider_falls_out_of_the_register(house: House) -> None:
    several(house)
    figures = by_requester(legal_register(house.keyring("Lou")), organisation=house.organisation.pk)
    assert [(f.requester, f.received, f.answered, f.withheld, f.minutes) for f in figures] == [
        ("elu", 2, 1, 3, 15), ("huissier_exec", 1, 0, 0, 40), ("req_flag", 1, 0, 0, 0),
    ]  # fmt: skip
    assert figures[0].label == "Élu, cabinet"


def test_the_export_has_a_line_per_request_and_nobody_in_it(house: House) -> None:
    several(house)
    text = export_register(house.keyring("Lou"))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert tuple(rows[0]) == COLUMNS
    assert [r["demandeur"] for r in rows] == [
        "Commissaire de justice chargé de l’exécution", "Élu, cabinet", "Élu, cabinet",
        rows[3]["demandeur"],
    ]  # fmt: skip
    assert rows[1]["état"] == "répondue"
    assert rows[3]["information"] == "information différée, levée par le service juridique"
    for said in ("Ferreira", "Vasselin", "Delhoume", "Sarr", "1+1", "Rui", "Camille", "Fictif"):
        assert said not in text
    assert Entry.objects.latest("seq").act == Act.REGISTER_EXPORTED
    january = export_register(
        house.keyring("Lou"), since=date(2026, 1, 20), until=date(2026, 1, 20)
    )
    assert len(january.splitlines()) == 2
    with pytest.raises(KeyNotHeld):
        export_register(house.keyring("Camille"))


def test_no_cell_is_a_formula(house: House) -> None:
    from entrenous.gateway.register import _safe

    for cell in ("=cmd", "+1", "-1", "@x", "\tx"):
        assert _safe(cell) == f"'{cell}"
    assert _safe("élu") == "élu"


def test_a_register_line_has_no_room_for_a_name(house: House) -> None:
    """Its texts are codes: whoever adds a field of words thinks of this test."""
    assert {f.name for f in fields(RegisterLine)} == {
        "requester", "channel", "received_on", "chapter", "rule", "status", "state", "asked",
        "has_free_words", "evidence", "give", "withhold", "basis", "to_verify", "follows",
        "signatures", "inform", "informed_on", "lifted_on", "decided_on", "answered_on",
        "answered_by", "minutes",
    }  # fmt: skip
