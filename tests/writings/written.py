"""Writings that the tests start, read together and send."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from entrenous.dossiers.models import Dossier
from entrenous.law import national_base
from entrenous.writings import actions
from entrenous.writings.codes import Kind, Way
from entrenous.writings.contents import Element, Writing
from tests.people import House

REPORT = Writing(
    kind=Kind.REPORT, to_function="Service instructeur de la CCAPEX",
    purpose="Prévenir l’expulsion", basis="ccapex",
    elements=(Element("ressources", "RSA depuis le 5 janvier."), Element("reprise_loyer", "Oui.")),
)  # fmt: skip
AID = replace(
    REPORT, to_function="Commission d’aide de la CAF", purpose="Demande de secours",
    basis="caf_aide", elements=(Element("budget", "Reste 90 € par mois."),),
)  # fmt: skip
CONCERN = replace(
    REPORT, kind=Kind.CONCERN, to_function="CRIP du département", purpose="Enfant en danger",
    basis="ip_crip", facts=("mineur_en_danger",),
    elements=(Element("facts", "Le 10 février, l’enfant dit avoir faim."),),
)  # fmt: skip
TODAY: dict[str, Any] = {"employer": "departement"}


def started(house: House, dossier: Dossier, writing: Writing = REPORT) -> UUID:
    return actions.start(
        house.keyring("Camille"), dossier, writing, base=national_base(),
        on=timezone.localdate(), **TODAY,
    )  # fmt: skip


def read_it(house: House, dossier: Dossier, record: UUID, *, based_on: int = 1) -> None:
    actions.read_together(
        house.keyring("Camille"), dossier, record, on=timezone.localdate(),
        remarks="Le loyer est payé depuis janvier.", disagreement="Je ne suis pas isolée.",
        may_attach=True, based_on=based_on,
    )  # fmt: skip


def send_it(
    house: House, dossier: Dossier, record: UUID, *, based_on: int, on: date | None = None,
    **more: Any,
) -> None:  # fmt: skip
    actions.send(
        house.keyring("Camille"), dossier, record, on=on or timezone.localdate(), way=Way.LETTER,
        base=national_base(), based_on=based_on, **(TODAY | more),
    )  # fmt: skip


def sent(house: House, dossier: Dossier, writing: Writing = REPORT) -> UUID:
    """Started, read together unless it is kept apart, and sent today."""
    record = started(house, dossier, writing)
    version = 1
    if writing.kind is not Kind.CONCERN:
        read_it(house, dossier, record)
        version = 2
    send_it(house, dossier, record, based_on=version)
    return record
