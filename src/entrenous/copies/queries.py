"""Read the requests for a copy of one dossier, what was decided of them, and her remarks."""

from dataclasses import dataclass
from uuid import UUID

from entrenous.copies.contents import (
    CopyOutcome,
    CopyRequest,
    ItemChoice,
    Remark,
    SecondReading,
)
from entrenous.copies.models import CopyRow
from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.records import OpenRecord, Reading


@dataclass(frozen=True)
class Asked:
    """One request: its row, what was said of it, how it ended if it did."""

    row: CopyRow
    record: OpenRecord[CopyRequest]
    outcome: CopyOutcome | None

    @property
    def said(self) -> CopyRequest:
        """The request as last corrected."""
        return self.record.content


def requests_of(reading: Reading, dossier: Dossier) -> list[Asked]:
    """The requests about this dossier, the latest first. Compartment 7 is enough."""
    said = {r.content.request: r for r in reading.of(CopyRequest)}
    outcomes = {r.content.request: r.content for r in reading.of(CopyOutcome)}
    rows = CopyRow.objects.filter(dossier=dossier)
    return [
        Asked(row, said[str(row.pk)], outcomes.get(str(row.pk)))
        for row in rows
        if str(row.pk) in said
    ]


def request_of(reading: Reading, dossier: Dossier, request: UUID) -> Asked:
    """One request of this dossier, or KeyNotHeld."""
    found = next((a for a in requests_of(reading, dossier) if a.row.pk == request), None)
    if found is None:
        raise KeyNotHeld
    return found


def choices_of(reading: Reading, request: UUID) -> dict[tuple[UUID, int], OpenRecord[ItemChoice]]:
    """What was decided for a request: record and version of the entry -> the choice."""
    return {
        (UUID(r.content.item), r.content.version): r
        for r in reading.of(ItemChoice)
        if r.content.request == str(request)
    }


def second_readings(reading: Reading, request: UUID) -> list[OpenRecord[SecondReading]]:
    """The second readings asked for a request, the latest first."""
    found = [r for r in reading.of(SecondReading) if r.content.request == str(request)]
    return sorted(found, key=lambda r: (r.content.asked_on, r.id.hex), reverse=True)


def remarks_about(reading: Reading, record: UUID) -> list[OpenRecord[Remark]]:
    """Her remarks about one record, the first one first."""
    found = [r for r in reading.of(Remark) if r.content.about == str(record)]
    return sorted(found, key=lambda r: r.content.on)
