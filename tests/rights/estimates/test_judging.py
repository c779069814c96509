"""Three states, no refusal, no sum, and no amount when something it needs is unknown."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.rights.estimates import BENEFITS, Estimate, judge, read_situation
from entrenous.rights.estimates.benefits import PATCHES
from entrenous.rights.estimates.judging import Figures, is_stale

from .households import alone, with_children

ADULT = alone()["adults"][0]
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
        (alone(), "asi", "adults.*.disability_pension"),
        (
            alone(
                couple=True,
                adults=[ADULT | {"received": {"aah": "0"}}, ADULT | {"disability_rate": "0.8"}],
            ),
            "rsa",
            "received.aah",
        ),
        (with_children() | {"received": {}}, "asf", "received.asf"),
        (alone(nationality=None), "rsa", "nationality"),
        (alone(nationality=None), "aide_logement", "nationality"),
        (alone(children=None), "rsa", "children"),
        (alone(children=None), "af", "children"),
        (with_children(births=("2025-01-01",)), "rsa", "received.paje_base"),
        (with_children(births=("2012-01-01", "2014-01-01", "2016-01-01")), "ppa", "received.cf"),
        (alone() | {"adults": [ADULT | {"disability_rate": "0.8"}]}, "rsa", "received.aah"),
        (alone() | {"adults": [ADULT | {"ass_eligible": True}]}, "rsa", "received.ass"),
        (alone() | {"adults": [ADULT | {"birth": "1955-01-01"}]}, "css", "received.aspa"),
        (alone() | {"adults": [{"birth": "1990-05-01"}]}, "rsa", "adults.0.net_salary"),
    ],
)
def test_nothing_is_said_when_something_is_unknown(
    said: dict[str, Any], code: str, missing: str
) -> None:
    found = judged(said)[code]
    assert found.state == "not_computable"
    assert found.amount is None
    assert missing in found.missing


def test_an_income_of_zero_is_known_and_an_absent_one_is_not() -> None:
    unknown = {name: value for name, value in ADULT.items() if name != "net_salary"}
    assert judged(alone())["rsa"].state == "probable"
    assert judged(alone() | {"adults": [unknown]})["rsa"].missing == ("adults.0.net_salary",)


def test_an_allowance_for_one_parent_is_asked_and_never_said_not_found() -> None:
    asf = judged(with_children(), amount=0.0)["asf"]
    assert (asf.state, asf.amount) == ("to_check", None)
    assert all("ne trouve rien" not in why for why in asf.why)


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (Figures(1.0, 1.0, 1.0, {}), "Sans participation"),
        (Figures(0.0, 0.0, 0.0, {"css_participation_forfaitaire": 8.0}), "8.00 €"),
        (Figures(1.0, 0.0, 1.0, {}), "Près du plafond"),
        (Figures(0.0, 0.0, 0.0, {"css_participation_forfaitaire": 0.0}), "ne trouve rien"),
    ],
)
def test_health_cover_is_free_or_has_a_price_or_is_near_its_ceiling(
    figures: Figures, told: str
) -> None:
    (css,) = [x for x in judge(read_situation(alone()), {"css": figures}, ()) if x.missing == ()
              and x.benefit.code == "css"]  # fmt: skip
    assert (css.state, css.amount) == ("to_check", None)
    assert told in css.why[0]


def test_a_figure_of_an_earlier_month_is_the_one_shown() -> None:
    former = replace(BY_CODE["rsa"].parameters[0], value="646.52", on="2025-04-01")
    figures = {"rsa": Figures(100.0, 90.0, 110.0, {}, parameters=(former,))}
    (rsa,) = [x for x in judge(read_situation(alone()), figures, ()) if x.benefit.code == "rsa"]
    assert rsa.as_json()["parameters"][0]["value"] == "646.52"  # type: ignore[index]


def test_every_benefit_names_its_figures_its_text_and_its_days_of_revaluation() -> None:
    for benefit in BENEFITS:
        assert benefit.revised, benefit.code
        for figure in benefit.parameters:
            assert figure.label, benefit.code
            assert figure.text, benefit.code
            assert Decimal(figure.value) > 0
            assert date.fromisoformat(figure.on) <= date(2026, 11, 22)
            assert figure.path.count(".") > 2
    assert all(patch.source and date.fromisoformat(patch.since) for patch in PATCHES)


def test_a_figure_of_zero_is_to_check_and_never_a_refusal() -> None:
    rsa = judged(alone(), amount=0.0)["rsa"]
    assert (rsa.state, rsa.amount) == ("to_check", None)
    assert "refus" not in json.dumps(rsa.as_json(), ensure_ascii=False).lower()


@pytest.mark.parametrize(
    "said",
    [
        alone(nationality="other"),
        alone(month="2027-05"),
        alone(home={"status": "tenant_private", "rent": "450", "insee": "97608"}),
        alone() | {"adults": [alone()["adults"][0] | {"birth": "2004-01-01"}]},
        alone()
        | {
            "adults": [
                alone()["adults"][0] | {"net_salary": {"2026-08": "1400", "2026-09": "0"}},
            ]
        },
    ],
    ids=["foreign permit", "after the last parameter", "overseas", "under 25", "job just lost"],
)
def test_what_the_engine_sees_badly_is_to_check(said: dict[str, Any]) -> None:
    found = judged(said)["rsa"]
    assert found.state == "to_check"
    assert found.why


def test_a_shared_home_leaves_its_aid_to_check_and_nothing_else() -> None:
    home = {"status": "tenant_private", "rent": "450", "insee": "94028", "shared": True}
    found = judged(alone(home=home))
    assert (found["aide_logement"].state, found["rsa"].state) == ("to_check", "probable")


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
    couple = with_children() | {"couple": True, "adults": [ADULT, ADULT]}
    assert "asf" not in judged(couple)
    without = alone(adults=[ADULT | {"disability_pension": "0"}])
    assert "asi" not in judged(without)
    assert "asi" in judged(alone(adults=[ADULT | {"disability_pension": "300"}]))
    assert "asi" in judged(alone())


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
