"""Budgets for the tests: Awa's (story H1), and the act that keeps one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from entrenous.budgets import actions
from entrenous.budgets.codes import (
    Activity,
    ChargeKind,
    Custody,
    DebtKind,
    Evidence,
    HomeStatus,
    Period,
    Relation,
    ResourceKind,
    Standing,
)
from entrenous.budgets.contents import Adult, Budget, Charge, Child, Debt, Home, Resource
from entrenous.dossiers.models import Dossier
from tests.people import House

ON = date(2026, 1, 13)
AWA = Budget(
    on=ON,
    adults=(Adult(birth_on=date(1991, 5, 4), activity=Activity.UNEMPLOYED),),
    children=(Child(date(2016, 3, 2), given_name="Maïssa"), Child(date(2021, 6, 9))),
    home=Home(HomeStatus.TENANT_SOCIAL, Decimal(412), "94028", is_furnished=False, is_shared=False),
    resources=(
        Resource(ResourceKind.AF, Decimal(151), source="attestation CAF", evidence=Evidence.SHOWN),
        Resource(ResourceKind.MAINTENANCE, Decimal(180), adult=0),
        Resource(ResourceKind.SALARY, Decimal(309), adult=0, label="reliquat"),
        Resource(ResourceKind.HOUSING_AID_LANDLORD, Decimal(322)),
    ),
    charges=(
        Charge(ChargeKind.HOME_INSURANCE, Decimal(120), Period.YEAR),
        Charge(ChargeKind.FOOD, Decimal(250)),
    ),
    debts=(
        Debt(
            DebtKind.ENERGY, remaining=Decimal("412.60"), instalment=Decimal("137.53"),
            standing=Standing.PLAN,
        ),
    ),
    all_resources=True, all_charges=True, all_debts=True,
)  # fmt: skip
COUPLE = replace(
    AWA,
    adults=(*AWA.adults, Adult(Relation.PARTNER, date(1990, 1, 1), Activity.EMPLOYED, "Mireille")),
    children=(*AWA.children, Child(date(2019, 1, 1), Custody.VISITS)),
)


def kept(house: House, dossier: Dossier, said: Budget = AWA, **changed: Any) -> UUID:
    """Keep a budget as Camille does, over whatever version there is."""
    based_on = changed.pop("based_on", 0)
    return actions.keep(
        house.keyring("Camille"), dossier, replace(said, **changed), based_on=based_on
    )
