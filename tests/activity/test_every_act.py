"""Every kind of act that the service does yields its fact, by the act itself: none typed twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.activity import own
from entrenous.activity.actions import read
from entrenous.activity.codes import What
from entrenous.activity.contents import FactContent
from entrenous.activity.models import Fact
from entrenous.collective import actions as collective
from entrenous.desk import counting as desk
from entrenous.desk.codes import Counted
from entrenous.dossiers import thread
from entrenous.dossiers.codes import Doing, Mode
from entrenous.gateway.answering import record_letter
from entrenous.gateway.deciding import decide
from entrenous.mediations import actions as mediations
from entrenous.slips import calling, taking_in
from entrenous.slips.codes import Outcome
from entrenous.statistics import actions as statistics
from entrenous.statistics.codes import Question
from entrenous.statistics.contents import Ordered
from tests.activity.test_actions import statistics_key
from tests.collective.started import planned, started
from tests.dossiers.files import open_samia
from tests.dossiers.opened import dossier_of
from tests.dossiers.test_thread import ENTRY
from tests.gateway.letters import DEPUTY_MAYOR, entered, sent
from tests.mediations.mandated import mandated, spoken
from tests.people import House
from tests.procedures.followed import followed
from tests.reception.test_demandes import record
from tests.slips.dropped import drop, platform

pytestmark = pytest.mark.services
Does = Callable[[House], object]


def counted(house: House, does: Does) -> list[FactContent]:
    """The facts of what is done, opened as the engine opens them."""
    before = set(Fact.objects.values_list("pk", flat=True))
    does(house)
    key = statistics_key(house)
    fresh = Fact.objects.exclude(pk__in=before)
    return [read(bytes(fact.box), opened_by=key) for fact in fresh]


@pytest.mark.parametrize(
    ("doing", "mode"),
    [
        (Doing.INTERVIEW, Mode.OFFICE), (Doing.CALL, Mode.PHONE), (Doing.VISIT, Mode.HOME),
        (Doing.LETTER, Mode.LETTER), (Doing.MEDIATION, Mode.THIRD_PARTY),
        (Doing.INDIRECT, Mode.THIRD_PARTY),
    ],
)  # fmt: skip
def test_what_is_done_in_a_dossier(house: House, doing: Doing, mode: Mode) -> None:
    dossier = open_samia(house)
    entry = replace(ENTRY, doing=doing, mode=mode)
    (fact,) = counted(house, lambda h: thread.write_entry(h.keyring("Camille"), dossier, entry))
    assert (fact.act, fact.doing, fact.mode) == (What.THREAD_ENTRY, doing, mode)
    assert (fact.minutes, fact.themes, fact.month) == (40, ("ENE",), date(2026, 1, 1))
    assert fact.circonscription == house.circonscription.pk
    assert fact.person
    assert fact.agent


def test_a_mediation_and_each_of_its_exchanges(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    made = {}
    (first,) = counted(house, lambda h: made.update(record=mandated(h, dossier)))
    assert first.act == What.MEDIATION_MANDATED
    (told,) = counted(
        house,
        lambda h: mediations.say(
            h.keyring("Camille"), dossier, made["record"], spoken(-3, minutes=25)
        ),
    )
    assert (told.act, told.doing, told.minutes) == (What.THREAD_ENTRY, Doing.MEDIATION, 25)


def test_a_request_received_and_answered_with_its_cost_and_who_asks(house: House) -> None:
    def answer(h: House) -> None:
        request, camille = entered(h, DEPUTY_MAYOR), h.keyring("Camille")
        decide(camille, request.pk, follows=True, give=())
        record_letter(camille, request.pk, sent("neutral", minutes=12))

    told = {fact.act: fact for fact in counted(house, answer)}
    assert set(told) == {
        What.SOLLICITATION_RECEIVED, What.SOLLICITATION_TIME, What.SOLLICITATION_ANSWERED,
    }  # fmt: skip
    assert told[What.SOLLICITATION_TIME].minutes == 12
    assert {fact.themes for fact in told.values()} == {("elu",)}
    assert not any(fact.person for fact in told.values())


def test_a_reception_event_and_a_count_of_many(house: House) -> None:
    acts = [fact.act for fact in counted(house, record)]
    assert {What.DEMANDE_RECEIVED, What.DEMANDE_DECIDED} <= set(acts)
    (fact,) = counted(
        house,
        lambda h: desk.count(
            h.keyring("Rachel"), h.circonscription, Counted.UNANSWERED, once=uuid4(), number=30
        ),
    )
    assert (fact.act, fact.mode, fact.people) == (What.DESK_COUNTED, "unanswered", 30)
    (month,) = own.months(house.keyring("Rachel"), since=fact.month)
    assert (month.acts["desk.counted"].count, month.acts["desk.counted"].unsaid) == (30, 30)


def test_a_call_that_a_platform_left_to_the_house(house: House) -> None:
    slip = drop(platform(house)[0])
    by = house.keyring("Rachel")
    taking_in.take_in([house.circonscription], by=by)
    (fact,) = counted(
        house, lambda _: calling.note_call(slip.pk, Outcome.REACHED, by=by, minutes=9, tries=0)
    )
    assert (fact.act, fact.mode, fact.minutes) == (What.SLIP_CALLED, "phone", 9)
    assert fact.outcome.startswith("reached")


def test_a_collective_session_by_headcount_and_nobody_s_token(house: House) -> None:
    session = planned(house, started(house), days=-1)
    (fact,) = counted(
        house,
        lambda h: collective.hold_session(
            h.keyring("Camille"), session, collective.Held(6, ("Nine",), "soupe")
        ),
    )
    assert (fact.act, fact.people, fact.minutes) == (What.COLLECTIVE_SESSION, 6, 90)
    assert fact.person == ""


def test_time_outside_dossiers_and_calls_that_were_ordered(house: House) -> None:
    today = timezone.localdate()
    (indirect,) = counted(
        house, lambda h: statistics.record_indirect("travel", 45, on=today, by=h.keyring("Camille"))
    )
    assert (indirect.act, indirect.doing, indirect.minutes) == (What.INDIRECT_WORK, "travel", 45)
    on = today - timedelta(days=1)
    for objection, doing in (("Je refuse.", "objected"), ("", "not_objected")):
        said = Ordered(on=on, order="written", calls=12, minutes=90, objection=objection)
        (fact,) = counted(
            house, lambda h, said=said: statistics.keep_ordered(said, by=h.keyring("Camille"))
        )
        assert (fact.act, fact.outcome, fact.doing) == (What.ORDERED_CALLS, "written", doing)
        assert (fact.people, fact.minutes, fact.person) == (12, 90, "")


def test_a_procedure_by_its_kind(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    (fact,) = counted(house, lambda h: followed(h, dossier))
    assert (fact.act, fact.doing) == (What.PROCEDURE_FOLLOWED, "expulsion")


def test_a_paper_that_came_back_is_nobody_s_and_a_need_of_help_is_counted(house: House) -> None:
    ada, rachel = house.keyring("Ada"), house.keyring("Rachel")
    statistics.give_form(given=True, by=ada)
    (code,) = statistics.print_codes(1, by=ada)
    facts = counted(
        house,
        lambda h: statistics.take_in(
            code, {Question.AGAIN: "yes"}, place=h.circonscription, by=rachel
        ),
    )
    assert {f.outcome for f in facts} == {"q1.NR", "q2.NR", "q3.NR", "q4.NR", "q5.NR", "q6.yes"}
    assert {(f.act, f.agent, f.person) for f in facts} == {(What.QUESTIONNAIRE_ANSWER, "", "")}
