"""What an interview may say of a household, and what it is told when it says it wrong."""

from typing import Any

import pytest

from entrenous.law import InvalidRequest
from entrenous.rights.estimates import read_situation
from entrenous.rights.estimates.inputs import household_of, months_before

from .households import alone, with_children


def changed(field: str, value: Any) -> dict[str, Any]:
    said = alone()
    place, _, name = field.partition(".")
    if place == "adult":
        said["adults"][0][name] = value
    elif name:
        said[place] = said[place] | {name: value}
    else:
        said[place] = value
    return said


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("month", "octobre 2026", "2026-10"),
        ("adult.birth", "2090-01-01", "futur"),
        ("adult.birth", "hier", "birth"),
        ("adult.net_salary", "-5", "net_salary"),
        ("adult.net_salary", {"10/2026": "800"}, "10/2026"),
        ("adult.activity", "au foyer", "activity"),
        ("adult.disability_rate", "80", "disability_rate"),
        ("adults", [], "adulte"),
        ("adults", [{"birth": "1990-01-01"}] * 3, "adults"),
        ("children", [{"birth": "2010-01-01"}] * 15, "14"),
        ("couple", True, "couple"),
        ("home.insee", "94 028", "INSEE"),
        ("home.rent", "-1", "rent"),
        ("home.status", "squat", "status"),
        ("received.rsa", "beaucoup", "rsa"),
        ("received.apl", "12", "apl"),
        ("revenus", "12", "revenus"),
    ],
)
def test_a_wrong_field_is_named(field: str, value: Any, told: str) -> None:
    with pytest.raises(InvalidRequest, match=told):
        read_situation(changed(field, value))


def test_an_amount_is_read_as_people_write_it() -> None:
    said = read_situation(changed("adult.net_salary", "1 234,50"))
    assert str(said.adults[0].net_salary) == "1234.50"


def test_fourteen_children_are_possible() -> None:
    births = tuple(f"20{year:02d}-01-01" for year in range(5, 19))
    assert len(read_situation(with_children(births=births)).children) == 14


def test_a_net_salary_also_says_what_is_taxable() -> None:
    told = household_of(read_situation(alone("1400"))).adults[0]
    month = "2026-10"
    assert told["salaire_net"][month] == 1400
    assert told["salaire_imposable"][month] == pytest.approx(1400 * 1.0365)
    assert len(told["salaire_imposable"]) == 36


def test_unknown_income_is_not_told_as_zero() -> None:
    told = household_of(read_situation(changed("adult.net_salary", None))).adults[0]
    assert "salaire_net" not in told


def test_a_month_that_is_not_said_carries_the_one_before() -> None:
    salary = {"2026-06": "1400", "2026-09": "0"}
    household = household_of(read_situation(changed("adult.net_salary", salary)))
    told = household.adults[0]["salaire_net"]
    assert [told[month] for month in months_before("2026-10", 5)] == [1400, 1400, 1400, 0, 0]
    assert told["2023-11"] == 1400
    assert any("net_salary" in line for line in household.assumed)


def test_past_benefits_are_those_received_before_crds() -> None:
    said = with_children() | {"received": {"af": "152.25", "asf": "0"}}
    family = household_of(read_situation(said)).family
    assert family["af"]["2026-09"] == pytest.approx(153.01, abs=0.01)
    assert "2026-10" not in family["af"], "the month itself is computed"
    assert family["asf"]["2026-10"] == 0, "never granted because nobody asked"
