"""Our own writings: a basis, chosen elements, read together, sent; alerts kept apart."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from entrenous.activity.models import Fact
from entrenous.consents import actions as consents
from entrenous.consents.codes import Signed
from entrenous.dossiers import actions as dossiers
from entrenous.dossiers import merging
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.law import national_base
from entrenous.writings import actions, queries
from entrenous.writings.codes import State
from entrenous.writings.contents import Element, Writing, WritingTrace
from entrenous.writings.errors import AlreadySent, BasisRefused, NotSendable
from tests.consents.agreed import current, noted
from tests.dossiers.opened import contents, dossier_of
from tests.people import House
from tests.writings.written import AID, CONCERN, REPORT, read_it, send_it, sent, started


def known(house: House, dossier: Dossier) -> Writing:
    (found,) = contents(house, "Camille", dossier, Writing)
    return found  # type: ignore[no-any-return]


def traces(house: House, dossier: Dossier) -> list[WritingTrace]:
    return contents(house, "Camille", dossier, WritingTrace)


def acts(dossier: Dossier) -> list[str]:
    rows = Entry.objects.filter(container=dossier.pk).order_by("seq")
    return list(rows.values_list("act", flat=True))


def test_from_draft_to_read_to_sent(house: House) -> None:
    dossier, facts = dossier_of(house, "Camille"), Fact.objects.count()
    record = started(house, dossier)
    assert known(house, dossier).state is State.DRAFT
    read_it(house, dossier, record)
    assert known(house, dossier).state is State.READ
    assert traces(house, dossier) == []
    send_it(house, dossier, record, based_on=2)
    said = known(house, dossier)
    assert (said.state, said.sent_on) == (State.SENT, timezone.localdate())
    assert said.elements == REPORT.elements
    (trace,) = traces(house, dossier)
    assert (trace.on, trace.to_function) == (timezone.localdate(), REPORT.to_function)
    assert "CCAPEX" in trace.basis
    assert Act.WRITING_SENT in acts(dossier)
    assert Fact.objects.count() == facts + 1


def test_the_trace_holds_no_text_of_the_writing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    sent(house, dossier)
    told = " ".join(str(v) for v in vars(traces(house, dossier)[0]).values())
    for text in ("RSA", "expulsion", "loyer"):
        assert text not in told


def test_her_remarks_stand_beside_the_text_and_never_in_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    read_it(house, dossier, started(house, dossier))
    said = known(house, dossier)
    assert said.elements == REPORT.elements
    assert (said.remarks[:8], said.disagreement[:2]) == ("Le loyer", "Je")


def test_a_text_changed_after_the_reading_is_to_be_read_again(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = started(house, dossier)
    read_it(house, dossier, record)
    changed = replace(REPORT, elements=(Element("ressources", "RSA et APL."),))
    actions.rewrite(camille, dossier, record, changed, based_on=2)
    said = known(house, dossier)
    assert said.state is State.DRAFT
    assert said.remarks  # what she said is not lost
    with pytest.raises(NotSendable, match="Lisez-le d’abord"):
        send_it(house, dossier, record, based_on=3)
    send_it(house, dossier, record, based_on=3, not_read_because="Elle est hospitalisée.")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    assert len(records.versions(opened, record)) == 4


def test_the_same_text_saved_again_keeps_the_reading(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = started(house, dossier)
    read_it(house, dossier, record)
    actions.rewrite(house.keyring("Camille"), dossier, record, REPORT, based_on=2)
    assert known(house, dossier).state is State.READ


def test_what_has_left_is_no_longer_written(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = sent(house, dossier)
    with pytest.raises(AlreadySent):
        actions.rewrite(camille, dossier, record, REPORT, based_on=3)
    with pytest.raises(AlreadySent):
        read_it(house, dossier, record, based_on=3)
    with pytest.raises(AlreadySent):
        send_it(house, dossier, record, based_on=3)
    with pytest.raises(AlreadySent):
        actions.give_up(camille, dossier, record)
    assert len(traces(house, dossier)) == 1


def test_two_tabs_the_second_is_told(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = started(house, dossier)
    other = replace(REPORT, purpose="Autre but")
    actions.rewrite(camille, dossier, record, other, based_on=1)
    with pytest.raises(EditedMeanwhile):
        actions.rewrite(camille, dossier, record, REPORT, based_on=1)
    with pytest.raises(EditedMeanwhile):
        send_it(house, dossier, record, based_on=1, not_read_because="Absente.")
    assert traces(house, dossier) == []


def test_started_twice_from_one_page_is_started_once(house: House) -> None:
    dossier, once = dossier_of(house, "Camille"), uuid4()
    for _ in range(2):
        actions.start(
            house.keyring("Camille"), dossier, REPORT, base=national_base(),
            employer="departement", on=timezone.localdate(), record=once,
        )  # fmt: skip
    assert known(house, dossier) == REPORT


def test_a_draft_may_be_given_up(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = started(house, dossier)
    actions.give_up(house.keyring("Camille"), dossier, record)
    assert contents(house, "Camille", dossier, Writing) == []


@pytest.mark.parametrize(
    "writing",
    [
        replace(REPORT, basis="mutuelle"),
        replace(REPORT, basis="nobody"),
        replace(REPORT, elements=(Element("sante", "Dos."),)),
        replace(CONCERN, facts=()),
    ],
)
def test_what_the_rule_does_not_open_is_not_started(house: House, writing: Writing) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(BasisRefused) as refused:
        started(house, dossier, writing)
    assert refused.value.because
    assert contents(house, "Camille", dossier, Writing) == []


def test_without_the_agreement_nothing_leaves_and_with_it_everything_agreed_does(house) -> None:
    dossier = dossier_of(house, "Camille")
    record = started(house, dossier, AID)
    read_it(house, dossier, record)
    with pytest.raises(NotSendable, match="L’accord de la personne manque"):
        send_it(house, dossier, record, based_on=2)
    assert (traces(house, dossier), known(house, dossier).state) == ([], State.READ)
    noted(house, dossier, current())
    send_it(house, dossier, record, based_on=2)
    assert known(house, dossier).state is State.SENT


def test_an_expired_agreement_stops_the_writing(house: House) -> None:
    dossier, today = dossier_of(house, "Camille"), timezone.localdate()
    start = today - timedelta(days=40)
    past = {"signed_on": start, "from_on": start, "until_on": today - timedelta(days=1)}
    noted(house, dossier, replace(current(), **past))
    record = started(house, dossier, AID)
    read_it(house, dossier, record)
    with pytest.raises(NotSendable, match="a pris fin"):
        send_it(house, dossier, record, based_on=2)


def test_a_withdrawn_agreement_stops_the_writing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    agreement = noted(house, dossier, current())
    record = started(house, dossier, AID)
    read_it(house, dossier, record)
    consents.withdraw(house.keyring("Camille"), dossier, agreement, on=timezone.localdate())
    with pytest.raises(NotSendable, match="L’accord de la personne manque"):
        send_it(house, dossier, record, based_on=2)


def test_a_rule_that_asks_for_a_paper_does_not_take_a_word(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    noted(house, dossier, current(signed=Signed.ORAL))
    record = started(house, dossier, AID)
    read_it(house, dossier, record)
    with pytest.raises(NotSendable, match="accord écrit"):
        send_it(house, dossier, record, based_on=2)


def test_a_day_to_come_and_a_day_before_the_reading_are_refused(house: House) -> None:
    dossier, today = dossier_of(house, "Camille"), timezone.localdate()
    record = started(house, dossier)
    read_it(house, dossier, record)
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(NotSendable) as refused:
            send_it(house, dossier, record, based_on=2, on=day)
        assert refused.value.field == "on"
    assert known(house, dossier).state is State.READ


def test_a_protected_address_waits_for_the_legal_desk_in_writing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    dossiers.change_card(camille, dossier, card, based_on=1)
    housing = replace(REPORT, elements=(Element("demande_logement", "À Saint-Orme."),))
    record = started(house, dossier, housing)
    read_it(house, dossier, record)
    with pytest.raises(NotSendable) as refused:
        send_it(house, dossier, record, based_on=2)
    assert refused.value.field == "cleared_on"
    send_it(house, dossier, record, based_on=2, cleared_on=timezone.localdate())
    assert known(house, dossier).cleared_on == timezone.localdate()


# --- « information différée » ------------------------------------------------------------------


def test_an_alert_leaves_nothing_that_the_person_would_read(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    before = len(acts(dossier))
    sent(house, dossier, CONCERN)
    said = known(house, dossier)
    assert said.deferred
    assert queries.is_hidden(said)
    assert traces(house, dossier) == []
    after = acts(dossier)[before:]
    assert Act.WRITING_SENT not in after
    ordinary = {Act.DOSSIER_OPENED, Act.RECORD_WRITTEN, Act.RECORD_CORRECTED}
    assert set(after) <= {act.value for act in ordinary}


def test_a_court_request_makes_an_ordinary_report_deferred(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    report = replace(
        REPORT, basis="soit_transmis", facts=("mineur_en_danger",),
        elements=(Element("elements_protection", "…"),),
    )  # fmt: skip
    started(house, dossier, report)
    assert known(house, dossier).deferred


def lift(house: House, dossier: Dossier, record: UUID, who: str = "Lou", reason: str = "x") -> None:
    actions.lift(
        house.keyring("Camille"), dossier, record, on=timezone.localdate(), reason=reason,
        decided_by=house.agents[who], base=national_base(),
    )  # fmt: skip


def test_once_lifted_by_the_legal_desk_the_person_reads_that_it_left(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier, CONCERN)
    lift(house, dossier, record, reason="La mesure est ouverte.")
    (trace,) = traces(house, dossier)
    assert (trace.on, trace.lifted_on) == (timezone.localdate(), timezone.localdate())
    said = known(house, dossier)
    assert (said.lift_reason, said.lifted_by) == (
        "La mesure est ouverte.", str(house.agents["Lou"].pk),
    )  # fmt: skip
    assert not queries.is_hidden(said)
    with pytest.raises(NotSendable):
        lift(house, dossier, record)
    assert len(traces(house, dossier)) == 1


def test_an_embargo_is_lifted_by_the_legal_desk_with_a_reason_and_once_sent(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    draft = started(house, dossier, CONCERN)
    with pytest.raises(NotSendable):
        lift(house, dossier, draft)
    record = sent(house, dossier, CONCERN)
    with pytest.raises(NotSendable):
        lift(house, dossier, record, reason="")
    for who in ("Camille", "Ines", "Ada"):
        with pytest.raises(KeyNotHeld):
            lift(house, dossier, record, who)
    assert traces(house, dossier) == []


def test_alerts_and_other_writings_are_listed_apart(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    started(house, dossier)
    started(house, dossier, CONCERN)
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED), Writing)
    assert [w.content.kind for w in queries.ordinary(reading)] == [REPORT.kind]
    assert [w.content.kind for w in queries.apart(reading)] == [CONCERN.kind]


# --- who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou"])
def test_nobody_else_writes_in_it(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    record = started(house, dossier)
    with pytest.raises(KeyNotHeld):
        actions.rewrite(house.keyring(who), dossier, record, REPORT, based_on=1)
    with pytest.raises(KeyNotHeld):
        actions.give_up(house.keyring(who), dossier, record)


def test_a_closed_vault_writes_nothing_and_another_dossiers_writing_is_not_found(house) -> None:
    mine, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    record = started(house, other)
    with pytest.raises(VaultClosed):
        actions.give_up(house.closed("Camille"), other, record)
    with pytest.raises(KeyNotHeld):
        actions.rewrite(house.keyring("Camille"), mine, record, REPORT, based_on=1)


def test_joined_dossiers_keep_every_writing_and_its_versions(house: House) -> None:
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Double-Fictif")
    record = sent(house, double)
    camille = house.keyring("Camille")
    merging.merge(camille, double, into=kept)
    opened = camille.open(kept.pk, Act.DOSSIER_OPENED)
    assert [v.content.state for v in records.versions(opened, record)] == [
        State.SENT, State.READ, State.DRAFT,
    ]  # fmt: skip
    assert len(traces(house, kept)) == 1
