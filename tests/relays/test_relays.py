"""A relay rests on an agreement, waits for an answer, comes back, stops when she says so."""

from uuid import UUID, uuid4

import pytest

from entrenous.consents import actions as consents
from entrenous.dossiers import closing, merging
from entrenous.dossiers.actions import change_card
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.relays import actions, state
from entrenous.relays.codes import Stage, StepKind
from entrenous.relays.contents import RelayNote, Step, Told
from entrenous.relays.queries import accepted, for_dossier
from entrenous.relays.state import StepRefused
from tests.dossiers.opened import contents, dossier_of
from tests.people import House
from tests.relays.prepared import TOLD, agreed, day, prepared, relay, seen, sent


def due(dossier: object) -> list[DueDate]:
    return list(DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.RELAY, done_on=None))


def test_what_is_told_is_what_was_agreed(house: House) -> None:
    dossier, said = dossier_of(house, "Camille"), relay()
    less = agreed(relay(told=TOLD[:1]))
    with pytest.raises(ValueError, match="agreed"):
        actions.prepare(house.keyring("Camille"), dossier, said, less)
    assert for_dossier(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)) == []


def test_prepared_twice_with_one_form_it_is_kept_once(house: House) -> None:
    dossier, said, once = dossier_of(house, "Camille"), relay(), uuid4()
    for _ in range(2):
        actions.prepare(house.keyring("Camille"), dossier, said, agreed(said), record=once)
    assert seen(house, dossier).stage is Stage.PREPARED
    assert due(dossier) == []


def test_once_sent_an_answer_is_awaited_on_a_day_that_says_nothing_more(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier, on=-3)
    shown = seen(house, dossier)
    assert (shown.stage, shown.awaited_on) == (Stage.AWAITED, day(7))
    (row,) = due(dossier)
    assert (row.due_on, row.record) == (day(7), record)
    assert shown.left[0].told == TOLD


def test_a_partner_who_never_answers_gives_it_back_to_the_service(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier, on=-15)
    shown = seen(house, dossier)
    assert shown.has_come_back
    assert not shown.is_over
    actions.send(house.keyring("Camille"), dossier, record, on=day())
    shown = seen(house, dossier)
    assert not shown.has_come_back
    assert shown.awaited_on == day(10)


