"""A collective action is its co-animators': the service reads its title and days, nobody a name."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.activity.actions import read
from entrenous.activity.codes import What
from entrenous.activity.models import Fact
from entrenous.collective import actions, queries
from entrenous.collective.actions import Held
from entrenous.collective.codes import Answer, Question
from entrenous.collective.contents import (
    ActionCard,
    AnswerCount,
    Assessment,
    Evaluation,
    Project,
    SessionSheet,
)
from entrenous.collective.errors import (
    AlreadyEnded,
    AlreadyFacilitator,
    LastFacilitator,
    SessionSettled,
)
from entrenous.keyring import accounts
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from tests.activity.test_actions import statistics_key
from tests.collective.started import PROJECT, TITLE, at, planned, started
from tests.people import House


def facts_of(house: House, *acts: What) -> list[object]:
    key = statistics_key(house)
    found = [read(bytes(fact.box), opened_by=key) for fact in Fact.objects.all()]
    return [fact for fact in found if fact.act in acts]


def test_the_service_reads_the_title_and_the_days_and_nothing_else(house: House) -> None:
    action = started(house)
    session = planned(house, action)
    for name in ("Camille", "Alix", "Rachel", "Ines"):
        (line,) = queries.listed(house.keyring(name))
        assert (line.title, line.days) == (TITLE, [session])
        assert line.is_held == (name == "Camille")
    for name in ("Alix", "Rachel", "Ines"):
        with pytest.raises(KeyNotHeld):
            queries.open_action(house.keyring(name), action.pk)
    assert queries.listed(house.keyring("Lou")) == []


def test_sent_twice_it_starts_once(house: House) -> None:
    once, by = uuid4(), house.keyring("Camille")
    for _ in range(2):
        actions.start(by, house.circonscription, ActionCard(TITLE), PROJECT, action=once)
    assert len(queries.listed(house.keyring("Camille"))) == 1


def test_people_are_counted_and_their_aliases_stay_with_the_animators(house: House) -> None:
    action = started(house)
    session = planned(house, action, days=-1)
    by = house.keyring("Camille")
    actions.hold_session(by, session, Held(6, ("Nine", "Momo"), "soupe"))
    actions.hold_session(by, session, Held(7, ("Nine", "Momo"), "soupe"))
    session.refresh_from_db()
    assert session.headcount == 7
    shown = queries.open_action(by, action.pk)
    assert shown.sheet(session.pk) == SessionSheet(
        str(session.pk), "salle du marché", ("Nine", "Momo"), "soupe"
    )
    (fact,) = facts_of(house, What.COLLECTIVE_SESSION)
    assert (fact.people, fact.minutes, fact.themes) == (6, 90, ("ALI",))  # type: ignore[attr-defined]
    assert fact.person == ""  # type: ignore[attr-defined]


def test_more_aliases_than_people_is_refused_whole(house: House) -> None:
    session = planned(house, started(house))
    with pytest.raises(ValueError, match="alias"):
        actions.hold_session(house.keyring("Camille"), session, Held(1, ("a", "b")))
    session.refresh_from_db()
    assert not session.is_held


def test_a_cancelled_session_takes_nobody_s_time_and_is_not_counted(house: House) -> None:
    action = started(house)
    session, by = planned(house, action), house.keyring("Camille")
    camille = house.agents["Camille"].pk
    day = timezone.localdate() + timedelta(days=3)
    (slot,) = queries.slots([camille, house.agents["Alix"].pk], day, day)
    assert (slot.agents, slot.minutes, slot.expected) == (frozenset({camille}), 90, 8)
    actions.cancel_session(by, session)
    assert queries.slots([camille], day, day) == []
    with pytest.raises(SessionSettled):
        actions.hold_session(by, session, Held(3))
    with pytest.raises(SessionSettled):
        actions.cancel_session(by, session)


def test_it_is_shared_whole_then_left_and_no_more_read(house: House) -> None:
    action, by = started(house), house.keyring("Camille")
    with pytest.raises(LastFacilitator):
        actions.leave(by, action)
    actions.share(by, action, house.agents["Rachel"])
    with pytest.raises(AlreadyFacilitator):
        actions.share(house.keyring("Camille"), action, house.agents["Rachel"])
    assert queries.open_action(house.keyring("Rachel"), action.pk).title == TITLE
    actions.leave(house.keyring("Camille"), action)
    with pytest.raises(KeyNotHeld):
        queries.open_action(house.keyring("Camille"), action.pk)
    assert [a.given_name for a in queries.facilitators(action.pk)] == ["Rachel"]
    (line,) = queries.listed(house.keyring("Camille"))  # the title, as all the service
    assert not line.is_held


def test_an_account_is_not_closed_over_an_action_that_only_she_holds(house: House) -> None:
    action, camille = started(house), house.agents["Camille"]
    assert action.pk in accounts.what_is_alone(camille).requests
    actions.end(house.keyring("Camille"), action, on=timezone.localdate())
    assert action.pk not in accounts.what_is_alone(camille).requests


def test_ended_its_sessions_are_cancelled_and_papers_may_still_come(house: House) -> None:
    action, by = started(house), house.keyring("Camille")
    planned(house, action)
    actions.end(by, action, on=timezone.localdate())
    shown = queries.open_action(by, action.pk)
    assert [each.is_cancelled for each in shown.sessions] == [True]
    with pytest.raises(AlreadyEnded):
        planned(house, action)
    said = Evaluation(
        timezone.localdate(), 4, (AnswerCount(Question.USEFUL, Answer.YES, 3),), "bien"
    )
    once = uuid4()
    for _ in range(2):
        actions.keep_evaluation(by, action, said, record=once)
    shown = queries.open_action(by, action.pk)
    assert shown.papers == 4
    assert dict(shown.totals)[Question.USEFUL] == [3, 0, 0, 0]


def test_two_animators_do_not_write_over_each_other(house: House) -> None:
    action, by = started(house), house.keyring("Camille")
    fresh = Project("un autre besoin")
    actions.rewrite(by, action, ActionCard("Autre titre"), fresh, based_on=1)
    with pytest.raises(EditedMeanwhile):
        actions.rewrite(by, action, ActionCard("Autre titre"), PROJECT, based_on=1)
    actions.keep_assessment(by, action, Assessment(timezone.localdate(), "un"), based_on=0)
    actions.keep_assessment(by, action, Assessment(timezone.localdate(), "deux"), based_on=1)
    with pytest.raises(EditedMeanwhile):
        actions.keep_assessment(by, action, Assessment(timezone.localdate(), "trois"), based_on=1)
    assert queries.open_action(by, action.pk).title == "Autre titre"


def test_a_session_of_another_action_is_not_moved_from_here(house: House) -> None:
    one, two, by = started(house), started(house), house.keyring("Camille")
    session = planned(house, one)
    with pytest.raises(KeyNotHeld):
        actions.plan_session(by, two, actions.Planned(at(5), 60), session=session.pk)


def test_no_question_is_about_the_person() -> None:
    for question in Question:
        assert not {"âge", "nom", "situation", "revenu"} & set(question.label.lower().split())
