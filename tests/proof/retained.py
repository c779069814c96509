"""A dossier of Camille's ended long ago, whose destruction she proposed."""

from datetime import timedelta

from django.utils import timezone

from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.retention import deciding
from tests.people import House

_AGO = timedelta(days=4 * 365)


def retained_of(house: House) -> dict[str, object]:
    """Its number, and its destruction that waits for a visa and a second person."""
    camille = house.keyring("Camille")
    card = PersonCard(family_name="Ancien-Fictif", given_name="Noé")
    old = open_dossier(camille, card, secteur=house.secteur)
    closed_on = timezone.localdate() - _AGO
    old.accompagnements.update(opened_on=closed_on - timedelta(days=90), closed_on=closed_on)
    return {"old": old.pk, "destruction": deciding.propose(camille, old).pk}
