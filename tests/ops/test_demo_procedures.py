"""The stories' dates are those that the stories tell, and no situation tells an impossible day."""

from datetime import date, timedelta

import pytest

from entrenous.law.deadlines import compute
from entrenous.law.deadlines import procedures as known_procedures
from entrenous.law.deadlines.facts import faults
from entrenous.ops.demo import procedures
from entrenous.ops.demo.calendar import TOLD_ON
from entrenous.ops.demo.procedures import Followed

EVERY = (*procedures.H1, *procedures.H2, *procedures.H3, *procedures.H5)


def days(told: Followed) -> dict[str, date]:
    facts = {**dict(told.known), **dict(told.learnt)}
    return {due.code: due.on for due in compute(known_procedures()[told.procedure], facts)}


def found(stories: tuple[Followed, ...], procedure: str) -> dict[str, date]:
    (told,) = (each for each in stories if each.procedure == procedure)
    return days(told)


def test_the_dates_of_the_stories() -> None:
    assert found(procedures.H1, "energie")["coupure_possible"] > date(2026, 1, 13)
    eviction, survey = found(procedures.H2, "expulsion"), found(procedures.H2, "dsf")
    assert eviction["fin_commandement_payer"] == date(2026, 1, 19)
    assert survey["entretien"] == date(2026, 3, 16)
    assert survey["transmission"] == date(2026, 4, 9)
    debts = found(procedures.H3, "surendettement")
    assert debts["orientation"] == date(2026, 1, 23)
    assert debts["fin_suspension"] == date(2027, 12, 11)
    trial = found(procedures.H5, "essai_encadre")
    assert (trial["fin_essai"], trial["fin_renouvellement"]) == (
        date(2025, 12, 2),
        date(2025, 12, 18),
    )
    assert found(procedures.H5, "crpe")["fin"] == date(2026, 10, 5)


@pytest.mark.parametrize("told", EVERY, ids=lambda told: told.procedure)
def test_each_is_possible_and_settles_dates_that_it_has(told: Followed) -> None:
    asked = known_procedures()[told.procedure]
    assert faults(asked, {**dict(told.known), **dict(told.learnt)}, TOLD_ON) == []
    assert {code for code, _ in told.settled} <= set(days(told))


def test_what_a_situation_follows_is_possible_and_has_something_ahead() -> None:
    today, ahead = date(2026, 11, 22), 0
    for rank in range(40):
        for situation in procedures._SITUATIONS:
            for told in procedures.of_situation(f"s{rank:03}-{situation}", today, today):
                asked = known_procedures()[told.procedure]
                assert faults(asked, dict(told.known), today) == [], situation
                ahead += any(on > today - timedelta(days=15) for on in days(told).values())
    assert ahead > 50
