"""Sealed records: typed content written into a container and read back, whole or said damaged.

A kind of content is a frozen dataclass declared with `@sealed_kind(code, compartment)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID, uuid4

import msgspec
from django.utils import timezone

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.primitives import NotOpened
from entrenous.vault.sealing import Head, RecordOpener, RecordPlace, Row, seal_record

T = TypeVar("T")
_KINDS: dict[int, type[Any]] = {}
_CODES: dict[type[Any], tuple[int, Compartment]] = {}


def sealed_kind(code: int, compartment: Compartment) -> Callable[[type[T]], type[T]]:
    """Declare a frozen dataclass as the content of a sealed record.

    code    frozen once used: it is inside every seal (00-decisions 15). 1 to 32,767
    raises  ValueError when the code is taken
    """

    def declare(cls: type[T]) -> type[T]:
        if code in _KINDS:
            raise ValueError(f"record kind {code} is taken by {_KINDS[code].__name__}")
        _KINDS[code] = cls
        _CODES[cls] = (code, compartment)
        return cls

    return declare


def declared_kinds() -> dict[int, type[Any]]:
    """Every declared kind: code -> dataclass. The canary tests go through all their fields."""
    return dict(_KINDS)


def code_of(cls: type[Any]) -> int:
    """The frozen code of a kind: rows of that kind can be counted without being opened."""
    return _CODES[cls][0]


def compartment_of(cls: type[Any]) -> Compartment:
    """The compartment where this kind of content lives."""
    return _CODES[cls][1]


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
    """What a container gave: the records, those that are damaged, the compartments in doubt."""

    records: list[OpenRecord[Any]] = field(default_factory=list)
    damaged: list[DamagedRecord] = field(default_factory=list)
    doubtful: frozenset[Compartment] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing, altered or older than it should be."""
        return not self.damaged and not self.doubtful

    def of(self, cls: type[T]) -> list[OpenRecord[T]]:
        """The records of one kind, in the order they were first written."""
        return [r for r in self.records if isinstance(r.content, cls)]

    def one(self, cls: type[T]) -> OpenRecord[T] | None:
        """The only record of its kind, or None."""
        return next(iter(self.of(cls)), None)

    def by_id(self, record: UUID) -> OpenRecord[Any] | None:
        """One record by its id, or None."""
        return next((r for r in self.records if r.id == record), None)


class StoredRow(NamedTuple):
    """A row of Record, without the weight of a model: 200 are read at a time."""

    compartment: int
    kind: int
    record: UUID
    version: int
    author: UUID
    written_on: date
    blob: bytes


_COLUMNS = StoredRow._fields


def read(opened: OpenContainer, *kinds: type[Any]) -> Reading:
    """Open the latest version of every record that the keys cover (or only some kinds).

    returns what opened, what is damaged, and the compartments whose head does not match
    source  04-seal §3.3, 00-decisions 20
    """
    covered = [int(c) for c in Compartment if c and opened.covers(c)]
    rows = stored_rows(opened, covered)
    heads = models.HeadRow.objects.filter(container_id=opened.id, compartment__in=covered)
    return assemble(opened, rows, list(heads), *kinds)


def assemble(
    opened: OpenContainer,
    rows: list[StoredRow],
    heads: list[models.HeadRow],
    *kinds: type[Any],
) -> Reading:
    """Open rows that were already fetched, and hold them against their heads."""
    codes = {_CODES[k][0] for k in kinds}
    latest = {row.record: row for row in rows}  # rows come in the order of versions
    reading = Reading(doubtful=_doubtful(opened, rows, heads))
    opening = _Opening(opened)
    for row in latest.values():
        if not codes or row.kind in codes:
            opening.into(reading, row)
    return reading


def read_many(containers: Iterable[OpenContainer], *kinds: type[Any]) -> dict[UUID, Reading]:
    """Open some kinds in many containers, in one query. Heads are checked at opening, not here."""
    codes = [_CODES[k][0] for k in kinds]
    by_id = {c.id: c for c in containers}
    rows = models.Record.objects.filter(container_id__in=by_id, kind__in=codes)
    found: dict[UUID, dict[UUID, StoredRow]] = {c: {} for c in by_id}
    for container, *columns in rows.order_by("version").values_list("container_id", *_COLUMNS):
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
    for row in stored_rows(opened, list(Compartment)):
        if row.record == record and opened.covers(Compartment(row.compartment)):
            opening.into(reading, row)
    return sorted(reading.records, key=lambda r: r.version, reverse=True)


