"""The RSA of a household as it was published, cut to the cent, and never less for one more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import NotInForce
from entrenous.rights import Household, rsa_floor

IN_2025, MAY_2026 = date(2025, 6, 2), date(2026, 5, 4)
households = st.builds(Household, st.integers(1, 2), st.integers(0, 8))


@pytest.mark.parametrize(
    ("household", "published"),
    [
        (Household(2), "969.78"),
        (Household(2, 1), "1163.73"),
        (Household(2, 2), "1357.69"),
        (Household(2, 3), "1616.29"),
        (Household(1, 1, is_majored=True), "1106.94"),
    ],
)
def test_what_was_published_in_2025_to_the_cent(household: Household, published: str) -> None:
    assert rsa_floor(household, on=IN_2025).amount == Decimal(published)


def test_each_child_from_the_third_on_adds_the_published_supplement() -> None:
    three, four = (rsa_floor(Household(1, n), on=IN_2025).amount for n in (3, 4))
    assert four - three == Decimal("258.60")


def test_the_floor_says_that_the_decree_was_read_in_an_old_version() -> None:
    assert rsa_floor(Household(2), on=MAY_2026).as_json()["to_verify"]
    alone = rsa_floor(Household(1), on=MAY_2026).as_json()
    assert (alone["amount"], alone["to_verify"]) == ("651.69", False)


@given(households)
def test_one_more_person_never_lowers_the_floor(household: Household) -> None:
    more = replace(household, children=household.children + 1)
    assert rsa_floor(more, on=MAY_2026).amount > rsa_floor(household, on=MAY_2026).amount


def test_a_year_without_its_amount_is_an_error_that_says_so() -> None:
    with pytest.raises(NotInForce, match="2028-01-01"):
        rsa_floor(Household(1), on=date(2028, 1, 1))
