"""Procedures that the tests follow: the eviction of story H2, read on 1 March 2026."""

from datetime import date
from typing import Any
from uuid import UUID

from entrenous.dossiers.models import Dossier, DueDate
from entrenous.law.deadlines import procedures
from entrenous.law.deadlines.facts import Facts, read_facts
from entrenous.procedures import actions
from entrenous.procedures.contents import FollowedProcedure
from tests.dossiers.opened import contents
from tests.people import House

ON = date(2026, 3, 1)
EVICTION = {"bail": "2019-05-02", "commandement_payer": "2025-11-18", "audience": "2026-04-16"}
NOTICE, HEARING, SURVEY = date(2026, 3, 5), date(2026, 4, 16), date(2026, 4, 9)
PAID = date(2026, 1, 19)


def facts_of(procedure: str, **told: Any) -> Facts:
    return read_facts(procedures()[procedure], told)


def followed(
    house: House, dossier: Dossier, procedure: str = "expulsion", *, about: str = "", **told: Any
) -> UUID:
    facts = facts_of(procedure, **(told or EVICTION))
    return actions.follow(
        house.keyring("Camille"), dossier, procedure=procedure, facts=facts, about=about, on=ON
    )


def read(house: House, dossier: Dossier, who: str = "Camille") -> list[FollowedProcedure]:
    return contents(house, who, dossier, FollowedProcedure)


def days_due(dossier: Dossier) -> list[date]:
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.PROCEDURE, done_on=None)
    return list(rows.order_by("rank").values_list("due_on", flat=True))
