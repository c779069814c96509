"""Three states, no refusal, no sum, and no amount when something it needs is unknown."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.rights.estimates import BENEFITS, Estimate, judge, read_situation
from entrenous.rights.estimates.judging import Figures, is_stale

from .households import alone, with_children

BY_CODE = {benefit.code: benefit for benefit in BENEFITS}


def judged(said: dict[str, Any], amount: float = 100.0) -> dict[str, Estimate]:
    figures = {code: Figures(amount, amount * 0.9, amount * 1.1, {}) for code in BY_CODE}
    return {each.benefit.code: each for each in judge(read_situation(said), figures, ())}


def test_what_is_known_and_fresh_is_probable_with_its_range() -> None:
    rsa = judged(alone())["rsa"].as_json()
    assert (rsa["state"], rsa["amount"], rsa["range"]) == (
        "probable",
        "100.00",
        ["90.00", "110.00"],
    )
    assert rsa["parameters"][0]["text"] == "décret 2026-220"  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "code", "missing"),
    [
        (alone(couple=None), "rsa", "couple"),
        (alone(home={}), "rsa", "home.status"),
        (alone(home={"status": "tenant_private", "insee": "94028"}), "aide_logement", "home.rent"),
        (alone(home={"status": "tenant_private", "rent": "450"}), "aide_logement", "home.insee"),
        (alone(received={"rsa": "0", "aide_logement": "0"}), "ppa", "received.ppa"),
        (with_children() | {"received": {}}, "rsa", "received.asf"),
        (alone(), "aah", "adults.*.disability_rate"),
        (alone(), "ass", "adults.*.ass_eligible"),
        (with_children() | {"received": {}}, "asf", "received.asf"),
    ],
)
def test_nothing_is_said_when_something_is_unknown(
    said: dict[str, Any], code: str, missing: str
) -> None:
    found = judged(said)[code]
    assert found.state == "not_computable"
    assert found.amount is None
    assert missing in found.missing


def test_a_figure_of_zero_is_to_check_and_never_a_refusal() -> None:
    rsa = judged(alone(), amount=0.0)["rsa"]
    assert (rsa.state, rsa.amount) == ("to_check", None)
    assert "refus" not in json.dumps(rsa.as_json(), ensure_ascii=False).lower()


@pytest.mark.parametrize(
    "said",
    [
        alone(nationality="other"),
        alone(month="2027-05"),
        alone() | {"adults": [alone()["adults"][0] | {"birth": "2004-01-01"}]},
        alone()
        | {
            "adults": [
                alone()["adults"][0] | {"net_salary": {"2026-08": "1400", "2026-09": "0"}},
            ]
        },
    ],
    ids=["foreign permit", "after the last parameter", "under 25", "job just lost"],
)
def test_what_the_engine_sees_badly_is_to_check(said: dict[str, Any]) -> None:
    found = judged(said)["rsa"]
    assert found.state == "to_check"
    assert found.why


def test_a_couple_where_one_is_under_25_is_to_check() -> None:
    adult = alone()["adults"][0]
    said = alone(couple=True, adults=[adult, adult | {"birth": "2003-01-01"}])
    assert judged(said)["rsa"].state == "to_check"


def test_family_allowances_are_shown_as_paid() -> None:
    af = judged(with_children(), amount=153.01)["af"]
    assert str(af.amount) == "152.24"


def test_questions_that_do_not_arise_are_not_asked() -> None:
    assert {"af", "cf", "asf", "paje_base", "aspa"}.isdisjoint(judged(alone()))
    assert {"af", "asf"} <= set(judged(with_children()))
    assert "paje_base" in judged(with_children(births=("2025-01-01",)))


@pytest.mark.parametrize(
    ("code", "month", "stale"),
    [
        ("rsa", "2026-03", False),
        ("rsa", "2027-03", False),
        ("rsa", "2027-04", True),
        ("aide_logement", "2027-09", False),
        ("aide_logement", "2027-10", True),
        ("css", "2026-10", True),
        ("asi", "2026-10", True),
    ],
)
def test_a_revaluation_that_passed_without_its_figure_is_seen(
    code: str, month: str, stale: bool
) -> None:
    assert is_stale(BY_CODE[code], month) is stale


@given(st.floats(0, 5000), st.sampled_from(sorted(BY_CODE)))
def test_no_estimate_ever_sums_or_refuses(amount: float, code: str) -> None:
    found = judged(with_children(births=("2025-01-01", "2018-01-01", "2015-01-01")), amount)
    assert all(each.state in {"probable", "to_check", "not_computable"} for each in found.values())
    if code in found and found[code].missing:
        assert found[code].amount is None
