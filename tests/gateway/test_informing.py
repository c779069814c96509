"""The person reads every answer about her in her own dossier, except what justice defers."""

from dataclasses import replace
from datetime import date

import pytest

from entrenous.dossiers import sharing
from entrenous.gateway.answering import record_letter
from entrenous.gateway.contents import PersonTrace
from entrenous.gateway.deciding import decide
from entrenous.gateway.errors import BadLetter, Fault, NotUnderEmbargo, UnderEmbargo
from entrenous.gateway.informing import inform, lift_embargo, settle_traces
from entrenous.gateway.legal_desk import send_to_legal_desk
from entrenous.gateway.linking import link
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import legal_register, open_request
from entrenous.gateway.signing import sign
from entrenous.gateway.verdicts import propose
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.kinds import code_of
from entrenous.keyring.models import Record
from tests.gateway.letters import (
    BAILIFF,
    DEPUTY_MAYOR,
    POLICE,
    dossier_of,
    entered,
    legal_desk,
    sent,
)
from tests.gateway.test_linking import answered, traces
from tests.people import House

LIFTED_ON, REASON = date(2026, 4, 1), "L’enquête est close, le parquet l’écrit."


def answered_by_legal_desk(house: House, letter, dossier) -> ThirdPartyRequest:
    """Entered and linked by Camille, who sends it; Lou answers, Camille signs."""
    request = entered(house, letter, dossier=dossier)
    camille, lou = house.keyring("Camille"), house.keyring("Lou")
    send_to_legal_desk(camille, request.pk)
    give = propose(lou, request.pk).give
    decide(lou, request.pk, follows=True, give=give)
    sign(camille, request.pk, based_on=1)
    record_letter(lou, request.pk, sent("limited", items=give))
    return request


def test_what_was_answered_is_written_in_the_part_that_the_person_sees(house: House) -> None:
    dossier = dossier_of(house)
    request = entered(house, DEPUTY_MAYOR, dossier=dossier)
    assert traces(house, dossier) == []
    answered(house, request)
    (trace,) = traces(house, dossier)
    assert trace == PersonTrace(
        str(request.pk), date(2026, 3, 3), "Élu, cabinet", (), DEPUTY_MAYOR.asked,
        ("Code pénal, 226-13",),
    )  # fmt: skip


