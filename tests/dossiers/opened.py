"""Dossiers for the tests: opened as a social worker opens them."""

from datetime import date
from typing import Any

from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.people import House

OPENED_ON = date(2026, 1, 13)


def dossier_of(house: House, who: str, family_name: str = "Sarr-Fictif") -> Dossier:
    """A dossier held by `who`, opened on 13 January 2026."""
    card = PersonCard(family_name=family_name, given_name="Awa")
    return open_dossier(house.keyring(who), card, secteur=house.secteur, on=OPENED_ON)


def contents(house: House, who: str, dossier: Dossier, kind: type[Any]) -> list[Any]:
    """The contents of one kind, as `who` reads them."""
    opened = house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)
    return [r.content for r in records.read(opened, kind).records]
