"""Households as the interview gives them, for the tests of the estimates."""

from typing import Any

NOTHING = {"rsa": "0", "ppa": "0", "aide_logement": "0", "af": "0", "asf": "0"}


def alone(salary: str = "0", **more: Any) -> dict[str, Any]:
    """One tenant near Paris; `more` replaces whole fields."""
    adult = {
        "birth": "1990-05-01",
        "net_salary": salary,
        "net_unemployment": "0",
        "net_pension": "0",
        "activity": "employed" if salary != "0" else "unemployed",
    }
    said: dict[str, Any] = {
        "month": "2026-10",
        "adults": [adult],
        "children": [],
        "couple": False,
        "home": {"status": "tenant_private", "rent": "450.00", "insee": "94028"},
        "received": NOTHING,
        "nationality": "fr",
    }
    return said | more


def with_children(
    salary: str = "800", births: tuple[str, ...] = ("2018-03-02", "2015-01-02")
) -> Any:
    """A lone parent."""
    return alone(salary, children=[{"birth": born} for born in births])
