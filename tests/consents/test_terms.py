"""Lengths, stages, and what the law base says of an agreement."""

from dataclasses import replace
from datetime import date

import pytest

from entrenous.consents.contents import Withdrawal
from entrenous.consents.standing import standing
from entrenous.consents.terms import Stage, months_after, proposed_end, stage
from entrenous.law import national_base
from tests.consents.agreed import BUDGET

ON = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 11, 22), 3, date(2027, 2, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 31), 12, date(2027, 5, 31)),
    ],
)
def test_months_end_on_a_day_that_exists(start, months, end) -> None:
    assert months_after(start, months) == end


def test_the_length_proposed_is_short() -> None:
    assert proposed_end(date(2026, 2, 10)) == date(2026, 5, 10)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 2, 1), Stage.AHEAD),
        (ON, Stage.CURRENT),
        (date(2026, 4, 25), Stage.ENDING),
        (date(2026, 5, 10), Stage.ENDING),
        (date(2026, 5, 11), Stage.EXPIRED),
    ],
)
def test_where_an_agreement_stands(today, expected) -> None:
    assert stage(BUDGET, today) is expected


def test_withdrawn_comes_before_expired() -> None:
    taken = replace(BUDGET, withdrawals=(Withdrawal(BUDGET.items, ON),))
    assert stage(taken, date(2027, 1, 1)) is Stage.WITHDRAWN
    assert stage(taken, date(2026, 2, 20)) is Stage.CURRENT


def test_an_agreement_never_opens_what_the_rule_excludes() -> None:
    said = standing(national_base(), "caf_aide", ON)
    assert said is not None
    assert said.permitted == ("budget", "objet_aide", "montant_demande")
    refused = said.refused(("budget", "sante", "recit"))
    assert set(refused) == {"sante", "recit"}
    assert all(refused.values())


def test_a_no_stays_a_no_with_an_agreement() -> None:
    said = standing(national_base(), "employeur", ON)
    assert said is not None
    assert said.permitted == ()
    assert said.because
    assert set(said.refused(("budget",))) == {"budget"}


def test_outside_its_period_a_rule_permits_nothing() -> None:
    said = standing(national_base(), "caf_aide", date(1990, 1, 1))
    assert said is not None
    assert said.permitted == ()


@pytest.mark.parametrize("code", ["ip_crip", "nobody", ""])
def test_whoever_may_not_ask_has_no_standing(code: str) -> None:
    assert standing(national_base(), code, ON) is None
