"""What the calculations are given: what the budget says, and nothing that it does not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from entrenous.budgets import conversions
from entrenous.budgets.codes import HomeStatus, Relation, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Home, Resource
from entrenous.rights import Household, debt_capacity
from entrenous.rights.estimates.situation import RECEIVED, read_situation
from tests.budgets.typed import AWA, COUPLE, ON


def situation(said: Budget) -> dict[str, Any]:
    return conversions.to_situation(said, month="2026-01")


def test_the_estimates_can_read_what_is_handed_to_them() -> None:
    read = read_situation(situation(COUPLE))
    assert [adult.birth.year for adult in read.adults] == [1991, 1990]
    assert len(read.children) == 2  # one visits
    assert read.couple
    assert read.home.rent == Decimal(412)
    assert read.home.insee == "94028"


def test_the_kinds_that_estimates_take_as_received_are_all_there() -> None:
    assert set(conversions.RECEIVED) == set(RECEIVED)


def test_in_a_complete_list_what_is_not_there_is_zero() -> None:
    adult = situation(AWA)["adults"][0]
    assert (adult["net_salary"], adult["net_unemployment"]) == ("309.00", "0.00")
    received = situation(AWA)["received"]
    assert (received["af"], received["aide_logement"], received["rsa"]) == (
        "151.00", "322.00", "0.00",
    )  # fmt: skip


def test_in_an_open_list_what_is_not_there_is_unknown() -> None:
    said = situation(replace(AWA, all_resources=False))
    assert "net_unemployment" not in said["adults"][0]
    assert "rsa" not in said["received"]
    assert said["received"]["af"] == "151.00"


def test_an_unknown_amount_stays_unknown_beside_a_known_one() -> None:
    lines = (*AWA.resources, Resource(ResourceKind.SALARY, None, adult=0))
    assert "net_salary" not in situation(replace(AWA, resources=lines))["adults"][0]


def test_a_wage_that_is_nobody_s_is_not_taken_for_zero() -> None:
    lines = (Resource(ResourceKind.SALARY, Decimal(900)),)
    assert "net_salary" not in situation(replace(AWA, resources=lines))["adults"][0]


def test_a_relative_s_money_is_not_the_household_s_and_it_is_said() -> None:
    relative = Adult(Relation.RELATIVE, given_name="Tante")
    lines = (*AWA.resources, Resource(ResourceKind.AAH, Decimal(1000), adult=1))
    said = replace(AWA, adults=(*AWA.adults, relative), resources=lines)
    assert situation(said)["received"]["aah"] == "0.00"
    assert len(situation(said)["adults"]) == 1
    assert "les ressources de : autre parent" in conversions.left_out(said)
    assert "pension alimentaire reçue" not in conversions.left_out(said)
    assert situation(said)["adults"][0]["maintenance"] == "180.00"


def test_what_a_partner_receives_is_told_of_the_partner() -> None:
    lines = (
        *COUPLE.resources,
        Resource(ResourceKind.AAH, Decimal(900), adult=1),
        Resource(ResourceKind.DISABILITY_PENSION, Decimal(500), adult=1),
        Resource(ResourceKind.ASS, Decimal(300), adult=0),
    )
    said = situation(replace(COUPLE, resources=lines))
    assert said["received"]["aah"] == "0.00"
    assert said["received"]["ass"] == "300.00"
    assert said["adults"][1]["received"] == {"aah": "900.00", "ass": "0.00", "asi": "0.00"}
    assert said["adults"][1]["disability_pension"] == "500.00"
    assert read_situation(said).paid_to(1, "aah") == 900


@pytest.mark.parametrize(
    "line",
    [
        Resource(ResourceKind.MAINTENANCE, None, adult=0),
        Resource(ResourceKind.DISABILITY_PENSION, Decimal(500)),  # nobody's, in a couple
        Resource(ResourceKind.AAH, None, adult=0),
        Resource(ResourceKind.SICK_PAY, Decimal(500), adult=0),
        Resource(ResourceKind.ANNUITY, Decimal(500), adult=0),
    ],
)
def test_what_comes_in_and_cannot_be_told_is_left_out_and_said(line: Resource) -> None:
    said = replace(COUPLE, resources=(*COUPLE.resources, line))
    assert conversions.left_out(said) == [line.kind.label]
    assert conversions.left_out(COUPLE) == []


def test_a_birth_date_that_is_missing_is_asked() -> None:
    said = Budget(ON, children=(replace(AWA.children[0], birth_on=None),))
    assert conversions.lacking(said) == [
        "la date de naissance (la personne)", "la date de naissance de chaque enfant",
    ]  # fmt: skip
    assert conversions.lacking(AWA) == []


def test_what_is_paid_for_work_comes_payer_by_payer() -> None:
    lines = (*AWA.resources, Resource(ResourceKind.SICK_PAY, None, adult=0))
    found = conversions.earned(replace(AWA, resources=lines), 0)
    assert [amount for _, amount in found] == [Decimal(309), None]


def test_ghislaine_s_budget_gives_the_capacity_of_her_story() -> None:
    from entrenous.ops.demo.budgets import GHISLAINE

    resources, charges = conversions.month_of_debts(GHISLAINE)
    assert (resources, charges) == (Decimal(2050), Decimal(1873))
    household = conversions.household_of(GHISLAINE)
    assert household == Household(2, 1)
    found = debt_capacity(Decimal(2050), Decimal(1873), household, on=GHISLAINE.on)
    assert found.capacity == Decimal(177)
    assert found.rsa == Decimal("1163.73")


@pytest.mark.parametrize(
    ("changed", "resources", "charges"),
    [
        ({"resources": (), "all_resources": False}, None, Decimal(672)),
        ({"home": Home()}, Decimal(962), None),
        ({"charges": (), "all_charges": False, "home": Home(HomeStatus.OWNER)}, Decimal(962), None),
    ],
)
def test_for_debts_too_what_is_not_said_is_unknown(changed, resources, charges) -> None:
    assert conversions.month_of_debts(replace(AWA, **changed)) == (resources, charges)


def test_the_communes_of_the_demonstration_carry_the_codes_told_there() -> None:
    from entrenous.ops.demo import budgets, organisation

    told = {commune.insee for commune in organisation.DEPARTEMENT.communes}
    assert {budgets.SAINT_ORME, budgets.VALMEUSE} <= told
