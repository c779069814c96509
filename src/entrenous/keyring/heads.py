"""The rows of a container as they are stored, and the heads that notice what is missing.

04-seal §3.3: one head per compartment, sealed under its key, over every version of every record.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from entrenous.keyring import models
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import Head, Row


class StoredRow(NamedTuple):
    """A row of Record, without the weight of a model: 200 are read at a time."""

    compartment: int
    kind: int
    record: UUID
    version: int
    author: UUID
    written_on: date
    blob: bytes


COLUMNS = StoredRow._fields


def stored_rows(
    opened: OpenContainer, compartments: Iterable[int], *, record: UUID | None = None
) -> list[StoredRow]:
    """The rows of some compartments (or of one record there), oldest versions first, sealed."""
    rows = models.Record.objects.filter(container_id=opened.id, compartment__in=list(compartments))
    rows = rows.filter(record=record) if record else rows
    return [StoredRow._make(c) for c in rows.order_by("version", "pk").values_list(*COLUMNS)]


def as_stored(row: models.Record) -> StoredRow:
    """A whole row as the light ones are."""
    return StoredRow._make(getattr(row, name) for name in COLUMNS)


def row_of(stored: StoredRow) -> Row:
    """What a head remembers of a row."""
    return Row.of(stored.record, stored.version, bytes(stored.blob))


def stored_heads(opened: OpenContainer, compartments: Iterable[int]) -> list[models.HeadRow]:
    """The heads of some compartments."""
    return list(
        models.HeadRow.objects.filter(container_id=opened.id, compartment__in=list(compartments))
    )


def rows_and_heads(
    containers: Iterable[OpenContainer], compartment: Compartment
) -> tuple[dict[UUID, list[StoredRow]], dict[UUID, list[models.HeadRow]]]:
    """The rows of one compartment in many containers, oldest versions first, and its heads."""
    ids = [opened.id for opened in containers]
    rows: dict[UUID, list[StoredRow]] = {container: [] for container in ids}
    heads: dict[UUID, list[models.HeadRow]] = {container: [] for container in ids}
    found = models.Record.objects.filter(container_id__in=ids, compartment=int(compartment))
    for container, *row in found.order_by("version", "pk").values_list("container_id", *COLUMNS):
        rows[container].append(StoredRow._make(row))
    for head in models.HeadRow.objects.filter(container_id__in=ids, compartment=int(compartment)):
        heads[head.container_id].append(head)
    return rows, heads


def doubtful(
    opened: OpenContainer, rows: list[StoredRow], heads: list[models.HeadRow]
) -> frozenset[Compartment]:
    """The compartments whose head is missing, does not open, or was made over other rows."""
    by_compartment = {h.compartment: h for h in heads}
    kept = _by_compartment(by_compartment, rows)
    return frozenset(
        Compartment(c)
        for c, present in kept.items()
        if not _matches(opened, by_compartment.get(c), present)
    )


def _by_compartment(compartments: Iterable[int], rows: Iterable[StoredRow]) -> dict[int, list[Row]]:
    """What the heads of these compartments, and of those of the rows, are made over."""
    kept: dict[int, list[Row]] = {int(c): [] for c in compartments}
    for row in rows:
        kept.setdefault(row.compartment, []).append(row_of(row))
    return kept


def checked_counters(
    opened: OpenContainer, compartments: Iterable[int], rows: list[StoredRow]
) -> dict[int, int]:
    """The counters of the current heads; 0 for an empty compartment. Damaged if rows differ.

    rows  every row of these compartments
    """
    asked = _by_compartment(compartments, rows)
    known = {head.compartment: head for head in stored_heads(opened, asked)}
    for compartment, present in asked.items():
        head = known.get(compartment)
        if (head or present) and not _matches(opened, head, present):
            raise Damaged
    return {c: known[c].counter if c in known else 0 for c in asked}


def write_heads(opened: OpenContainer, counters: dict[int, int], rows: Iterable[StoredRow]) -> None:
    """Carry new heads over these rows, after the heads of these counters: one statement."""
    kept = _by_compartment(counters, rows)
    models.HeadRow.objects.bulk_create(
        [_head(opened, Compartment(c), counters[c] + 1, kept[c]) for c in counters],
        update_conflicts=True,
        unique_fields=["container", "compartment"],
        update_fields=["epoch", "counter", "blob"],
    )


def _head(
    opened: OpenContainer, compartment: Compartment, counter: int, rows: list[Row]
) -> models.HeadRow:
    return models.HeadRow(
        container_id=opened.id,
        compartment=int(compartment),
        epoch=opened.place.epoch,
        counter=counter,
        blob=Head.over(counter, rows).seal(
            key=opened.key_for(compartment), place=opened.place, compartment=compartment
        ),
    )


def _matches(opened: OpenContainer, head: models.HeadRow | None, rows: list[Row]) -> bool:
    if head is None:
        return False
    compartment = Compartment(head.compartment)
    try:
        known = Head.open(
            bytes(head.blob),
            key=opened.key_for(compartment),
            place=opened.place,
            compartment=compartment,
            counter=head.counter,
        )
    except NotOpened:
        return False
    return known.matches(rows)