def write(
    opened: OpenContainer,
    content: Any,
    *,
    by: Keyring,
    record: UUID | None = None,
    based_on: int | None = None,
    act: Act | None = None,
) -> journal.Written:
    """Write a record, or a new version of one. Call inside `transaction.atomic`, after `writing`.

    record    the record to correct; None makes a new one
    based_on  the version that the author was reading; EditedMeanwhile if it is not the latest
    raises    KeyNotHeld, Damaged (writing waits for a constat), EditedMeanwhile
    """
    code, compartment = _CODES[type(content)]
    key = opened.key_for(compartment)
    rows = stored_rows(opened, [int(compartment)])
    counter = _checked_counter(opened, compartment, rows)
    record = record or uuid4()
    version = max((r.version for r in rows if r.record == record), default=0)
    if based_on is not None and based_on != version:
        raise EditedMeanwhile(record, version)
    at = RecordPlace(opened.place, compartment, code, record, version + 1)
    blob = seal_record(msgspec.json.encode(content), key=key, at=at)
    models.Record.objects.create(
        container_id=opened.id,
        epoch=opened.place.epoch,
        compartment=int(compartment),
        kind=code,
        record=record,
        version=version + 1,
        author=by.agent.pk,
        written_on=timezone.localdate(),
        blob=blob,
    )
    made = Row.of(record, version + 1, blob)
    _write_head(opened, compartment, counter, [*map(_row, rows), made])
    written = journal.Written(record, version + 1, made.blob_hash)
    default = Act.RECORD_CORRECTED if version else Act.RECORD_WRITTEN
    journal.record(
        act or default,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=opened.id,
        written=written,
    )
    return written


def remove(opened: OpenContainer, record: UUID, *, by: Keyring, act: Act) -> None:
    """Take every version of a record out of its container. The journal keeps the trace."""
    target = models.Record.objects.filter(container_id=opened.id, record=record)
    compartment = Compartment(target.values_list("compartment", flat=True)[:1].get())
    opened.key_for(compartment)
    rows = stored_rows(opened, [int(compartment)])
    counter = _checked_counter(opened, compartment, rows)
    target.delete()
    _write_head(opened, compartment, counter, [_row(r) for r in rows if r.record != record])
    by_record = journal.Written(record, max(r.version for r in rows if r.record == record), b"")
    journal.record(
        act,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=opened.id,
        written=by_record,
    )


def accept_constat(opened: OpenContainer, *, by: Keyring) -> frozenset[Compartment]:
    """Carry a new head over what is left, after the holder was shown what is missing.

    The journal names the compartments; damaged rows stay where they are, still shown as such.
    """
    covered = [int(c) for c in Compartment if c and opened.covers(c)]
    rows = stored_rows(opened, covered)
    heads = models.HeadRow.objects.filter(container_id=opened.id, compartment__in=covered)
    by_compartment = {h.compartment: h for h in heads}
    doubtful = _doubtful(opened, rows, list(heads))
    for compartment in sorted(doubtful):
        current = by_compartment.get(int(compartment))
        kept = [_row(r) for r in rows if r.compartment == compartment]
        _write_head(opened, compartment, current.counter if current else 0, kept)
        journal.record(
            Act.CONSTAT,
            organisation=by.organisation,
            actor=by.agent.pk,
            container=opened.id,
            basis=f"compartment.{int(compartment)}",
        )
    return doubtful


def stored_rows(opened: OpenContainer, compartments: Iterable[int]) -> list[StoredRow]:
    """The rows of some compartments, oldest versions first, still sealed."""
    rows = models.Record.objects.filter(container_id=opened.id, compartment__in=list(compartments))
    return [StoredRow._make(c) for c in rows.order_by("version", "pk").values_list(*_COLUMNS)]


def _row(stored: StoredRow) -> Row:
    return Row.of(stored.record, stored.version, stored.blob)


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
    return msgspec.json.Decoder(_KINDS[kind])


def _doubtful(
    opened: OpenContainer, rows: list[StoredRow], heads: list[models.HeadRow]
) -> frozenset[Compartment]:
    """The compartments whose head is missing, does not open, or was made over other rows."""
    by_compartment = {h.compartment: h for h in heads}
    kept: dict[int, list[Row]] = {c: [] for c in by_compartment}
    for row in rows:
        kept.setdefault(row.compartment, []).append(_row(row))
    return frozenset(
        Compartment(c)
        for c, present in kept.items()
        if not _matches(opened, by_compartment.get(c), present)
    )


def _matches(opened: OpenContainer, head: models.HeadRow | None, rows: list[Row]) -> bool:
    if head is None:
        return False
    try:
        return _open_head(opened, head).matches(rows)
    except NotOpened:
        return False


def _open_head(opened: OpenContainer, head: models.HeadRow) -> Head:
    compartment = Compartment(head.compartment)
    return Head.open(
        bytes(head.blob),
        key=opened.key_for(compartment),
        place=opened.place,
        compartment=compartment,
        counter=head.counter,
    )


def _checked_counter(opened: OpenContainer, compartment: Compartment, rows: list[StoredRow]) -> int:
    """The counter of the current head, which must match the rows; 0 for an empty compartment."""
    head = models.HeadRow.objects.filter(
        container_id=opened.id, compartment=int(compartment)
    ).first()
    if head is None and not rows:
        return 0
    if head is None or not _matches(opened, head, [_row(r) for r in rows]):
        raise Damaged
    return head.counter


def _write_head(
    opened: OpenContainer, compartment: Compartment, counter: int, rows: list[Row]
) -> None:
    blob = Head.over(counter + 1, rows).seal(
        key=opened.key_for(compartment), place=opened.place, compartment=compartment
    )
    models.HeadRow.objects.update_or_create(
        container_id=opened.id,
        compartment=int(compartment),
        defaults={"epoch": opened.place.epoch, "counter": counter + 1, "blob": blob},
    )


def first(records: list[OpenRecord[T]]) -> T | None:
    """The content of the first record, or None."""
    return records[0].content if records else None
