"""Mandates that the tests take, with the agreement they rest on."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.mediations import actions
from entrenous.mediations.actions import Exchange
from entrenous.mediations.contents import Mediation
from entrenous.mediations.queries import MediationState, for_dossier
from entrenous.relays.contents import Told
from tests.people import House

PARTNER = "Banque-Fictive de Valmeuse"
ABOUT = "les frais prélevés depuis juin"
TOLD = (Told("identite", "Awa SARR-FICTIF"), Told("besoins", "étaler les frais"))


def day(shift: int = 0) -> date:
    return timezone.localdate() + timedelta(days=shift)


def mediation(**changed: Any) -> Mediation:
    said: dict[str, Any] = {
        "partner": PARTNER, "about": ABOUT, "told": TOLD, "agreements": (), "read_on": day(-20),
        "not_said": "son arrêt de travail",
    }  # fmt: skip
    return Mediation(**said | changed)


def agreed(said: Mediation, until: int = 30, signed_on: date | None = None) -> Agreement:
    on = signed_on or said.read_on
    return Agreement(
        kind=Kind.MANDAT, items=tuple(each.item for each in said.told), purpose=said.about,
        from_on=on, until_on=day(until), signed=Signed.MANDATE, signed_on=on,
        partner=said.partner, limits=said.not_said,
    )  # fmt: skip


def mandated(
    house: House, dossier: Dossier, said: Mediation | None = None, until: int = 30
) -> UUID:
    said = said or mediation()
    return actions.mandate(house.keyring("Camille"), dossier, said, agreed(said, until))


def spoken(on: int = 0, words: str = "demandé un étalement", **more: Any) -> Exchange:
    return Exchange(day(on), words, **more)


def seen(house: House, dossier: Dossier) -> MediationState:
    """The only mediation of a dossier, as its référente reads it."""
    (found,) = for_dossier(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED))
    return found
