"""The figures of the tables, and what no income, household or claim may ever break."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import NotInForce
from entrenous.rights import seizable
from entrenous.rights.amounts import rounded
from entrenous.rights.seizable import brackets_of
from entrenous.rights.sources import Sources

MAY_2026, MAY_2025 = date(2026, 5, 4), date(2025, 5, 4)
FLOOR_2026 = Decimal("651.69")
incomes = st.decimals(0, 20_000, places=2)
dependants = st.integers(0, 8)


@pytest.mark.parametrize(
    ("net", "supported", "taken", "left"),
    [
        ("600", 0, "0.00", "600.00"),
        ("651.69", 0, "0.00", "651.69"),
        ("700", 0, "48.31", "651.69"),
        ("900", 0, "88.58", "811.42"),
        ("1200", 0, "154.42", "1045.58"),
        ("1200", 2, "105.08", "1094.92"),
        ("1500", 0, "234.76", "1265.24"),
        ("1500", 1, "200.42", "1299.58"),
        ("1500", 3, "143.33", "1356.67"),
        ("1800", 0, "338.38", "1461.62"),
        ("2150.83", 0, "572.26", "1578.57"),
        ("2500", 0, "921.43", "1578.57"),
        ("2500", 2, "645.93", "1854.07"),
        ("3000", 0, "1421.43", "1578.57"),
    ],
)
def test_the_figures_of_2026(net: str, supported: int, taken: str, left: str) -> None:
    found = seizable([Decimal(net)], dependants=supported, on=MAY_2026)
    assert (found.seizable, found.left) == (Decimal(taken), Decimal(left))


@pytest.mark.parametrize(
    ("on", "bounds", "per_dependant"),
    [
        (MAY_2026, ("373.33", "727.50", "1083.33", "1435.83", "1789.17", "2150.83"), "145.00"),
        (MAY_2025, ("370.00", "721.67", "1074.17", "1424.17", "1775.00", "2133.33"), "143.33"),
    ],
)
def test_the_monthly_bounds_of_the_brackets(
    on: date, bounds: tuple[str, ...], per_dependant: str
) -> None:
    def bounds_for(supported: int) -> list[Fraction]:
        return [each.up_to for each in brackets_of(Fraction(0), supported, Sources(on))
                if each.up_to is not None]  # fmt: skip

    alone, raised = bounds_for(0), bounds_for(1)
    assert [f"{rounded(each):.2f}" for each in alone] == list(bounds)
    steps = {str(rounded(more - less)) for less, more in zip(alone, raised, strict=True)}
    assert steps == {per_dependant}


@pytest.mark.parametrize(
    ("on", "totals"),
    [
        (MAY_2026, ("18.67", "54.08", "125.25", "213.38", "331.15", "572.26")),
        (MAY_2025, ("18.50", "53.67", "124.17", "211.67", "328.61", "567.50")),
    ],
)
def test_what_the_table_takes_at_each_bound(on: date, totals: tuple[str, ...]) -> None:
    sources = Sources(on)
    bounds = [each.up_to for each in brackets_of(Fraction(0), 0, sources) if each.up_to is not None]
    taken = [sum(b.taken for b in brackets_of(bound, 0, sources)) for bound in bounds]
    assert [f"{rounded(Fraction(each)):.2f}" for each in taken] == list(totals)


def test_the_annual_thresholds_of_2024_are_those_that_were_read() -> None:
    """4 370, 8 520, 12 690, 16 820, 20 970, 25 200; 1 690 more for each dependant."""
    bounds = [b.up_to for b in brackets_of(Fraction(0), 0, Sources(date(2024, 5, 4)))]
    assert [b * 12 for b in bounds if b is not None] == [4370, 8520, 12690, 16820, 20970, 25200]
    raised = brackets_of(Fraction(0), 1, Sources(date(2024, 5, 4)))[0].up_to
    assert raised is not None
    assert raised * 12 == 4370 + 1690


def test_the_figures_of_2025_that_the_press_printed() -> None:
    found = seizable([Decimal(3000)], dependants=0, on=MAY_2025)
    assert found.seizable == Decimal("1434.17")
    assert found.sources.to_verify, "the tables of 2025 were read in the press"


def test_an_exact_half_cent_goes_up() -> None:
    """155,625 exactly: one rounding, half up, at the end (code du travail, R3252-2)."""
    assert seizable([Decimal(1200)], dependants=0, on=MAY_2025).seizable == Decimal("155.63")


def test_several_payers_are_counted_together_under_their_article() -> None:
    one = seizable([Decimal(1500)], dependants=0, on=MAY_2026)
    two = seizable([Decimal(1200), Decimal(300)], dependants=0, on=MAY_2026)
    assert two.seizable == one.seizable
    assert "L3252-4" in {each.article for each in two.sources.basis}
    assert "L3252-4" not in {each.article for each in one.sources.basis}


def test_several_payers_before_the_reform_are_counted_with_a_doubt() -> None:
    before = seizable([Decimal(1200), Decimal(300)], dependants=0, on=MAY_2025)
    assert before.sources.doubts
    assert before.sources.to_verify
    assert "L3252-4" not in {each.article for each in before.sources.basis}


def test_the_table_of_2026_was_read_in_the_code() -> None:
    assert not seizable([Decimal(3000)], dependants=0, on=MAY_2026).sources.to_verify


def test_a_floored_quota_says_so() -> None:
    assert seizable([Decimal(700)], dependants=0, on=MAY_2026).is_floored
    assert not seizable([Decimal(900)], dependants=0, on=MAY_2026).is_floored


def test_several_payers_count_together() -> None:
    apart = seizable([Decimal(800), Decimal(700)], dependants=1, on=MAY_2026)
    assert apart.seizable == seizable([Decimal(1500)], dependants=1, on=MAY_2026).seizable


def test_a_claim_for_maintenance_takes_all_but_the_floor() -> None:
    found = seizable([Decimal(1500)], dependants=3, on=MAY_2026, maintenance_claim=True)
    assert found.left == FLOOR_2026
    assert {basis.article for basis in found.sources.basis} >= {"L3252-5", "R3252-5"}


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2027, 1, 1), date(2031, 1, 1)])
def test_a_year_without_its_table_is_an_error(day: date) -> None:
    with pytest.raises(NotInForce):
        seizable([Decimal(1500)], dependants=0, on=day)


def test_brackets_add_up_to_the_quota() -> None:
    found = seizable([Decimal(3000)], dependants=2, on=MAY_2026)
    quota = sum((bracket.taken for bracket in found.brackets), Fraction(0))
    assert abs(quota - Fraction(found.seizable)) < Fraction(1, 100)


@given(incomes, incomes, dependants)
def test_more_income_never_takes_less(one: Decimal, other: Decimal, supported: int) -> None:
    low, high = sorted([one, other])
    taken = [seizable([net], dependants=supported, on=MAY_2026).seizable for net in (low, high)]
    assert taken[0] <= taken[1]


@given(incomes, dependants, st.booleans())
def test_nobody_is_left_less_than_the_floor(
    net: Decimal, supported: int, maintenance: bool
) -> None:
    found = seizable([net], dependants=supported, on=MAY_2026, maintenance_claim=maintenance)
    assert found.left >= min(net, FLOOR_2026)
    assert found.seizable >= 0


@given(incomes, dependants)
def test_one_more_dependant_never_costs_more(net: Decimal, supported: int) -> None:
    fewer = seizable([net], dependants=supported, on=MAY_2026).seizable
    assert seizable([net], dependants=supported + 1, on=MAY_2026).seizable <= fewer
