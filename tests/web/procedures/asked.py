"""What the tests of these pages ask and type."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.codes import Carry
from entrenous.dossiers.models import Dossier
from entrenous.procedures import actions
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.procedures.followed import facts_of, followed


def at(name: str, *args: object) -> str:
    return reverse(f"procedures:{name}", args=args)


def day(shift: int) -> date:
    return timezone.localdate() + timedelta(days=shift)


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "procedure": "expulsion", "once": str(uuid4()), "about": "Rue des Essais",
        "fact_bail": "02 05 2019", "fact_commandement_payer": "18/11/25",
        "fact_audience": "16 avril 2026",
    } | changed  # fmt: skip


def text(response: Any) -> str:
    page = str(response.content.decode())
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def opened(house: House, **told: Any) -> tuple[Dossier, UUID, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, followed(house, dossier, **told), client_of(house, "Camille")


def ahead(house: House, dossier: Dossier, days: int = 10) -> UUID:
    """An eviction whose hearing comes in some days."""
    facts = facts_of("expulsion", audience=day(days).isoformat())
    return actions.follow(house.keyring("Camille"), dossier, procedure="expulsion", facts=facts)


def carry(client: Client, url: str, answer: Carry) -> Any:
    return client.post(url, {"carry": answer.value})
