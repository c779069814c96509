"""Since when something a person wrote waits to be opened, and for whom: instants, never a word.

Reception is told of it without a key. Whoever holds the dossier reads it on her own pages.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.law.days import Count
from entrenous.space.models import Space


def begins(dossier: UUID, at: datetime) -> None:
    """She wrote: it waits from the first line that nobody opened."""
    Space.objects.filter(dossier_id=dossier, unopened_since=None).update(unopened_since=at)


def ends(dossier: UUID) -> None:
    """Who follows her opened it."""
    Space.objects.filter(dossier_id=dossier).update(unopened_since=None)


def take(dossiers: Iterable[UUID]) -> datetime | None:
    """The first instant at which something waits in some dossiers, which wait no more."""
    rows = Space.objects.filter(dossier__in=list(dossiers))
    first: datetime | None = rows.aggregate(first=Min("unopened_since"))["first"]
    rows.update(unopened_since=None)
    return first


def waiting_in(places: Sequence[Circonscription]) -> list[Space]:
    """What waits in some houses, the longest first; a protected dossier is not set apart.

    Were it left out, a line that is missing would say that the person is protected.
    """
    rows = Space.objects.filter(
        dossier__secteur__circonscription__in=places, unopened_since__isnull=False
    ).select_related("dossier__referent")
    return list(rows.order_by("unopened_since"))


def waiting_among(dossiers: Iterable[UUID]) -> dict[UUID, datetime]:
    """Since when, for those of some dossiers where something waits."""
    rows = Space.objects.filter(dossier__in=dossiers, unopened_since__isnull=False)
    return {row.dossier_id: row.unopened_since for row in rows if row.unopened_since}


def due_on(since: datetime, days: int) -> date:
    """The last of so many working days, as the person was told when she wrote."""
    return Count(days, "working_days").reach(timezone.localdate(since))
