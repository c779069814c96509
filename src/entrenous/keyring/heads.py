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


def stored_rows(opened: OpenContainer, compartments: Iterable[int]) -> list[StoredRow]:
    """The rows of some compartments, oldest versions first, still sealed."""
    rows = models.Record.objects.filter(container_id=opened.id, compartment__in=list(compartments))
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


def doubtful(
    opened: OpenContainer, rows: list[StoredRow], heads: list[models.HeadRow]
) -> frozenset[Compartment]:
    """The compartments whose head is missing, does not open, or was made over other rows."""
    by_compartment = {h.compartment: h for h in heads}
    kept: dict[int, list[Row]] = {c: [] for c in by_compartment}
    for row in rows:
        kept.setdefault(row.compartment, []).append(row_of(row))
    return frozenset(
        Compartment(c)
        for c, present in kept.items()
        if not _matches(opened, by_compartment.get(c), present)
    )


def checked_counter(opened: OpenContainer, compartment: Compartment, rows: list[StoredRow]) -> int:
    """The counter of the current head; 0 for an empty compartment. Damaged if rows differ."""
    head = next(iter(stored_heads(opened, [int(compartment)])), None)
    if head is None and not rows:
        return 0
    if head is None or not _matches(opened, head, [row_of(r) for r in rows]):
        raise Damaged
    return head.counter


def write_head(
    opened: OpenContainer, compartment: Compartment, counter: int, rows: list[Row]
) -> None:
    """Carry a new head over these rows, after the head of that counter."""
    blob = Head.over(counter + 1, rows).seal(
        key=opened.key_for(compartment), place=opened.place, compartment=compartment
    )
    models.HeadRow.objects.update_or_create(
        container_id=opened.id,
        compartment=int(compartment),
        defaults={"epoch": opened.place.epoch, "counter": counter + 1, "blob": blob},
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
