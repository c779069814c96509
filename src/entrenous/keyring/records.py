"""Sealed records: typed content written into a container and read back, whole or said damaged.

A kind of content is a frozen dataclass declared with `@sealed_kind(code, compartment)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID, uuid4

import msgspec
from django.db import transaction
from django.utils import timezone

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models, witness
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.heads import (
    COLUMNS,
    StoredRow,
    as_stored,
    checked_counters,
    doubtful,
    row_of,
    stored_heads,
    stored_rows,
    write_heads,
)
from entrenous.keyring.kinds import (
    code_of,
    compartment_of,
    declared_kinds,
    kind_of,
    sealed_kind,
)
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment, ContainerKey
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import RecordOpener, RecordPlace, seal_record

T = TypeVar("T")


class Author(Protocol):
    """Whoever writes: an agent's open vault, or the person in her own space."""

    @property
    def actor(self) -> UUID:
        """Whom the record and the journal name."""

    @property
    def organisation(self) -> UUID:
        """Whose journal."""


__all__ = [
    "Author",
    "DamagedRecord",
    "OpenRecord",
    "Reading",
    "StoredRow",
    "accept_constat",
    "assemble",
    "compartment_of",
    "declared_kinds",
    "every_version",
    "first",
    "read",
    "read_many",
    "remove",
    "sealed_kind",
    "stored_rows",
    "versions",
    "write",
    "write_all",
]


@dataclass(frozen=True)
class OpenRecord(Generic[T]):
    """One record as it was opened: its latest version, by whom and on which day."""

    id: UUID
    version: int
    author: UUID
    written_on: date
    content: T


@dataclass(frozen=True)
class DamagedRecord:
    """A record that does not open. The rest of its container does."""

    id: UUID
    version: int
    kind: int
    written_on: date


