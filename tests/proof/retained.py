"""Dossiers of Camille's ended long ago: one to be destroyed, one in a list, one in the archives."""

from datetime import timedelta

from django.utils import timezone

from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.keyring.models import Group
from entrenous.retention import archives, deciding, listing
from entrenous.retention.codes import Reading
from entrenous.retention.contents import ArchiveReading
from tests.documents.papers import attached
from tests.people import House
from tests.retention.old import archived, with_archives

_AGO = timedelta(days=4 * 365)


def retained_of(house: House) -> dict[str, object]:
    """Their numbers; a destruction and a list that wait for a visa and a second person."""
    camille = house.keyring("Camille")
    if not Group.objects.filter(
        kind=Group.Kind.ARCHIVES, container__organisation=house.organisation
    ).exists():
        with_archives(house)
    old, apart, listed = old_of(house), old_of(house), old_of(house)
    piece = attached(house, apart.pk, b"une quittance", "quittance.txt")
    archived(house, apart)
    said = ArchiveReading(timezone.localdate(), Reading.DUTY, "une vérification")
    made = listing.propose(camille, [listed.pk]).erasure_list
    assert made
    return {
        "old": old.pk, "destruction": deciding.propose(camille, old).pk, "archived": apart.pk,
        "reason": archives.give_reason(house.keyring("Lou"), apart.pk, said),
        "archived_piece": piece, "erasure_list": made.pk,
    }  # fmt: skip


def old_of(house: House) -> Dossier:
    """A dossier whose term is passed."""
    card = PersonCard(family_name="Ancien-Fictif", given_name="Noé")
    old = open_dossier(house.keyring("Camille"), card, secteur=house.secteur)
    closed_on = timezone.localdate() - _AGO
    old.accompagnements.update(opened_on=closed_on - timedelta(days=90), closed_on=closed_on)
    return old
