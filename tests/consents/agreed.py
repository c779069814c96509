"""Agreements that the tests note."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from entrenous.consents import actions
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from tests.people import House

GIVEN_ON = date(2026, 2, 10)
BUDGET = Agreement(
    kind=Kind.ACCORD, items=("budget", "objet_aide"), purpose="Demander un secours à la CAF",
    from_on=GIVEN_ON, until_on=date(2026, 5, 10), signed=Signed.PAPER, signed_on=GIVEN_ON,
    requester="caf_aide",
)  # fmt: skip


def current(**changed: Any) -> Agreement:
    """An agreement given yesterday, for two months."""
    yesterday = timezone.localdate() - timedelta(days=1)
    return replace(
        BUDGET, from_on=yesterday, signed_on=yesterday,
        until_on=yesterday + timedelta(days=60), **changed,
    )  # fmt: skip


def noted(house: House, dossier: Dossier, said: Agreement | None = None) -> UUID:
    return actions.note(house.keyring("Camille"), dossier, said or current())