def test_received_is_not_accepted_and_a_new_wait_runs(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = sent(house, dossier), house.keyring("Camille")
    actions.hear(by, dossier, record, StepKind.ACKNOWLEDGED, on=day(-1), words="Bien reçue")
    shown = seen(house, dossier)
    assert (shown.stage, shown.awaited_on) == (Stage.ACKNOWLEDGED, day(9))
    assert not shown.is_accepted
    actions.hear(by, dossier, record, StepKind.ACCEPTED, on=day(), note="À relire en équipe")
    assert [each.id for each in accepted(by.open(dossier.pk, Act.DOSSIER_OPENED))] == [record]
    assert due(dossier) == []
    assert contents(house, "Camille", dossier, RelayNote)[0].text == "À relire en équipe"


def test_two_acknowledgements_are_one(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = sent(house, dossier), house.keyring("Camille")
    actions.hear(by, dossier, record, StepKind.ACKNOWLEDGED, on=day(-1))
    with pytest.raises(StepRefused) as refused:
        actions.hear(by, dossier, record, StepKind.ACKNOWLEDGED, on=day())
    assert refused.value.already
    assert len(seen(house, dossier).said.steps) == 2


def test_she_takes_back_before_it_leaves_and_nothing_can_leave(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = prepared(house, dossier), house.keyring("Camille")
    actions.withdraw(by, dossier, record, on=day())
    shown = seen(house, dossier)
    assert (shown.stage, shown.may_leave, shown.left) == (Stage.WITHDRAWN, (), ())
    with pytest.raises(actions.NothingMayLeave):
        actions.send(by, dossier, record, on=day())


def test_taken_back_on_the_page_of_agreements_it_stops_in_the_same_act(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = sent(house, dossier), house.keyring("Camille")
    agreement = seen(house, dossier).said.agreement
    consents.withdraw(by, dossier, UUID(agreement), on=day())
    shown = seen(house, dossier)
    assert shown.stage is Stage.WITHDRAWN
    assert shown.left[0].told == TOLD
    assert due(dossier) == []
    with pytest.raises(StepRefused):
        actions.hear(by, dossier, record, StepKind.ACCEPTED, on=day())
    assert Entry.objects.filter(act=Act.RELAY_STOPPED, container=dossier.pk).count() == 1


def test_one_item_taken_back_leaves_the_others(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = prepared(house, dossier), house.keyring("Camille")
    agreement = UUID(seen(house, dossier).said.agreement)
    consents.withdraw(by, dossier, agreement, on=day(), items=("besoins",))
    assert seen(house, dossier).may_leave == TOLD[:1]
    actions.send(by, dossier, record, on=day())
    assert seen(house, dossier).left[0].told == TOLD[:1]


def test_protected_since_her_address_leaves_no_more(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    record = prepared(house, dossier, relay(told=(*TOLD, Told("adresse", "9 rue Cachée"))))
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    change_card(by, dossier, card, based_on=1)
    assert seen(house, dossier).may_leave == TOLD
    actions.send(by, dossier, record, on=day())
    assert seen(house, dossier).left[0].told == TOLD


def test_an_id_that_another_record_has_takes_nothing_over(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    card = records.read(by.open(dossier.pk, Act.DOSSIER_OPENED), PersonCard).one(PersonCard)
    assert card is not None
    said = relay()
    record = actions.prepare(by, dossier, said, agreed(said), record=card.id)
    assert record != card.id
    assert contents(house, "Camille", dossier, PersonCard) == [card.content]


def test_an_agreement_that_has_ended_lets_nothing_leave(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = prepared(house, dossier, until=-1)
    with pytest.raises(actions.NothingMayLeave):
        actions.send(house.keyring("Camille"), dossier, record, on=day())
    assert seen(house, dossier).stage is Stage.PREPARED


def test_an_ending_says_what_was_still_waiting_and_keeps_what_was_accepted(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    waiting, yes = sent(house, dossier), sent(house, dossier)
    actions.hear(by, dossier, yes, StepKind.ACCEPTED, on=day())
    closing.end(by, dossier, on=day(), reason=EndingReason.RELAY, summary="")
    found = {each.id: each.stage for each in for_dossier(by.open(dossier.pk, Act.DOSSIER_OPENED))}
    assert found == {waiting: Stage.CLOSED, yes: Stage.ACCEPTED}


def test_it_follows_a_merge_with_its_agreement_and_its_day(house: House) -> None:
    source, target = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    record, by = sent(house, source), house.keyring("Camille")
    merging.merge(by, source, into=target)
    shown = seen(house, target)
    assert (shown.id, shown.may_leave) == (record, TOLD)
    assert [row.record for row in due(target)] == [record]
    actions.withdraw(by, target, record, on=day())
    assert seen(house, target).stage is Stage.WITHDRAWN


def test_nobody_else_writes_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier)
    for name in ("Alix", "Rachel"):
        with pytest.raises(KeyNotHeld):
            actions.hear(house.keyring(name), dossier, record, StepKind.ACCEPTED, on=day())


def test_a_day_before_what_is_noted_is_refused() -> None:
    said = state.followed_by(relay(), Step(StepKind.SENT, day(-3)))
    with pytest.raises(StepRefused, match="précède"):
        state.followed_by(said, Step(StepKind.ACCEPTED, day(-4)))


@pytest.mark.parametrize("last", [StepKind.REFUSED, StepKind.CAME_BACK, StepKind.CLOSED])
def test_what_is_over_takes_no_further_step(last: StepKind) -> None:
    said = state.followed_by(relay(), Step(StepKind.SENT, day(-3)))
    said = state.followed_by(said, Step(last, day(-2)))
    assert state.is_over(said)
    for kind in StepKind:
        with pytest.raises(StepRefused):
            state.followed_by(said, Step(kind, day()))
