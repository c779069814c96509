"""Households that the tests ask about, and the act that keeps an estimate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrenous.benefits import actions
from entrenous.benefits.contents import Adult, Asked, Estimation, Home, Income, Paid
from entrenous.benefits.questions import estimation, situation
from entrenous.dossiers.models import Dossier
from tests.benefits.engines import honest
from tests.people import House

NOTHING = tuple(Paid(code, Decimal(0)) for code in ("rsa", "ppa", "aide_logement", "af", "asf"))
ALONE = Asked(
    month="2026-10",
    adults=(
        Adult(
            date(1990, 5, 1), "employed",
            net_salary=Income(Decimal(800)), net_unemployment=Income(Decimal(0)),
            net_pension=Income(Decimal(0)),
        ),
    ),
    home=Home("tenant_private", Decimal(450), "94028"),
    received=NOTHING,
    nationality="fr",
)  # fmt: skip
PARENT = replace(ALONE, children_on=(date(2018, 3, 2), date(2015, 1, 2)))
COUPLE = replace(
    PARENT, adults=(*PARENT.adults, Adult(date(1989, 1, 1), net_salary=Income(Decimal(0))))
)


def estimated(asked: Asked = PARENT, **origin: Any) -> Estimation:
    """What the engine of the tests says of a household."""
    answered = honest({"ask": "estimate", "situation": situation(asked)})
    return estimation(answered, asked, **origin)


def kept(house: House, dossier: Dossier, said: Estimation | None = None) -> UUID:
    """Keep an estimate as Camille does."""
    return actions.keep(house.keyring("Camille"), dossier, said or estimated())
