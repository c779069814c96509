"""Relays that the tests prepare, with the agreement they rest on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.relays import actions
from entrenous.relays.codes import Means
from entrenous.relays.contents import Relay, Told
from entrenous.relays.queries import RelayState, for_dossier
from tests.people import House

PARTNER = "Maison-Fictive des familles"
TOLD = (Told("identite", "Awa SARR-FICTIF"), Told("besoins", "parler de son logement"))


def day(shift: int = 0) -> date:
    return timezone.localdate() + timedelta(days=shift)


def relay(**changed: Any) -> Relay:
    said: dict[str, Any] = {
        "partner": PARTNER, "asked": "un premier rendez-vous", "told": TOLD, "agreement": "",
        "read_on": day(-20), "means": Means.LETTER, "days": 10,
    }  # fmt: skip
    return Relay(**said | changed)


def agreed(said: Relay, until: int = 60) -> Agreement:
    return Agreement(
        kind=Kind.ACCORD, items=tuple(each.item for each in said.told), purpose=said.asked,
        from_on=said.read_on, until_on=day(until), signed=Signed.PAPER, signed_on=said.read_on,
        partner=said.partner,
    )  # fmt: skip


def prepared(house: House, dossier: Dossier, said: Relay | None = None, until: int = 60) -> UUID:
    said = said or relay()
    return actions.prepare(house.keyring("Camille"), dossier, said, agreed(said, until))


def sent(house: House, dossier: Dossier, on: int = -3) -> UUID:
    record = prepared(house, dossier)
    actions.send(house.keyring("Camille"), dossier, record, on=day(on))
    return record


def seen(house: House, dossier: Dossier) -> RelayState:
    """The only relay of a dossier, as its référente reads it."""
    (found,) = for_dossier(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED))
    return found
