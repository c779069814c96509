"""What is left to live on: story H1's figures, and what is unknown is never zero."""

from decimal import Decimal

from entrenous.rights.budget import Flow, remainder


def test_story_one_has_less_than_five_euros_a_day() -> None:
    resources = [Flow("ressources retenues", Decimal(500))]
    found = remainder(resources, [Flow("loyer résiduel", Decimal(90))], [], persons=3)
    assert found.month == Decimal(410)
    assert found.per_day == Decimal("4.56")


def test_an_unknown_charge_leaves_nothing_computed() -> None:
    found = remainder([Flow("salaire", Decimal(900))], [Flow("loyer", None)], [], persons=1)
    assert found.month is None
    assert found.per_day is None
    assert found.unknown == ("loyer",)


def test_a_household_may_owe_more_than_it_receives() -> None:
    debts = [Flow("crédit", Decimal(20))]
    found = remainder([Flow("RSA", Decimal(0))], [], debts, persons=3)
    assert found.month == Decimal(-20)
    assert found.per_person == Decimal("-6.67")
