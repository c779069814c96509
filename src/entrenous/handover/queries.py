"""Read what is being passed on, and what was received."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.queries import ListRow, open_own
from entrenous.handover.codes import Refusal, State
from entrenous.handover.models import Batch, HandedDossier
from entrenous.handover.sheets import KINDS, Sheet, sheet_in
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring

_LISTED: Final = (PersonCard, *KINDS)


@dataclass(frozen=True)
class Waiting:
    """One dossier that its holder is about to pass on, or that was refused, by name."""

    id: UUID
    name: str
    sheet: Sheet
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Received:
    """One dossier that came to her, by name, and its sheet."""

    id: UUID
    name: str
    came_from: Agent
    came_on: date
    sheet: Sheet
    is_read: bool

    @property
    def has_words(self) -> bool:
        """Tell whether there is a sheet, or a word from her colleague, to read."""
        notes = self.sheet.notes
        said = notes and (notes.content.for_colleague or notes.content.not_told_because)
        return self.sheet.said is not None or bool(said)


def batch_of(by: Keyring, batch: UUID) -> Batch | None:
    """A batch of hers, or None."""
    return batches(by).filter(pk=batch).first()


def batches(by: Keyring) -> QuerySet[Batch]:
    """What she prepares or passes on, the latest first."""
    return Batch.objects.filter(outgoing=by.agent).select_related("incoming")


def open_batches(by: Keyring) -> QuerySet[Batch]:
    """Those that are not over."""
    return batches(by).filter(ended_at=None)


def waiting(by: Keyring, batch: Batch) -> list[Waiting]:
    """What waits or was refused, by name. One journal entry; what left is not opened any more."""
    lines = {
        line.dossier_id: line
        for line in batch.lines.filter(state__in=(State.WAITING, State.REFUSED))
    }
    rows, readings = open_own(by, Act.LIST_OPENED, *_LISTED)
    return [
        Waiting(
            row.dossier.pk,
            row.sorted_name,
            sheet_in(readings[row.dossier.pk], by.agent.pk),
            _refusal(lines[row.dossier.pk]),
        )
        for row in rows
        if row.dossier.pk in lines
    ]


def choosable(by: Keyring) -> list[ListRow]:
    """Her own dossiers, by name, but those that are being passed on."""
    rows, _ = open_own(by, Act.LIST_OPENED, *_LISTED)
    going = HandedDossier.objects.filter(state=State.WAITING, batch__started_at__isnull=False)
    under_way = set(going.values_list("dossier", flat=True))
    mine = by.agent.pk
    return [r for r in rows if r.dossier.referent_id == mine and r.dossier.pk not in under_way]


def received_rows(by: Keyring) -> QuerySet[HandedDossier]:
    """What came to her and is still hers, not read yet first."""
    hers = Dossier.objects.filter(referent=by.agent, merged_into=None)
    rows = HandedDossier.objects.filter(
        batch__incoming=by.agent, state=State.DONE, dossier__in=hers
    )
    return rows.select_related("batch__outgoing").order_by("-done_at", "-pk")


def received(by: Keyring) -> list[Received]:
    """The dossiers that came to her: those whose sheet she has not read first, then by name."""
    lines: dict[UUID, HandedDossier] = {}
    for line in received_rows(by):
        lines.setdefault(line.dossier_id, line)
    rows, readings = open_own(by, Act.LIST_OPENED, *_LISTED) if lines else ([], {})
    found = [
        _received(row, sheet_in(readings[row.dossier.pk], by.agent.pk), lines[row.dossier.pk])
        for row in rows
        if row.dossier.pk in lines
    ]
    return sorted(found, key=lambda each: each.is_read)


def unread(by: Keyring) -> int:
    """How many sheets wait for her. Reads ids only."""
    rows = received_rows(by).filter(acknowledged_at=None)
    return rows.values("dossier").distinct().count()


def _received(row: ListRow, sheet: Sheet, line: HandedDossier) -> Received:
    at = line.done_at or timezone.now()
    return Received(
        row.dossier.pk,
        row.sorted_name,
        line.batch.outgoing,
        timezone.localdate(at),
        sheet,
        line.acknowledged_at is not None,
    )


def _refusal(line: HandedDossier) -> Refusal | None:
    return Refusal(line.refusal) if line.refusal else None
