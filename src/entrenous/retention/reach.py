"""All that belongs to one dossier: the dossiers joined to it, and every container beside them.

A model with a key to a dossier or a container is in `GOES` or in `STAYS`; a test fails when an
app adds one that is in neither, so that nothing about someone is left behind by forgetting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Model, Q

from entrenous.continuity.models import DangerAccess, DueSheet, JoinRequest, LeftWord
from entrenous.dossiers.models import Accompagnement, Dossier, SupportExtract
from entrenous.keyring import models
from entrenous.reception.models import Demande

#: Rows that have a container of their own: how they are found from dossiers.
OWNERS: Final[dict[type[Model], str]] = {
    SupportExtract: "dossier__in",
    DueSheet: "dossier__in",
    LeftWord: "covered__dossier__in",
    JoinRequest: "dossier__in",
    DangerAccess: "dossier__in",
}
#: Erased with the dossier: by hand, or because the database takes them away with its row.
GOES: Final = frozenset(
    {
        "continuity.CoveredDossier",
        "continuity.DangerAccess",
        "continuity.DangerNotice",
        "continuity.DueSheet",
        "continuity.JoinRequest",
        "continuity.LeftWord",
        "copies.CopyRow",
        "desk.Task",
        "documents.StoredFile",
        "dossiers.Accompagnement",
        "dossiers.Dossier",
        "dossiers.DueDate",
        "dossiers.SupportExtract",
        "handover.HandedDossier",
        "keyring.HeadRow",
        "keyring.PendingGrant",
        "keyring.Record",
        "reception.Appointment",
        "reception.Demande",
        "retention.Archived",
        "retention.Kept",
        "space.Space",
    }
)
#: What stays, and why it says nothing of her.
STAYS: Final[dict[str, str]] = {
    "collective.CollectiveAction": "an action of the service: no dossier is linked to it",
    "complaints.Complaint": "sealed apart, to a desk; no dossier is named in clear",
    "custody.Ceremony": "its own container; what it lists are numbers",
    "custody.ListedContainer": "a number in a request that was signed and journaled",
    "custody.Notice": "who was told of that request, and when",
    "dossiers.Household": "refused while it is shared, so that none is left",
    "gateway.ThirdPartyRequest": "the register of the legal desk: codes and days, without a name",
    "keyring.Container": "a number that opens nothing; a satellite forgets its parent",
    "keyring.Epoch": "public statements; what led to the former key is erased",
    "keyring.Grant": "the signed header: who held it, from when; its box is erased",
    "keyring.Group": "a desk, not a person",
    "reception.Directory": "its card is withdrawn by a slip that reception files",
}


@dataclass(frozen=True)
class Reach:
    """The dossiers that are one, and every container that goes with them."""

    dossiers: frozenset[UUID]
    requests: frozenset[UUID]
    containers: frozenset[UUID]


def of(dossier: UUID) -> Reach:
    """What is to be erased with a dossier: those merged into it, its satellites, what was lent."""
    return of_all([dossier])


def of_all(dossiers_named: Iterable[UUID]) -> Reach:
    """The same for many at once, in as many queries as for one."""
    dossiers = _joined(set(dossiers_named))
    asked = Accompagnement.objects.filter(dossier__in=dossiers, demande__isnull=False)
    requests = Demande.objects.filter(
        Q(dossier__in=dossiers) | Q(pk__in=asked.values("demande"))
    ).values_list("pk", flat=True)
    found = {*dossiers, *requests}
    for owner, lookup in OWNERS.items():
        rows = owner.objects.filter(**{lookup: dossiers})  # type: ignore[attr-defined]
        found |= set(rows.values_list("pk", flat=True))
    followers = models.Container.objects.filter(parent__in=found)
    return Reach(
        frozenset(dossiers),
        frozenset(requests),
        frozenset(found | set(followers.values_list("pk", flat=True))),
    )


def _joined(dossiers: set[UUID]) -> set[UUID]:
    found, fresh = set(dossiers), dossiers
    while fresh:
        rows = Dossier.objects.filter(merged_into__in=fresh)
        fresh = set(rows.values_list("pk", flat=True)) - found
        found |= fresh
    return found
