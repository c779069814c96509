"""A mandate says what may be said and until when; ended or withdrawn, nothing is said unsaid."""

from uuid import uuid4

import pytest

from entrenous.activity.actions import read
from entrenous.activity.codes import What
from entrenous.activity.models import Fact
from entrenous.consents import actions as consents
from entrenous.consents.contents import Agreement
from entrenous.dossiers import closing, merging
from entrenous.dossiers.actions import change_card
from entrenous.dossiers.codes import Doing, EndingReason
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.mediations import actions
from entrenous.mediations.codes import Outcome, Stage, StepKind
from entrenous.mediations.contents import MediationNote
from entrenous.mediations.queries import for_dossier
from entrenous.mediations.state import NoMandate, StepRefused
from entrenous.relays.contents import Told
from tests.activity.test_actions import statistics_key
from tests.dossiers.opened import contents, dossier_of
from tests.mediations.mandated import TOLD, agreed, day, mandated, mediation, seen, spoken
from tests.people import House


def test_what_may_be_said_is_what_was_agreed(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    less = agreed(mediation(told=TOLD[:1]))
    with pytest.raises(ValueError, match="agreed"):
        actions.mandate(house.keyring("Camille"), dossier, mediation(), less)
    assert contents(house, "Camille", dossier, Agreement) == []


def test_taken_twice_with_one_form_it_is_kept_once(house: House) -> None:
    dossier, said, once = dossier_of(house, "Camille"), mediation(), uuid4()
    for _ in range(2):
        actions.mandate(house.keyring("Camille"), dossier, said, agreed(said), record=once)
    assert seen(house, dossier).may_say == TOLD


def test_each_exchange_is_in_the_thread_and_counted_as_mediation(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = mandated(house, dossier), house.keyring("Camille")
    actions.say(by, dossier, record, spoken(-3, minutes=25, note="rappeler lundi"))
    actions.hear(by, dossier, record, spoken(-1, "trois fois 40 euros"))
    assert [step.words for step in seen(house, dossier).exchanges] == [
        "demandé un étalement", "trois fois 40 euros",
    ]  # fmt: skip
    entries = contents(house, "Camille", dossier, ThreadEntry)
    assert [entry.doing for entry in entries] == [Doing.MEDIATION] * 2
    assert "demandé un étalement" in entries[0].text
    assert entries[0].minutes == 25
    (note,) = contents(house, "Camille", dossier, MediationNote)
    assert note.text == "rappeler lundi"


def test_nothing_is_said_under_an_ended_mandate_without_saying_so(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = mandated(house, dossier, until=-5), house.keyring("Camille")
    assert seen(house, dossier).stage is Stage.EXPIRED
    with pytest.raises(NoMandate):
        actions.say(by, dossier, record, spoken())
    assert contents(house, "Camille", dossier, ThreadEntry) == []
    actions.say(by, dossier, record, spoken(outside="la banque a rappelé"))
    (step,) = seen(house, dossier).said.steps
    assert step.outside == "la banque a rappelé"
    assert "sans mandat" in contents(house, "Camille", dossier, ThreadEntry)[0].text


def test_said_while_it_stood_it_may_be_noted_after_the_end(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = mandated(house, dossier, until=-5)
    actions.say(house.keyring("Camille"), dossier, record, spoken(-6, outside="inutile"))
    assert seen(house, dossier).said.steps[0].outside == ""


def test_withdrawn_nothing_more_is_said_and_its_agreement_is_taken_back(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = mandated(house, dossier), house.keyring("Camille")
    actions.withdraw(by, dossier, record, on=day(-1))
    shown = seen(house, dossier)
    assert (shown.stage, shown.may_say) == (Stage.WITHDRAWN, ())
    (agreement,) = contents(house, "Camille", dossier, Agreement)
    assert agreement.withdrawn_on == day(-1)
    with pytest.raises(NoMandate):
        actions.say(by, dossier, record, spoken())
    with pytest.raises(StepRefused) as refused:
        actions.withdraw(by, dossier, record, on=day())
    assert refused.value.already


def test_taken_back_on_the_page_of_agreements_it_stops_in_the_same_act(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    mandated(house, dossier)
    by = house.keyring("Camille")
    consents.withdraw(by, dossier, seen(house, dossier).agreement, on=day())
    shown = seen(house, dossier)
    assert shown.stage is Stage.WITHDRAWN
    assert [step.kind for step in shown.said.steps] == [StepKind.WITHDRAWN]
    assert Entry.objects.filter(act=Act.MEDIATION_ENDED, container=dossier.pk).count() == 1


def test_one_item_taken_back_leaves_the_others(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    mandated(house, dossier)
    by, agreement = house.keyring("Camille"), seen(house, dossier).agreement
    consents.withdraw(by, dossier, agreement, on=day(), items=("besoins",))
    shown = seen(house, dossier)
    assert (shown.stage, shown.may_say) == (Stage.CURRENT, TOLD[:1])


def test_given_again_it_speaks_again_and_the_former_may_end(house: House) -> None:
    dossier, said = dossier_of(house, "Camille"), mediation()
    record, by = mandated(house, dossier, said), house.keyring("Camille")
    former = seen(house, dossier).agreement
    actions.withdraw(by, dossier, record, on=day(-1))
    actions.renew(by, dossier, record, agreed(said, until=60, signed_on=day()))
    shown = seen(house, dossier)
    assert (shown.stage, shown.until_on) == (Stage.CURRENT, day(60))
    assert shown.agreement != former
    actions.say(by, dossier, record, spoken())
    assert seen(house, dossier).said.steps[-1].outside == ""


def test_a_mandate_is_not_given_again_for_more_than_was_read(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = mandated(house, dossier)
    more = agreed(mediation(told=(*TOLD, Told("ressources", "le RSA"))))
    with pytest.raises(ValueError, match="read"):
        actions.renew(house.keyring("Camille"), dossier, record, more)


def test_its_result_ends_it_with_its_agreement_and_is_counted(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, by = mandated(house, dossier), house.keyring("Camille")
    before = set(Fact.objects.values_list("pk", flat=True))
    actions.conclude(
        by, dossier, record, Outcome.PARTLY, on=day(), words="moitié rendue", decided="elle accepte"
    )
    shown = seen(house, dossier)
    assert (shown.stage, shown.said.decided) == (Stage.DONE, "elle accepte")
    assert shown.may_say == ()
    (agreement,) = contents(house, "Camille", dossier, Agreement)
    assert (agreement.until_on, agreement.withdrawals) == (day(), ())
    key = statistics_key(house)
    facts = [read(bytes(fact.box), opened_by=key) for fact in Fact.objects.exclude(pk__in=before)]
    assert {(fact.act, fact.outcome) for fact in facts} == {
        (What.THREAD_ENTRY, ""), (What.MEDIATION_ENDED, "partly"),
    }  # fmt: skip
    with pytest.raises(StepRefused):
        actions.say(by, dossier, record, spoken(outside="après"))


def test_an_ending_leaves_no_mandate_hanging(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    mandated(house, dossier)
    closing.end(by, dossier, on=day(), reason=EndingReason.MUTUAL, summary="")
    assert seen(house, dossier).stage is Stage.ENDED


def test_protected_since_her_address_is_said_no_more(house: House) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    mandated(house, dossier, mediation(told=(*TOLD, Told("adresse", "9 rue Cachée"))))
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    change_card(by, dossier, card, based_on=1)
    assert seen(house, dossier).may_say == TOLD


def test_it_follows_a_merge_with_its_agreement(house: House) -> None:
    source, target = dossier_of(house, "Camille"), dossier_of(house, "Camille")
    record = mandated(house, source)
    merging.merge(house.keyring("Camille"), source, into=target)
    shown = seen(house, target)
    assert (shown.id, shown.may_say) == (record, TOLD)


def test_nobody_else_reads_nor_writes_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = mandated(house, dossier)
    for name in ("Alix", "Rachel"):
        with pytest.raises(KeyNotHeld):
            actions.hear(house.keyring(name), dossier, record, spoken())
    with pytest.raises(KeyNotHeld):
        for_dossier(house.keyring("Ines").open(dossier.pk, Act.DOSSIER_OPENED))