@dataclass(frozen=True)
class Reading:
    """What a container gave: the records, those that are damaged, the compartments in doubt.

    lost  what the journal tells and the rows do not show: the whole was put back to a former day
    """

    records: list[OpenRecord[Any]] = field(default_factory=list)
    damaged: list[DamagedRecord] = field(default_factory=list)
    doubtful: frozenset[Compartment] = frozenset()
    lost: tuple[witness.Lost, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing, altered or older than it should be."""
        return not self.damaged and not self.doubtful and not self.lost

    def of(self, cls: type[T]) -> list[OpenRecord[T]]:
        """The records of one kind, in the order they were first written."""
        return [r for r in self.records if isinstance(r.content, cls)]

    def one(self, cls: type[T]) -> OpenRecord[T] | None:
        """The only record of its kind, or None."""
        return next(iter(self.of(cls)), None)

    def find(self, cls: type[T], record: UUID) -> OpenRecord[T] | None:
        """One record of a kind by its id: an id of another kind finds nothing."""
        return next((r for r in self.of(cls) if r.id == record), None)

    def by_id(self, record: UUID) -> OpenRecord[Any] | None:
        """One record by its id, or None."""
        return next((r for r in self.records if r.id == record), None)


def read(opened: OpenContainer, *kinds: type[Any]) -> Reading:
    """Open the latest version of every record that the keys cover, or of some kinds only.

    kinds   only their compartments are fetched and held against their heads
    returns what opened, what is damaged, the compartments whose head does not match, and what
            the journal tells that is not there, in whatever compartment
    source  04-seal §3.3, 00-decisions 20
    """
    asked = {compartment_of(kind) for kind in kinds} or set(Compartment)
    covered = [int(c) for c in sorted(asked) if c and opened.covers(c)]
    rows = stored_rows(opened, covered)
    reading = assemble(opened, rows, stored_heads(opened, covered), *kinds)
    return replace(reading, lost=witness.lost(opened))


def assemble(
    opened: OpenContainer,
    rows: list[StoredRow],
    heads: list[models.HeadRow],
    *kinds: type[Any],
) -> Reading:
    """Open rows that were already fetched, and hold them against their heads."""
    codes = {code_of(k) for k in kinds}
    latest = {row.record: row for row in rows}  # rows come in the order of versions
    reading = Reading(doubtful=doubtful(opened, rows, heads))
    opening = _Opening(opened)
    for row in latest.values():
        if not codes or row.kind in codes:
            opening.into(reading, row)
    return reading


def read_many(containers: Iterable[OpenContainer], *kinds: type[Any]) -> dict[UUID, Reading]:
    """Open some kinds in many containers, in one query. Heads are checked at opening, not here."""
    codes = [code_of(k) for k in kinds]
    by_id = {c.id: c for c in containers}
    rows = models.Record.objects.filter(container_id__in=by_id, kind__in=codes)
    found: dict[UUID, dict[UUID, StoredRow]] = {c: {} for c in by_id}
    for container, *columns in rows.order_by("version").values_list("container_id", *COLUMNS):
        row = StoredRow._make(columns)
        found[container][row.record] = row
    readings = {c: Reading() for c in by_id}
    for container, latest in found.items():
        opening = _Opening(by_id[container])
        for row in latest.values():
            if by_id[container].covers(Compartment(row.compartment)):
                opening.into(readings[container], row)
    return readings


def versions(opened: OpenContainer, record: UUID) -> list[OpenRecord[Any]]:
    """Every version of one record that opens, the latest first."""
    reading, opening = Reading(), _Opening(opened)
    for row in stored_rows(opened, list(Compartment), record=record):
        if opened.covers(Compartment(row.compartment)):
            opening.into(reading, row)
    return sorted(reading.records, key=lambda r: r.version, reverse=True)


def every_version(opened: OpenContainer) -> list[OpenRecord[Any]]:
    """Every version of every record that the keys cover and that opens, in one query."""
    reading, opening = Reading(), _Opening(opened)
    for row in stored_rows(opened, [c for c in Compartment if c and opened.covers(c)]):
        opening.into(reading, row)
    return reading.records


def write(
    opened: OpenContainer,
    content: Any,
    *,
    by: Author,
    record: UUID | None = None,
    based_on: int | None = None,
    act: Act | None = None,
) -> journal.Written:
    """Write a record, or a new version of one. Call inside `transaction.atomic`, after `writing`.

    record    the record to correct; None makes a new one
    based_on  the version that the author was reading; EditedMeanwhile if it is not the latest
    raises    KeyNotHeld, Damaged (writing waits for a constat), EditedMeanwhile
    """
    compartment = compartment_of(type(content))
    rows = stored_rows(opened, [int(compartment)])
    record = record or uuid4()
    version = max((r.version for r in rows if r.record == record), default=0)
    if based_on is not None and based_on != version:
        raise EditedMeanwhile(record, version)
    made = _Made(record, version + 1, content)
    return _write(opened, rows, [made], by=by, act=act)[0]


def write_all(
    opened: OpenContainer, contents: Sequence[Any], *, by: Author, ids: Sequence[UUID] = ()
) -> list[UUID]:
    """Write many new records, each compartment's head checked and carried once.

    ids     new ones, when a content already names another; drawn otherwise
    returns their ids, in the order of `contents`
    raises  KeyNotHeld, Damaged; nothing is then written
    """
    ids = ids or [uuid4() for _ in contents]
    fresh = [_Made(record, 1, content) for record, content in zip(ids, contents, strict=True)]
    if fresh:
        with transaction.atomic():
            rows = stored_rows(opened, {int(made.compartment) for made in fresh})
            _write(opened, rows, fresh, by=by)
    return [made.record for made in fresh]


class _Made(NamedTuple):
    record: UUID
    version: int
    content: Any

    @property
    def compartment(self) -> Compartment:
        return compartment_of(type(self.content))


def _write(
    opened: OpenContainer,
    rows: list[StoredRow],
    fresh: list[_Made],
    *,
    by: Author,
    act: Act | None = None,
) -> list[journal.Written]:
    """Write what was made. `rows`: every row of the compartments it goes to."""
    keys = {c: opened.key_for(c) for c in sorted({made.compartment for made in fresh})}
    counters = checked_counters(opened, keys, rows)
    witness.hold(opened, [made.record for made in fresh])
    sealed = [_seal(opened, keys[made.compartment], made, author=by.actor) for made in fresh]
    models.Record.objects.bulk_create(sealed)
    stored = [as_stored(row) for row in sealed]
    write_heads(opened, counters, [*rows, *stored])
    written = [
        journal.Written(row.record, row.version, row.blob_hash) for row in map(row_of, stored)
    ]
    lines = [
        journal.Line(act or _default_act(each.version), container=opened.id, written=each)
        for each in written
    ]
    journal.record_all(lines, organisation=by.organisation, actor=by.actor)
    return written


def _default_act(version: int) -> Act:
    return Act.RECORD_WRITTEN if version == 1 else Act.RECORD_CORRECTED


def _seal(opened: OpenContainer, key: ContainerKey, made: _Made, *, author: UUID) -> models.Record:
    code = code_of(type(made.content))
    at = RecordPlace(opened.place, made.compartment, code, made.record, made.version)
    return models.Record(
        container_id=opened.id,
        epoch=opened.place.epoch,
        compartment=int(made.compartment),
        kind=code,
        record=made.record,
        version=made.version,
        author=author,
        written_on=timezone.localdate(),
        blob=seal_record(msgspec.json.encode(made.content), key=key, at=at),
    )


def remove(opened: OpenContainer, record: UUID, *, by: Author, act: Act) -> None:
    """Take every version of a record out of its container. The journal keeps the trace."""
    target = models.Record.objects.filter(container_id=opened.id, record=record)
    compartment = Compartment(target.values_list("compartment", flat=True)[:1].get())
    opened.key_for(compartment)
    rows = stored_rows(opened, [int(compartment)])
    counters = checked_counters(opened, [compartment], rows)
    witness.hold(opened, [record])
    target.delete()
    write_heads(opened, counters, [r for r in rows if r.record != record])
    by_record = journal.Written(record, max(r.version for r in rows if r.record == record), b"")
    journal.record(
        act,
        organisation=by.organisation,
        actor=by.actor,
        container=opened.id,
        written=by_record,
    )


def accept_constat(opened: OpenContainer, *, by: Keyring) -> frozenset[Compartment]:
    """Carry a new head over what is left, after the holder was shown what is missing.

    The journal names the compartments and what it still told that is not there; damaged rows
    stay where they are, still shown as such.
    """
    covered = [int(c) for c in Compartment if c and opened.covers(c)]
    rows = stored_rows(opened, covered)
    heads = stored_heads(opened, covered)
    in_doubt = doubtful(opened, rows, heads)
    former = {head.compartment: head.counter for head in heads}
    counters = {int(c): former.get(c, 0) for c in sorted(in_doubt)}
    write_heads(opened, counters, [r for r in rows if r.compartment in counters])
    for compartment in sorted(in_doubt):
        journal.record(
            Act.CONSTAT,
            organisation=by.organisation,
            actor=by.actor,
            container=opened.id,
            basis=f"compartment.{int(compartment)}",
        )
    witness.accept(opened, by=by)
    return in_doubt


class _Opening:
    """Opens rows of one container; each compartment's key is derived once."""

    def __init__(self, opened: OpenContainer) -> None:
        self._opened = opened
        self._openers: dict[int, RecordOpener] = {}

    def into(self, reading: Reading, row: StoredRow) -> None:
        """Add a row to a reading, opened or said damaged."""
        compartment, kind, record, version, author, written_on, blob = row
        try:
            opener = self._openers.get(compartment) or self._opener(compartment)
            clear = opener.open(bytes(blob), kind=kind, record=record, version=version)
            content = _decoder(kind).decode(clear)
        except (NotOpened, KeyError, ValueError, msgspec.MsgspecError):
            reading.damaged.append(DamagedRecord(record, version, kind, written_on))
        else:
            reading.records.append(OpenRecord(record, version, author, written_on, content))

    def _opener(self, compartment: int) -> RecordOpener:
        named = Compartment(compartment)
        opener = RecordOpener(self._opened.key_for(named), self._opened.place, named)
        self._openers[compartment] = opener
        return opener


@cache
def _decoder(kind: int) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind_of(kind))


def first(records: list[OpenRecord[T]]) -> T | None:
    """The content of the first record, or None."""
    return records[0].content if records else None
