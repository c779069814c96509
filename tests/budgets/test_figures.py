"""A budget in figures: what is unknown is never zero, and what is shown adds up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.budgets import figures
from entrenous.budgets.codes import ChargeKind, DebtKind, HomeStatus, Period, ResourceKind
from entrenous.budgets.comparing import Change, changes
from entrenous.budgets.contents import Budget, Charge, Debt, Home, Resource
from tests.budgets.typed import AWA, COUPLE, ON

AMOUNTS = st.decimals(0, 9999, places=2, allow_nan=False)


def left(said: Budget) -> figures.Left:
    return figures.left_to_live_on(said)


def test_awa_s_rent_and_resources_are_those_of_her_story() -> None:
    assert figures.total(figures.resource_flows(AWA)) == Decimal(640)
    rent = figures.rent_flow(AWA)
    assert rent is not None
    assert rent.amount == Decimal(90)


def test_what_is_left_is_said_per_month_per_person_and_per_day() -> None:
    said = left(AWA).remainder
    assert said.month == Decimal("402.47")  # 640 - 90 - 10 - 137.53
    assert said.per_person == Decimal("134.16")
    assert said.per_day == Decimal("4.47")
    assert left(AWA).after_current == Decimal("152.47")


def test_an_aid_paid_to_the_person_or_to_the_landlord_leaves_the_same() -> None:
    paid = tuple(
        replace(r, kind=ResourceKind.HOUSING_AID)
        if r.kind is ResourceKind.HOUSING_AID_LANDLORD
        else r
        for r in AWA.resources
    )
    assert left(replace(AWA, resources=paid)).remainder == left(AWA).remainder


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"resources": (Resource(ResourceKind.SICK_PAY, adult=0),)}, "indemnités journalières"),
        ({"resources": (), "all_resources": False}, "les ressources"),
        ({"charges": (), "all_charges": False}, "les charges"),
        ({"debts": (), "all_debts": False}, "les dettes"),
        ({"debts": (Debt(DebtKind.LOAN),)}, "mensualité : autre crédit"),
        ({"home": Home()}, "le logement"),
        ({"home": Home(HomeStatus.TENANT_PRIVATE)}, "loyer"),
    ],
)
def test_something_unknown_leaves_no_figure_and_is_named(changed, missing) -> None:
    said = left(replace(AWA, **changed))
    assert said.remainder.month is None
    assert said.remainder.per_day is None
    assert said.after_current is None
    assert missing in said.remainder.unknown


def test_nothing_at_all_said_complete_is_zero_and_nothing_unsaid_is_not() -> None:
    nothing = replace(AWA, home=Home(HomeStatus.HOMELESS), resources=(), charges=(), debts=())
    assert left(nothing).remainder.month == 0
    assert left(replace(nothing, all_resources=False)).remainder.month is None


def test_a_list_that_nobody_said_complete_gives_a_figure_that_says_so() -> None:
    said = left(replace(AWA, all_charges=False))
    assert said.remainder.month is not None
    assert said.open_lists == ("les charges",)
    assert left(AWA).open_lists == ()


def test_a_child_who_visits_does_not_live_on_it_and_one_half_here_does() -> None:
    assert COUPLE.persons == 4
    assert COUPLE.partner == 1
    assert AWA.partner is None


@pytest.mark.parametrize(
    ("amount", "period", "month"),
    [("100", Period.QUARTER, "33.33"), ("120", Period.YEAR, "10"), ("0", Period.MONTH, "0")],
)
def test_an_amount_is_brought_to_the_month(amount, period, month) -> None:
    assert figures.monthly(Decimal(amount), period) == Decimal(month)
    assert figures.monthly(None, period) is None


@given(st.lists(AMOUNTS, max_size=6), st.lists(AMOUNTS, max_size=6))
def test_a_charge_more_never_leaves_more(resources, charges) -> None:
    said = Budget(
        ON,
        home=Home(HomeStatus.OWNER),
        resources=tuple(Resource(ResourceKind.OTHER, a) for a in resources),
        charges=tuple(Charge(ChargeKind.ENERGY, a) for a in charges),
        all_resources=True, all_charges=True, all_debts=True,
    )  # fmt: skip
    more = replace(said, charges=(*said.charges, Charge(ChargeKind.WATER, Decimal(1))))
    before, after = left(said).remainder.month, left(more).remainder.month
    assert before is not None
    assert after == before - 1


def test_changes_name_what_came_went_and_moved() -> None:
    now = replace(
        AWA,
        home=replace(AWA.home, rent=Decimal(420)),
        resources=(*AWA.resources[:2], Resource(ResourceKind.RSA, None), AWA.resources[3]),
        debts=(replace(AWA.debts[0], remaining=Decimal("275.07")),),
    )
    assert changes(AWA, now) == [
        Change("resources", "RSA", None, None, was_there=False),
        Change("charges", "loyer", Decimal(412), Decimal(420)),
        Change("debts", "énergie", Decimal("412.60"), Decimal("275.07")),
        Change("resources", "salaire net (reliquat)", Decimal(309), None, is_there=False),
    ]
    assert changes(AWA, AWA) == []


def test_two_lines_alike_are_matched_in_their_order() -> None:
    two = replace(AWA, debts=(Debt(DebtKind.LOAN, remaining=Decimal(1)),) * 2)
    one = replace(AWA, debts=two.debts[:1])
    assert [c.is_there for c in changes(two, one)] == [False]


def test_a_line_whose_words_changed_is_the_same_line() -> None:
    ppa = Resource(ResourceKind.PPA, None, label="en cours de calcul")
    before = replace(AWA, resources=(*AWA.resources, ppa))
    after = replace(AWA, resources=(*AWA.resources, Resource(ResourceKind.PPA, Decimal(214))))
    assert changes(before, after) == [Change("resources", "prime d’activité", None, Decimal(214))]
    swapped = replace(AWA, debts=(
        Debt(DebtKind.LOAN, "A", Decimal(1)), Debt(DebtKind.LOAN, "B", Decimal(2)),
    ))  # fmt: skip
    assert changes(swapped, replace(swapped, debts=swapped.debts[::-1])) == []
