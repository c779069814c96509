"""A budget that does not hold together is refused, each fault in its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from entrenous.budgets.codes import HomeStatus, Relation, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Charge, Child, Debt, Home, Resource
from entrenous.budgets.faults import BudgetRefused, demand_whole, faults
from tests.budgets.typed import AWA, COUPLE, ON

TODAY = date(2026, 1, 14)
LATER = date(2026, 1, 15)


def found(**changed: object) -> list[tuple[str, int | None, str]]:
    said = replace(AWA, **changed)  # type: ignore[arg-type]
    return [(f.part, f.place, f.field) for f in faults(said, TODAY)]


@pytest.mark.parametrize("said", [AWA, COUPLE, Budget(ON)])
def test_a_budget_as_people_tell_it_holds_together(said) -> None:
    demand_whole(said, TODAY)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"on": LATER}, ("", None, "on")),
        ({"read_together_on": LATER}, ("", None, "read_together_on")),
        ({"adults": ()}, ("adults", 0, "relation")),
        ({"adults": (Adult(birth_on=LATER),)}, ("adults", 0, "birth_on")),
        ({"adults": (Adult(birth_on=date(1890, 1, 1)),)}, ("adults", 0, "birth_on")),
        ({"adults": (Adult(),) * 2}, ("adults", 1, "relation")),
        ({"adults": (Adult(),) + (Adult(Relation.PARTNER),) * 2}, ("adults", 2, "relation")),
        ({"adults": (Adult(),) + (Adult(Relation.OTHER),) * 6}, ("", None, "adults")),
        (
            {"adults": (Adult(), Adult(Relation.GROWN_CHILD, date(2010, 1, 1)))},
            ("adults", 1, "birth_on"),
        ),
        ({"children": (Child(LATER),)}, ("children", 0, "birth_on")),
        ({"children": (Child(ON),) * 15}, ("", None, "children")),
        ({"home": replace(AWA.home, rent=Decimal(-1))}, ("home", None, "rent")),
        ({"home": replace(AWA.home, rent=Decimal("1e8"))}, ("home", None, "rent")),
        ({"home": Home(HomeStatus.OWNER, Decimal(500)), "resources": ()}, ("home", None, "rent")),
        ({"home": Home(rent=Decimal(500)), "resources": ()}, ("home", None, "status")),
        ({"home": Home(HomeStatus.LODGED)}, ("resources", 3, "kind")),
        ({"resources": (Resource(ResourceKind.SALARY),)}, ("resources", 0, "adult")),
        ({"resources": (Resource(ResourceKind.RSA, adult=4),)}, ("resources", 0, "adult")),
        ({"resources": (Resource(ResourceKind.RSA, Decimal(-1)),)}, ("resources", 0, "amount")),
        ({"resources": (Resource(ResourceKind.RSA),) * 41}, ("", None, "resources")),
        ({"charges": (replace(AWA.charges[0], as_of=LATER),)}, ("charges", 0, "as_of")),
        ({"debts": (replace(AWA.debts[0], remaining=Decimal(-1)),)}, ("debts", 0, "remaining")),
        ({"debts": (replace(AWA.debts[0], instalment=Decimal(-1)),)}, ("debts", 0, "instalment")),
    ],
)
def test_what_does_not_hold_is_named_where_it_is(changed, where) -> None:
    assert where in found(**changed)


def test_fourteen_children_are_a_household() -> None:
    assert found(children=(Child(ON),) * 14) == []


def test_a_debt_needs_no_creditor_and_no_amount() -> None:
    assert found(debts=(Debt(AWA.debts[0].kind),), charges=(Charge(AWA.charges[0].kind),)) == []


def test_a_refusal_carries_its_faults() -> None:
    with pytest.raises(BudgetRefused) as refused:
        demand_whole(replace(AWA, on=LATER), TODAY)
    assert [f.field for f in refused.value.faults] == ["on"]
