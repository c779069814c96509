"""An ending takes two people and a delay; nothing passes by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import merging, sharing
from entrenous.dossiers.codes import AskedBy, EndingReason, Mode
from entrenous.dossiers.contents import Ending
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.dossiers.thread import move_entry
from entrenous.endings import actions, afterwards
from entrenous.endings.actions import Proposal, Telling
from entrenous.endings.codes import Later, Outcome, Stage, Told
from entrenous.endings.contents import EndingGround, LaterQuestionnaire, SharedEnding
from entrenous.endings.errors import (
    AlreadyProposed,
    AlreadySaid,
    EndingRefused,
    NoAccompagnement,
    NotProposed,
    NotReferent,
)
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.kinds import compartment_of
from entrenous.keyring.models import Record
from entrenous.statistics.actions import give_form
from entrenous.vault.containers import Compartment
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.endings.made import (
    SAFE_POST,
    ago,
    known,
    pronounced,
    proposed,
    shared,
    told,
    tried,
)
from tests.people import House


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def today() -> date:
    return timezone.localdate()


def test_what_both_say_is_the_person_s_and_the_reason_is_apart() -> None:
    assert compartment_of(SharedEnding) is Compartment.PERSON
    assert compartment_of(LaterQuestionnaire) is Compartment.PERSON
    assert compartment_of(EndingGround) is Compartment.MEANS


def test_from_the_proposal_to_the_end_each_step_is_someone_s(
    house: House, dossier: Dossier
) -> None:
    proposed(house, dossier, on=ago(50))
    assert known(house, dossier).stage(today()) is Stage.PROPOSED
    told(house, dossier, on=ago(40))
    said = shared(house, dossier)
    assert said.objects_until == ago(10)
    assert known(house, dossier).stage(ago(10)) is Stage.WAITING
    assert known(house, dossier).stage(ago(9)) is Stage.READY
    assert dossier.accompagnements.filter(closed_on=None).exists()
    actions.pronounce(house.keyring("Camille"), dossier, on=today())
    assert dossier.accompagnements.get().closed_on == today()
    (kept,) = contents(house, "Camille", dossier, Ending)
    assert (kept.reason, kept.explained_on, kept.summary) == (EndingReason.MUTUAL, ago(40), "")
    assert shared(house, dossier).closed_on == today()


def test_the_period_is_the_organisation_s(house: House, dossier: Dossier) -> None:
    house.organisation.objection_days = 45
    house.organisation.save()
    proposed(house, dossier)
    told(house, dossier, on=ago(40))
    assert shared(house, dossier).objects_until == ago(40) + timedelta(days=45)
    with pytest.raises(EndingRefused):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())


def test_an_ending_schedules_nothing(house: House, dossier: Dossier) -> None:
    DueDate.objects.create(dossier=dossier, kind="review", due_on=today())
    pronounced(house, dossier)
    assert not DueDate.objects.filter(dossier=dossier).exists()


@pytest.mark.parametrize("days", [0, 29])
def test_before_the_period_is_over_nothing_ends(house: House, dossier: Dossier, days: int) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(days))
    before = Record.objects.count(), Entry.objects.count()
    with pytest.raises(EndingRefused, match="on"):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())
    with pytest.raises(EndingRefused):  # a day ahead passes no period
        actions.pronounce(house.keyring("Camille"), dossier, on=today() + timedelta(days=60))
    assert (Record.objects.count(), Entry.objects.count()) == before


def test_an_ending_that_was_not_told_does_not_end(house: House, dossier: Dossier) -> None:
    with pytest.raises(NotProposed):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())
    proposed(house, dossier)
    with pytest.raises(EndingRefused):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())
    assert dossier.accompagnements.get().closed_on is None


def test_she_may_choose_not_to_wait_and_only_she(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    camille = house.keyring("Camille")
    with pytest.raises(EndingRefused):
        actions.shorten(camille, dossier, on=today())
    told(house, dossier, on=ago(5))
    with pytest.raises(EndingRefused):
        actions.shorten(camille, dossier, on=ago(6))
    actions.shorten(camille, dossier, on=today())
    assert shared(house, dossier).shortened_on == today()
    actions.pronounce(camille, dossier, on=today())
    assert dossier.accompagnements.get().closed_on == today()


def test_told_on_another_day_the_period_starts_again(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(20))
    actions.shorten(house.keyring("Camille"), dossier, on=today())
    told(house, dossier, on=ago(20))
    assert shared(house, dossier).shortened_on == today()
    told(house, dossier, on=ago(10))
    said = shared(house, dossier)
    assert (said.shortened_on, said.objects_until) == (None, ago(10) + timedelta(days=30))


def test_two_pronounce_at_once_and_the_second_is_told(house: House, dossier: Dossier) -> None:
    pronounced(house, dossier)
    before = Entry.objects.count()
    with pytest.raises(NoAccompagnement):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())
    assert Entry.objects.count() == before
    assert len(contents(house, "Camille", dossier, Ending)) == 1


def test_proposed_twice_it_is_one(house: House, dossier: Dossier) -> None:
    made = proposed(house, dossier)
    said = Proposal(AskedBy.SERVICE, ago(60), EndingReason.MUTUAL)
    assert actions.propose(house.keyring("Camille"), dossier, said, record=made) == made
    with pytest.raises(AlreadyProposed):
        proposed(house, dossier)
    assert len(contents(house, "Camille", dossier, SharedEnding)) == 1


def test_an_older_tab_does_not_erase_what_was_told(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(5))
    stale = Proposal(AskedBy.PERSON, ago(60), EndingReason.PERSON)
    with pytest.raises(EditedMeanwhile):
        actions.change_proposal(house.keyring("Camille"), dossier, stale, based_on=1)
    version = known(house, dossier).record.version
    actions.change_proposal(house.keyring("Camille"), dossier, stale, based_on=version)
    assert known(house, dossier).reason is EndingReason.PERSON
    assert shared(house, dossier).summary == "Dette soldée."


def test_nobody_else_proposes_or_pronounces(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    said = Proposal(AskedBy.SERVICE, ago(1), EndingReason.MUTUAL)
    with pytest.raises(KeyNotHeld):
        actions.propose(house.keyring("Alix"), dossier, said)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=today())
    with pytest.raises(NotReferent):
        actions.pronounce(house.keyring("Alix"), dossier, on=today())
    afterwards.object_(house.keyring("Alix"), dossier, on=today())
    assert shared(house, dossier).open_objection is not None


def test_before_its_start_nothing_is_proposed_nor_written(house: House, dossier: Dossier) -> None:
    before = Record.objects.count()
    with pytest.raises(ValidationError):
        proposed(house, dossier, on=OPENED_ON - timedelta(days=1))
    assert Record.objects.count() == before


# --- without news


def test_without_news_two_attempts_by_two_ways_and_a_letter(house: House, dossier: Dossier) -> None:
    dossier_actions.keep(house.keyring("Camille"), dossier, SAFE_POST)
    first = tried(house, dossier, Mode.PHONE, ago(90))
    again = tried(house, dossier, Mode.PHONE, ago(80))
    other = tried(house, dossier, Mode.MESSAGE, ago(70))
    letter = tried(house, dossier, Mode.LETTER, ago(75))
    for attempts in ((), (first,), (first, again), (first, letter)):
        with pytest.raises(EndingRefused) as refused:
            proposed(house, dossier, reason=EndingReason.NO_NEWS, attempts=attempts)
        assert refused.value.field == "attempts"
    proposed(house, dossier, reason=EndingReason.NO_NEWS, attempts=(first, other))
    assert [(a.on, a.mode) for a in known(house, dossier).attempts] == [
        (ago(90), Mode.PHONE),
        (ago(70), Mode.MESSAGE),
    ]
    with pytest.raises(EndingRefused, match="how"):
        told(house, dossier, on=ago(40))
    told(house, dossier, on=ago(40), how=Told.LETTER)
    with pytest.raises(EndingRefused):  # she is silent: nobody agrees in her place
        actions.shorten(house.keyring("Camille"), dossier, on=today())
    actions.pronounce(house.keyring("Camille"), dossier, on=today())


def test_an_attempt_taken_away_is_missing_at_the_end(house: House, dossier: Dossier) -> None:
    dossier_actions.keep(house.keyring("Camille"), dossier, SAFE_POST)
    first = tried(house, dossier, Mode.PHONE, ago(90))
    other = tried(house, dossier, Mode.HOME, ago(70))
    proposed(house, dossier, reason=EndingReason.NO_NEWS, attempts=(first, other))
    told(house, dossier, on=ago(40), how=Told.LETTER)
    elsewhere = dossier_of(house, "Camille", "Autre-Fictif")
    move_entry(house.keyring("Camille"), other, source=dossier, target=elsewhere)
    with pytest.raises(EndingRefused, match="on"):
        actions.pronounce(house.keyring("Camille"), dossier, on=today())
    assert dossier.accompagnements.get().closed_on is None


def test_a_letter_leaves_only_as_she_allowed(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    with pytest.raises(EndingRefused, match="how"):
        told(house, dossier, on=ago(5), how=Told.LETTER)
    told(house, dossier, on=ago(5), how=Told.KEPT)
    dossier_actions.keep(house.keyring("Camille"), dossier, SAFE_POST)
    with pytest.raises(EndingRefused, match="how"):
        told(house, dossier, on=ago(4), how=Told.KEPT)
    told(house, dossier, on=ago(4), how=Told.LETTER)


def test_a_death_is_not_told_nor_waited_for(house: House, dossier: Dossier) -> None:
    proposed(house, dossier, reason=EndingReason.DEATH, on=ago(1))
    actions.pronounce(house.keyring("Camille"), dossier, on=today())
    assert dossier.accompagnements.get().closed_on == today()


# --- objections


def test_an_objection_suspends_until_both_talked(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(40))
    camille = house.keyring("Camille")
    afterwards.object_(camille, dossier, on=ago(20), words="Pas maintenant.")
    with pytest.raises(AlreadySaid):
        afterwards.object_(camille, dossier, on=ago(19))
    with pytest.raises(EndingRefused):
        actions.pronounce(camille, dossier, on=today())
    afterwards.settle(camille, dossier, on=ago(10), outcome=Outcome.ENDS, words="D’accord.")
    assert shared(house, dossier).objects_until == ago(10) + timedelta(days=30)
    with pytest.raises(EndingRefused):
        actions.pronounce(camille, dossier, on=today())
    with pytest.raises(AlreadySaid):
        afterwards.settle(camille, dossier, on=today(), outcome=Outcome.GOES_ON)


def test_talked_over_it_may_go_on(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    camille = house.keyring("Camille")
    with pytest.raises(EndingRefused):
        afterwards.object_(camille, dossier, on=ago(90))
    afterwards.object_(camille, dossier, on=today())
    afterwards.settle(camille, dossier, on=today(), outcome=Outcome.GOES_ON)
    with pytest.raises(NotProposed):
        actions.pronounce(camille, dossier, on=today())
    assert dossier.accompagnements.get().closed_on is None
    proposed(house, dossier, on=today())
    assert known(house, dossier).stage(today()) is Stage.PROPOSED


def test_an_objection_after_the_end_takes_it_up_again(house: House, dossier: Dossier) -> None:
    pronounced(house, dossier)
    fresh = afterwards.object_(house.keyring("Camille"), dossier, on=today(), words="Je reviens.")
    assert fresh is not None
    assert dossier.accompagnements.count() == 2
    assert shared(house, dossier).objections[0].outcome is Outcome.GOES_ON
    with pytest.raises(NotProposed):
        afterwards.object_(house.keyring("Camille"), dossier, on=today())


def test_given_up_it_goes_on(house: House, dossier: Dossier) -> None:
    proposed(house, dossier)
    actions.give_up(house.keyring("Camille"), dossier, on=today())
    assert known(house, dossier).stage(today()) is Stage.GIVEN_UP
    with pytest.raises(NotProposed):
        actions.give_up(house.keyring("Camille"), dossier, on=today())


# --- what else


def test_each_step_is_journaled_for_the_person(house: House, dossier: Dossier) -> None:
    pronounced(house, dossier)
    acts = set(Entry.objects.filter(container=dossier.pk).values_list("act", flat=True))
    assert {Act.ENDING_PROPOSED, Act.ENDING_TOLD, Act.DOSSIER_CLOSED} <= acts


def test_a_merge_carries_an_ending_with_its_reason(house: House, dossier: Dossier) -> None:
    double = dossier_of(house, "Camille")
    pronounced(house, double)
    merging.merge(house.keyring("Camille"), double, into=dossier)
    found = known(house, dossier)
    assert found.reason is EndingReason.MUTUAL
    assert found.said.summary == "Dette soldée."


def test_the_questionnaire_is_asked_once_and_withdrawn_any_day(
    house: House, dossier: Dossier
) -> None:
    proposed(house, dossier)
    camille = house.keyring("Camille")
    said = Telling(Told.INTERVIEW, ago(5))
    actions.tell(camille, dossier, replace(said, later=Later.YES), based_on=1)
    assert contents(house, "Camille", dossier, LaterQuestionnaire) == [], "the form is not given"
    give_form(given=True, by=house.keyring("Ada"))
    actions.tell(camille, dossier, replace(said, later=Later.YES), based_on=2)
    actions.tell(camille, dossier, replace(said, later=Later.NO), based_on=3)
    (kept,) = contents(house, "Camille", dossier, LaterQuestionnaire)
    assert kept.answer is Later.YES
    afterwards.withdraw_questionnaire(camille, dossier, on=today())
    (kept,) = contents(house, "Camille", dossier, LaterQuestionnaire)
    assert kept.withdrawn_on == today()
    with pytest.raises(AlreadySaid):
        afterwards.withdraw_questionnaire(camille, dossier, on=today())
