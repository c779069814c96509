"""The organisation's map of secteurs, read from the database once per version.

`sectors` answers from rows in memory; this module brings the rows. The map names streets and
secteurs, never a person: it may stay in memory from one request to the next.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Max

from entrenous.agents.models import Organisation, Secteur, StreetRange
from entrenous.agents.sectors import Outcome, Resolution, SectorMap, SectorRange

_Version = tuple[int, int, int]
_MAPS: dict[UUID, tuple[_Version, SectorMap]] = {}


@dataclass(frozen=True)
class Placed:
    """What reception is told of an address: the secteurs it may be of, and what was understood."""

    resolution: Resolution
    secteurs: tuple[Secteur, ...]

    @property
    def secteur(self) -> Secteur | None:
        """The only secteur, or None."""
        return self.secteurs[0] if self.resolution.outcome is Outcome.ONE else None


def sector_map(organisation: UUID) -> SectorMap:
    """The map of today. Rebuilt when a row was added, removed, or `touch` was called."""
    current = _version(organisation)
    kept = _MAPS.get(organisation)
    if kept is None or kept[0] != current:
        kept = (current, SectorMap(_ranges(organisation)))
        if not _may_be_undone():
            _MAPS[organisation] = kept
    return kept[1]


def place(organisation: UUID, *, street: str, commune: str) -> Placed:
    """The secteur of an address as people say it; see `sectors.Resolution`."""
    resolution = sector_map(organisation).resolve(street, commune)
    rows = Secteur.objects.select_related("circonscription").filter(
        circonscription__organisation_id=organisation, pk__in=resolution.secteurs
    )
    return Placed(resolution, tuple(rows.order_by("name")))


def touch(organisation: UUID) -> None:
    """Tell every process that a street range was corrected in place."""
    Organisation.objects.filter(pk=organisation).update(
        territory_version=F("territory_version") + 1
    )


def version(organisation: UUID) -> str:
    """What the map is today; another one means that it changed."""
    return "-".join(map(str, _version(organisation)))


def _may_be_undone() -> bool:
    """Inside a transaction, what is read may never have been: the next row takes its number."""
    return bool(transaction.get_connection().in_atomic_block)


def _version(organisation: UUID) -> _Version:
    told = Organisation.objects.values_list("territory_version", flat=True).get(pk=organisation)
    rows = StreetRange.objects.filter(secteur__circonscription__organisation_id=organisation)
    seen = rows.aggregate(count=Count("pk"), last=Max("pk"))
    return told, seen["count"], seen["last"] or 0


def _ranges(organisation: UUID) -> list[SectorRange]:
    rows = StreetRange.objects.filter(secteur__circonscription__organisation_id=organisation)
    columns = (
        "secteur_id", "commune", "street", "parity", "first", "last", "first_repeat",
        "last_repeat", "former",
    )  # fmt: skip
    found = rows.order_by("pk").values_list(*columns)
    return [SectorRange(str(secteur), *rest) for secteur, *rest in found]
