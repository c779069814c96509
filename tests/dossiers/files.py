"""Dossiers that the tests open."""

from entrenous.dossiers import actions
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from tests.people import House

SAMIA = PersonCard(
    family_name="Amrani-Fictif", given_name="Samia", birth_year=1991,
    street="4 rue des Tanneurs", commune="Saint-Orme",
)  # fmt: skip


def open_samia(house: House, who: str = "Camille", card: PersonCard = SAMIA) -> Dossier:
    return actions.open_dossier(
        house.keyring(who), card, secteur=house.secteur, reasons="Logement, impayés de loyer"
    )