def test_someone_unknown_has_no_trace_and_linked_later_she_has(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    answered(house, request)
    dossier = dossier_of(house)
    link(house.keyring("Camille"), request.pk, dossier)
    assert [t.request for t in traces(house, dossier)] == [str(request.pk)]


def test_the_legal_desk_s_answer_is_written_by_the_next_holder_who_opens_the_dossier(
    house: House,
) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = answered_by_legal_desk(house, BAILIFF, dossier)
    assert traces(house, dossier) == []
    assert settle_traces(house.keyring("Sacha"), dossier) == 0
    assert settle_traces(house.keyring("Lou"), dossier) == 0
    assert settle_traces(house.keyring("Camille"), dossier) == 1
    (trace,) = traces(house, dossier)
    assert trace.given == ("adresse", "employeur")
    assert settle_traces(house.keyring("Camille"), dossier) == 0
    assert Entry.objects.filter(act=Act.TRACE_WRITTEN, container=dossier.pk).count() == 1
    assert request.pk


def test_a_deferred_information_reaches_nothing_of_the_person_until_it_is_lifted(
    house: House,
) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    request = answered_by_legal_desk(house, POLICE, dossier)
    camille, lou = house.keyring("Camille"), house.keyring("Lou")
    ThirdPartyRequest.objects.update(trace_due=True)  # written behind the program
    assert settle_traces(camille, dossier) == 0
    assert not Record.objects.filter(kind=code_of(PersonTrace)).exists()
    with pytest.raises(UnderEmbargo):
        inform(camille, request.pk, on=date(2026, 3, 4), how="par courrier")
    lift_embargo(lou, request.pk, on=LIFTED_ON, reason=REASON)
    assert settle_traces(camille, dossier) == 1
    (trace,) = traces(house, dossier)
    assert trace.lifted_on == LIFTED_ON
    inform(camille, request.pk, on=date(2026, 4, 2), how="en entretien")
    seen = open_request(camille, request.pk)
    assert seen.lift is not None
    assert (seen.lift.reason, seen.lift.lifted_by) == (REASON, str(house.agents["Lou"].pk))
    assert seen.line is not None
    assert (seen.line.lifted_on, seen.line.informed_on) == (LIFTED_ON, date(2026, 4, 2))


def test_the_legal_desk_lifts_what_it_never_read(house: House) -> None:
    """Its register line is enough: a réquisition answered by the service itself."""
    legal_desk(house)
    request = entered(house, POLICE, dossier=dossier_of(house))
    lou = house.keyring("Lou")
    with pytest.raises(KeyNotHeld):
        open_request(lou, request.pk)
    assert [line.under_embargo for line in legal_register(lou)] == [True]
    lift_embargo(lou, request.pk, on=LIFTED_ON, reason=REASON)
    assert [line.under_embargo for line in legal_register(lou)] == [False]
    with pytest.raises(NotUnderEmbargo):
        lift_embargo(lou, request.pk, on=LIFTED_ON, reason=REASON)


def test_only_the_legal_desk_lifts_with_a_day_and_a_reason(house: House) -> None:
    legal_desk(house)
    request = entered(house, POLICE)
    for name in ("Camille", "Ines", "Max"):
        with pytest.raises(KeyNotHeld):
            lift_embargo(house.keyring(name), request.pk, on=LIFTED_ON, reason=REASON)
    bad = (
        (LIFTED_ON, "  ", Fault.NO_LIFT_REASON),
        (date(2026, 3, 1), REASON, Fault.BEFORE_RECEIPT),
        (date(2999, 1, 1), REASON, Fault.IN_THE_FUTURE),
    )
    for on, reason, fault in bad:
        with pytest.raises(BadLetter) as refused:
            lift_embargo(house.keyring("Lou"), request.pk, on=on, reason=reason)
        assert refused.value.fault is fault


def test_what_was_never_deferred_is_not_lifted(house: House) -> None:
    legal_desk(house)
    request = entered(house, BAILIFF)
    with pytest.raises(NotUnderEmbargo):
        lift_embargo(house.keyring("Lou"), request.pk, on=LIFTED_ON, reason=REASON)


def test_the_row_tells_nobody_that_something_is_deferred(house: House) -> None:
    """Two answers of the legal desk, one deferred: nothing in clear tells them apart but this:
    the one that may be told waits for a holder, and afterwards nothing does."""
    legal_desk(house)
    dossier = dossier_of(house)
    told = answered_by_legal_desk(house, BAILIFF, dossier)
    deferred = answered_by_legal_desk(house, POLICE, dossier)
    settle_traces(house.keyring("Camille"), dossier)
    rows = ThirdPartyRequest.objects.in_bulk([told.pk, deferred.pk])
    assert rows[told.pk].trace_due is rows[deferred.pk].trace_due is False
    assert rows[told.pk].state == rows[deferred.pk].state


def test_a_relay_colleague_writes_it_too(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    answered_by_legal_desk(house, BAILIFF, dossier)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=None)
    assert settle_traces(house.keyring("Alix"), dossier) == 1


def test_telling_takes_a_day_or_a_reason(house: House) -> None:
    request = entered(house, DEPUTY_MAYOR)
    for on, fault in ((None, Fault.NO_WORDS), (date(2999, 1, 1), Fault.IN_THE_FUTURE)):
        with pytest.raises(BadLetter) as refused:
            inform(house.keyring("Camille"), request.pk, on=on)
        assert refused.value.fault is fault


def test_a_deferred_rule_defers_from_the_first_day(house: House) -> None:
    request = entered(house, replace(POLICE, evidence=("ecrit",)))
    with pytest.raises(UnderEmbargo):
        inform(house.keyring("Camille"), request.pk, on=date(2026, 3, 4))


def test_opening_the_page_of_the_dossier_writes_what_waits(house: House) -> None:
    from django.urls import reverse

    from tests.browsing import client_of

    legal_desk(house)
    dossier = dossier_of(house)
    answered_by_legal_desk(house, BAILIFF, dossier)
    page = client_of(house, "Camille").get(reverse("dossiers:dossier", args=[dossier.pk]))
    assert page.status_code == 200
    assert len(traces(house, dossier)) == 1
    assert not ThirdPartyRequest.objects.filter(trace_due=True).exists()


def test_a_damaged_part_of_the_dossier_makes_the_trace_wait_and_not_the_page(house: House) -> None:
    legal_desk(house)
    dossier = dossier_of(house)
    answered_by_legal_desk(house, BAILIFF, dossier)
    answered(house, entered(house, DEPUTY_MAYOR, dossier=dossier))
    Record.objects.filter(container_id=dossier.pk, kind=code_of(PersonTrace)).delete()
    assert settle_traces(house.keyring("Camille"), dossier) == 0
    assert ThirdPartyRequest.objects.filter(trace_due=True).exists()
