"""The RSA of a household, the balance a bank leaves, the capacity to pay back."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.rights import Household, debt_capacity, protected_balance
from entrenous.rights.debts import household_rsa
from entrenous.rights.sources import Sources

IN_2024, IN_2025, IN_2026 = date(2024, 5, 4), date(2025, 10, 14), date(2026, 5, 4)


@pytest.mark.parametrize(
    ("on", "household", "expected"),
    [
        (IN_2026, Household(1), "651.69"),
        (IN_2026, Household(1, 1), "977.53"),
        (IN_2026, Household(2), "977.53"),
        (IN_2026, Household(1, 2), "1173.04"),
        (IN_2026, Household(2, 1), "1173.04"),
        (IN_2026, Household(2, 2), "1368.54"),
        (IN_2026, Household(1, 3), "1433.71"),
        (IN_2026, Household(2, 3), "1629.22"),
        (IN_2026, Household(1, 0, is_majored=True), "836.84"),
        (IN_2026, Household(1, 1, is_majored=True), "1115.79"),
        (IN_2026, Household(1, 2, is_majored=True), "1394.74"),
        (IN_2025, Household(2), "969.78"),
        (IN_2025, Household(2, 1), "1163.73"),
        (IN_2025, Household(2, 2), "1357.69"),
        (IN_2025, Household(2, 3), "1616.29"),
        (IN_2025, Household(1, 1, is_majored=True), "1106.94"),
        (IN_2024, Household(1), "635.71"),
        (date(2023, 5, 4), Household(1), "607.75"),
        (date(2023, 5, 4), Household(2), "911.62"),
        (date(2023, 5, 4), Household(2, 1), "1093.95"),
        (date(2023, 5, 4), Household(2, 2), "1276.26"),
        (date(2023, 5, 4), Household(1, 3), "1337.05"),
        # The press printed 1 519,17: 2,5 times 607,75 is 1 519,37, and two digits are alike.
        (date(2023, 5, 4), Household(2, 3), "1519.37"),
    ],
)
def test_the_rsa_of_a_household(on: date, household: Household, expected: str) -> None:
    """Within two cents where the product is ours and not published (03-law §4.2)."""
    found = household_rsa(household, Sources(on))
    assert abs(found - Decimal(expected)) <= Decimal("0.02")
    if on != IN_2026:
        assert abs(found - Decimal(expected)) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("on", "majored", "added"),
    [(IN_2026, False, "260.67"), (IN_2025, False, "258.60"), (IN_2026, True, "278.94"),
     (IN_2025, True, "276.74")],
)  # fmt: skip
def test_what_one_more_child_adds(on: date, majored: bool, added: str) -> None:
    """From the third for the RSA of everyone, from the first for the raised one."""
    fewer, more = (
        household_rsa(Household(1, children, is_majored=majored), Sources(on))
        for children in (3, 4)
    )
    assert abs(more - fewer - Decimal(added)) <= Decimal("0.01")


def test_the_couple_of_2024_is_truncated_to_one_of_the_two_figures_that_were_printed() -> None:
    assert household_rsa(Household(2), Sources(IN_2024)) in {Decimal("953.56"), Decimal("953.57")}


@pytest.mark.parametrize(
    ("on", "persons", "expected"),
    [
        (IN_2026, "une_personne", "78.20"),
        (IN_2026, "deux_personnes", "156.41"),
        (IN_2026, "trois_personnes", "193.55"),
        (IN_2024, "une_personne", "76.29"),
        (IN_2024, "deux_personnes", "152.57"),
    ],
)
def test_what_a_housing_benefit_takes_off_the_rsa(on: date, persons: str, expected: str) -> None:
    """A share of the RSA of as many persons; 03-law §4.2 and §6 round it to the cent."""
    sources = Sources(on)
    base = {"une_personne": 1, "deux_personnes": Fraction(3, 2), "trois_personnes": Fraction(9, 5)}
    share = sources.amount("forfait_logement", persons)
    exact = sources.amount("rsa_personne_seule") * base[persons] * share
    assert abs(exact - Fraction(expected)) <= Fraction(1, 100)


def test_a_couple_pays_back_what_its_charges_leave() -> None:
    """1 600 and 1 443 euros leave 157, and neither the quota nor the RSA is below (03-law §6)."""
    found = debt_capacity(Decimal(1600), Decimal(1443), Household(2), on=IN_2026)
    assert found.capacity == Decimal(157)
    assert found.binding == "resources_minus_charges"
    assert found.bounds["seizable_quota"] > 157
    assert found.bounds["resources_minus_rsa"] == Decimal("622.47")


@given(st.decimals(0, 9000, places=2), st.integers(0, 6), st.integers(1, 2))
def test_more_charges_or_children_never_raise_the_capacity(
    resources: Decimal, children: int, adults: int
) -> None:
    def capacity(charges: int, children: int) -> Decimal:
        household = Household(adults, children)
        return debt_capacity(resources, Decimal(charges), household, on=IN_2026).capacity

    assert capacity(1200, children) <= capacity(1100, children)
    assert capacity(1100, children + 1) <= capacity(1100, children)


def test_the_couple_with_a_child_of_2025_is_truncated() -> None:
    assert household_rsa(Household(2, 1), Sources(IN_2025)) == Decimal("1163.73")


def test_story_three_pays_back_what_is_left_and_never_under_the_rsa() -> None:
    found = debt_capacity(Decimal(2050), Decimal(1873), Household(2, 1), on=IN_2025)
    assert found.bounds["resources_minus_rsa"] == Decimal("886.27")
    assert found.capacity == Decimal(177)
    assert found.binding == "resources_minus_charges"
    assert found.sources.to_verify


def test_a_household_below_its_rsa_pays_nothing_back() -> None:
    found = debt_capacity(Decimal(900), Decimal(200), Household(2, 1), on=IN_2026)
    assert found.capacity == 0
    assert found.binding == "resources_minus_rsa"


@given(st.decimals(0, 9000, places=2), st.decimals(0, 9000, places=2), st.integers(0, 6))
def test_the_capacity_never_exceeds_any_bound(
    resources: Decimal, charges: Decimal, children: int
) -> None:
    found = debt_capacity(resources, charges, Household(1, children), on=IN_2026)
    assert 0 <= found.capacity <= min(found.bounds.values())
    assert resources - found.capacity >= min(resources, found.rsa)


@pytest.mark.parametrize(
    ("balance", "on", "again", "left"),
    [
        ("200", IN_2026, False, "200"),
        ("900", IN_2026, False, "651.69"),
        ("1430", date(2025, 10, 7), False, "646.52"),
        ("1430", IN_2026, True, "0"),
        ("200", date(2023, 5, 4), False, "200"),
        ("800", IN_2024, False, "635.71"),
        ("570.17", date(2016, 12, 1), False, "535.17"),
        ("0", IN_2026, False, "0"),
    ],
)
def test_what_a_bank_leaves(balance: str, on: date, again: bool, left: str) -> None:
    found = protected_balance(Decimal(balance), on=on, seized_within_month=again)
    assert found.protected == Decimal(left)
    assert found.seizable == Decimal(balance) - Decimal(left)
    assert found.sources.to_verify, "the article was read in an old wording"
