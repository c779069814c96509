"""Give entries their place in an organisation's chain, with the shortest wait for everyone else.

The journal's head is one row that all writers queue for. On PostgreSQL a reading, which is one
entry, is linked by the database in one statement: outside a transaction, the row is then held
without waiting for the program at all. Several entries, or SQLite, are linked here under a lock.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, models, transaction

from entrenous.journal.models import Entry, JournalHead
from entrenous.vault import journal as chain

_Value = UUID | datetime | str | int | bytes | None

# `chain.link` in SQL. Its bytes are canonical JSON, where only the place is not known yet.
_LINK_ONE: Final = """
WITH head AS (
    UPDATE journal_journalhead
    SET size = size + 1,
        chain = sha256(
            %(label)s::bytea
            || int8send(%(length)s + octet_length((size + 1)::text)) || chain
            || %(before)s::bytea || convert_to((size + 1)::text, 'UTF8') || %(after)s::bytea
        )
    WHERE organisation_id = %(organisation)s::uuid
    RETURNING size, chain
)
INSERT INTO journal_entry (
    organisation_id, seq, at, actor, act, container, record, version, blob_hash, about, basis,
    detail, signature, chain
)
SELECT
    %(organisation)s::uuid, head.size, %(at)s::timestamptz, %(actor)s::uuid, %(act)s,
    %(container)s::uuid, %(record)s::uuid, %(version)s::integer, %(blob_hash)s::bytea,
    %(about)s::uuid, %(basis)s, %(detail)s::bytea, %(signature)s::bytea, head.chain
FROM head
"""


# In SQL too: put together by the ORM, these cost more than the links they carry.
_HEAD: Final = "SELECT size, chain FROM journal_journalhead WHERE organisation_id = %s"
_CARRY: Final = "UPDATE journal_journalhead SET size = %s, chain = %s WHERE organisation_id = %s"
_INSERT: Final = """
INSERT INTO journal_entry (
    organisation_id, seq, at, actor, act, container, record, version, blob_hash, about, basis,
    detail, signature, chain
) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_ID: Final = models.UUIDField()


def append(organisation: UUID, entries: Sequence[Entry]) -> None:
    """Link entries, in order, and store them: all of them or, on any error, none.

    entries  without `seq` nor `chain`, which they receive here or in the database
    """
    if len(entries) != 1 or connection.vendor != "postgresql" or not _link_there(entries[0]):
        _link_here(organisation, entries)


def _link_there(entry: Entry) -> bool:
    """Let PostgreSQL link one entry. False, nothing done: the organisation has no head yet."""
    entry.seq = 0
    before, after = canonical(entry).split(b'"seq":0')
    before += b'"seq":'
    around: dict[str, _Value] = {
        "label": chain.LABEL,
        "length": len(before) + len(after),
        "before": before,
        "after": after,
    }
    # Nested, a failure must fail the whole act; alone, the statement commits by itself.
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(_LINK_ONE, around | _columns(entry))
        return bool(cursor.rowcount)


def _columns(entry: Entry) -> dict[str, _Value]:
    return {
        "organisation": entry.organisation_id,
        "at": entry.at,
        "actor": entry.actor,
        "act": str(entry.act),
        "container": entry.container,
        "record": entry.record,
        "version": entry.version,
        "blob_hash": _raw(entry.blob_hash),
        "about": entry.about,
        "basis": entry.basis,
        "detail": _raw(entry.detail),
        "signature": _raw(entry.signature),
    }


# No savepoint: a failure must fail the whole act, and the head is held one exchange less.
@transaction.atomic(savepoint=False)
def _link_here(organisation: UUID, entries: Sequence[Entry]) -> None:
    size, last = _lock(organisation)
    for seq, entry in enumerate(entries, start=size + 1):
        entry.seq = seq
        last = entry.chain = chain.link(last, canonical(entry))
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, [_row(entry) for entry in entries])
        cursor.execute(_CARRY, [size + len(entries), last, _key(organisation)])


def _lock(organisation: UUID) -> tuple[int, bytes]:
    """The last link, held until the end of the transaction; the first of all when there is none."""
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD + held, [_key(organisation)])
        row = cursor.fetchone()
    if row is None:
        JournalHead.objects.get_or_create(organisation_id=organisation)
        return _lock(organisation)
    return row[0], bytes(row[1])


def _key(organisation: UUID) -> UUID | str:
    """An id as this database stores it."""
    stored: UUID | str = _ID.get_db_prep_value(organisation, connection)
    return stored


def _row(entry: Entry) -> list[_Value]:
    """What `_INSERT` takes: a whole line, as this database stores it."""
    known = _columns(entry)
    placed = {"organisation": known.pop("organisation"), "seq": entry.seq}
    return [_stored(value) for value in (placed | known | {"chain": _raw(entry.chain)}).values()]


def _stored(value: _Value) -> _Value:
    if isinstance(value, UUID):
        return _key(value)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def canonical(entry: Entry) -> bytes:
    """The bytes of an entry that the chain covers; the sealed detail by its hash only."""
    return chain.canonical(
        {
            "organisation": str(entry.organisation_id),
            "seq": entry.seq,
            "at": entry.at.isoformat(),
            "actor": _text(entry.actor),
            "act": str(entry.act),
            "container": _text(entry.container),
            "record": _text(entry.record),
            "version": entry.version,
            "blob_hash": _hex(entry.blob_hash),
            "about": _text(entry.about),
            "basis": entry.basis,
            "detail": hashlib.sha256(bytes(entry.detail)).hexdigest() if entry.detail else None,
            "signature": _hex(entry.signature),
        }
    )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _raw(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)


def _hex(value: bytes | memoryview | None) -> str | None:
    return None if value is None else bytes(value).hex()
