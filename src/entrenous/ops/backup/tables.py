"""Rows of a table in a file, the same for SQLite and PostgreSQL, and back.

A file is a run of rows: four bytes of length, then a MessagePack array of the columns. Nothing is
opened and nothing is compressed: what is sealed stays as it is.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec
from django.core.management.color import no_style
from django.db import connection
from django.db.models import AutoField, Field, Model

from entrenous.ops.backup import parts
from entrenous.ops.backup.errors import BackupRefused

_LENGTH: Final = 4
_BATCH: Final = 500
_CHUNK: Final = 1 << 20


class Table(msgspec.Struct, frozen=True):
    """What a manifest says of one file of rows."""

    columns: list[str]
    rows: int
    sha256: str


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one instant; writers are not held back.

    raises  RuntimeError inside a transaction, whose own instant it would be
    """
    if connection.in_atomic_block:
        raise RuntimeError("a backup is not made inside a transaction")
    begin = {
        "postgresql": "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        "sqlite": "BEGIN DEFERRED",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def write(path: Path, columns: list[str], rows: Iterable[Sequence[Any]]) -> Table:
    """Write rows in a new file, for its owner only, and put them on the disk."""
    seen, count, encode = hashlib.sha256(), 0, msgspec.msgpack.Encoder().encode
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for row in rows:
            raw = encode(row)
            framed = len(raw).to_bytes(_LENGTH, "big") + raw
            seen.update(framed)
            file.write(framed)
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return Table(columns, count, seen.hexdigest())


def check(path: Path, told: Table) -> bool:
    """Tell whether a file of rows is the one that the manifest names."""
    try:
        return sha256(path) == told.sha256
    except OSError:
        return False


def sha256(path: Path) -> str:
    """The hash of a file, read by pieces."""
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            seen.update(piece)
    return seen.hexdigest()


def read(path: Path, told: Table) -> Iterator[dict[str, Any]]:
    """The rows of a file that was checked, by column."""
    decode = msgspec.msgpack.Decoder().decode
    with path.open("rb") as file:
        while head := file.read(_LENGTH):
            yield dict(
                zip(told.columns, decode(file.read(int.from_bytes(head, "big"))), strict=True)
            )


def insert(model: type[Model], rows: Iterable[dict[str, Any]], *, fresh_ids: bool = False) -> int:
    """Insert rows as they were, instants and ids included; returns how many.

    fresh_ids  let the database number them, for rows that come from another day
    """
    fields = [f for f in parts.fields_of(model) if not (fresh_ids and _is_numbered(f))]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(f.column)) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(parts.table_of(model))} ({names}) VALUES ({marks})"  # noqa: S608  # names of our own tables
    left, count = iter(rows), 0
    with connection.cursor() as cursor:
        while batch := list(islice(left, _BATCH)):
            cursor.executemany(statement, [_stored(fields, row) for row in batch])
            count += len(batch)
    return count


def _is_numbered(field: "Field[Any, Any]") -> bool:
    return isinstance(field, AutoField)


def _stored(fields: "Sequence[Field[Any, Any]]", row: dict[str, Any]) -> list[Any]:
    return [f.get_db_prep_save(f.to_python(row[f.attname]), connection) for f in fields]


def number_on(models: Sequence[type[Model]]) -> None:
    """Let the database's own numbers follow those that were inserted (PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def demand_empty(models: Sequence[type[Model]]) -> None:
    """BackupRefused unless the tables are there, and all empty."""
    there = set(connection.introspection.table_names())
    if any(parts.table_of(model) not in there for model in models):
        raise BackupRefused("La base n’est pas prête. Lancez d’abord : ./entrenous migrate")
    if any(parts.rows_of(model).exists() for model in models):
        raise BackupRefused(
            "La base n’est pas vide : rien n’a été changé. Une restauration se fait dans une base "
            "neuve (un autre ENTRENOUS_HOME, ou une autre DATABASE_URL), après « ./entrenous "
            "migrate »."
        )
