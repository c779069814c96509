"""What an interview may say of a household, and what it is told when it says it wrong."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import InvalidRequest
from entrenous.rights.estimates import read_situation
from entrenous.rights.estimates.inputs import earning, household_of, months_before, with_income

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
        ("adult.disability_rate", "180", "disability_rate"),
        ("adult.disability_rate", "-0.8", "disability_rate"),
        ("adult.ass_eligible", "oui", "ass_eligible"),
        ("adult.maintenance", 120, "maintenance"),
        ("adult.disability_pension", "-1", "disability_pension"),
        ("adult.received", {"rsa": "0"}, "rsa"),
        ("adults", [], "adulte"),
        ("adults", [{"birth": "1990-01-01"}] * 3, "adults"),
        ("children", [{"birth": "2010-01-01"}] * 15, "14"),
        ("couple", True, "couple"),
        ("home.insee", "94 028", "INSEE"),
        ("home.insee", 94028, "INSEE"),
        ("home.furnished", "oui", "furnished"),
        ("home", "94028", "home"),
        ("received", [], "received"),
        ("adults", "une personne", "adults"),
        ("month", "2026-13", "2026-10"),
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


@pytest.mark.parametrize(
    ("written", "rate"), [("0.80", "0.80"), ("80", "0.8"), (0.8, "0.8"), (50, "0.5"), ("1", "1")]
)
def test_a_rate_is_a_share_or_a_percentage(written: Any, rate: str) -> None:
    read = read_situation(changed("adult.disability_rate", written))
    assert read.adults[0].disability_rate == Decimal(rate)


@pytest.mark.parametrize("unknown", [None, "unknown"])
def test_unknown_is_said_in_two_ways_and_is_neither_zero_nor_false(unknown: Any) -> None:
    said = alone(couple=unknown, home=unknown, received=unknown, nationality=unknown)
    said |= {"children": unknown}
    said["adults"] = [{"birth": "1990-05-01", "net_salary": unknown, "activity": unknown}]
    read = read_situation(said)
    assert (read.couple, read.nationality, read.home.status) == (None, None, None)
    assert (read.adults[0].net_salary, read.adults[0].activity) == (None, None)
    assert not read.received
    assert not read.are_children_known


@pytest.mark.parametrize(
    ("district", "commune"),
    [("75113", "75056"), ("69383", "69123"), ("13208", "13055"), ("94028", "94028")],
)
def test_a_district_is_in_its_commune(district: str, commune: str) -> None:
    home = {"status": "tenant_private", "rent": "450", "insee": district}
    told = household_of(read_situation(alone(home=home))).home
    assert set(told["depcom"].values()) == {commune}


def test_what_is_not_asked_is_said() -> None:
    said = household_of(read_situation(alone())).assumed[-1]
    for words in ("travail indépendant", "indemnités journalières", "pension alimentaire reçue"):
        assert words in said


def test_what_is_received_for_the_children_is_told_and_no_longer_supposed_absent() -> None:
    told = household_of(read_situation(changed("adult.maintenance", "180")))
    assert set(told.adults[0]["pensions_alimentaires_percues"].values()) == {180.0}
    assert len(told.adults[0]["pensions_alimentaires_percues"]) == 36
    assert "pension alimentaire reçue" not in told.assumed[-1]
    assert "pension d’invalidité" in told.assumed[-1]
    assert any("maintenance" in each for each in told.assumed)


def test_a_variant_of_income_moves_what_is_received_too() -> None:
    situation = read_situation(changed("adult.disability_pension", "500"))
    less = with_income(household_of(situation), situation, Decimal("0.9"))
    assert set(less.adults[0]["pensions_invalidite"].values()) == {450.0}


def test_a_benefit_of_one_adult_is_told_of_that_adult() -> None:
    adult = alone()["adults"][0]
    partner = adult | {"received": {"aah": "900"}}
    told = household_of(read_situation(alone(couple=True, adults=[adult, partner])))
    paid = [set(each["aah"].values()) for each in told.adults]
    assert paid == [{0.0}, {900.0}]
    first = household_of(read_situation(alone(received={"aah": "900"})))
    assert set(first.adults[0]["aah"].values()) == {900.0}


def test_the_same_benefit_is_not_told_twice_of_the_first_adult() -> None:
    said = changed("adult.received", {"aah": "900"}) | {"received": {"aah": "900"}}
    with pytest.raises(InvalidRequest, match="une fois"):
        read_situation(said)


@pytest.mark.parametrize(
    ("home", "supposed"),
    [
        ({"status": "tenant_private"}, ("meublé", "colocation")),
        ({"status": "tenant_private", "furnished": None, "shared": False}, ("meublé",)),
        ({"status": "tenant_private", "furnished": False, "shared": False}, ()),
        ({"status": "tenant_social"}, ("colocation",)),
        ({"status": "owner"}, ()),
    ],
)
def test_a_home_of_which_something_is_unknown_says_what_is_supposed(
    home: dict[str, Any], supposed: tuple[str, ...]
) -> None:
    assumed = " ".join(household_of(read_situation(alone(home=home))).assumed)
    for word in ("meublé", "colocation"):
        assert (word in assumed) is (word in supposed)


@given(st.decimals(0, 5000, places=2), st.decimals(0, 5000, places=2))
def test_a_curve_tells_what_each_salary_alone_would(one: Decimal, other: Decimal) -> None:
    situation = read_situation(with_children())
    for salary, found in zip((one, other), earning(situation, [one, other]), strict=True):
        first = replace(situation.adults[0], net_salary=salary, activity="employed")
        assert found == household_of(replace(situation, adults=(first,)))


@given(st.sampled_from(["0.9", "1.1"]), st.decimals(0, 5000, places=2))
def test_a_variant_tells_what_its_incomes_would(factor: str, salary: Decimal) -> None:
    situation = read_situation(alone(str(salary)))
    base = household_of(situation)
    other = replace(situation.adults[0], net_salary=salary * Decimal(factor))
    expected = household_of(replace(situation, adults=(other,)))
    assert with_income(base, situation, Decimal(factor)) == expected


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


@pytest.mark.parametrize("said", [{}, {"2026-11": "900", "2030-01": "5"}])
def test_months_to_come_or_no_month_at_all_are_unknown_and_not_zero(said: Any) -> None:
    assert read_situation(changed("adult.net_salary", said)).adults[0].net_salary is None


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
