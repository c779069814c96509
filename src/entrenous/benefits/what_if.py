"""One thing changed in a household, to be estimated again beside the first. Pure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from entrenous.benefits.contents import Asked, Income, Paid


def with_salary(asked: Asked, amount: Decimal, *, place: int = 0) -> Asked:
    """The same household where one adult earns `amount` net a month.

    place  0 for the person, 1 for the partner; IndexError when there is none
    """
    adults = list(asked.adults)
    activity = "employed" if amount else adults[place].activity
    adults[place] = replace(adults[place], net_salary=Income(amount), activity=activity)
    return replace(asked, adults=tuple(adults))


def with_rent(asked: Asked, amount: Decimal) -> Asked:
    """The same home at another rent, a month, without charges."""
    return replace(asked, home=replace(asked.home, rent=amount))


def separated(asked: Asked, asf: Decimal | None) -> Asked:
    """The person alone with the children of the household.

    asf  what she would receive of it; None: unknown, and what needs it is not computed
    """
    received = [each for each in asked.received if each.code != "asf"]
    if asf is not None:
        received.append(Paid("asf", asf))
    return replace(asked, adults=asked.adults[:1], received=tuple(received))


def with_child(asked: Asked, born_on: date) -> Asked:
    """The same household with one more child, born before the end of the month estimated."""
    return replace(asked, children_on=(*asked.children_on, born_on))
