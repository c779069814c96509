"""Hold a container's rows against the journal, which nobody rewrites: a return to a former day.

Heads say that rows agree with each other. Put back together, rows and heads of last week agree
too: only the journal names what came after (04-seal §3.3, 00-decisions 20).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.vault.sealing import Row

# Those that have a page for the constat. A directory is made again from the dossiers.
WITNESSED: Final = frozenset({models.Container.Kind.DOSSIER, models.Container.Kind.DEMANDE})
_BASIS: Final = "journal"
_ID: Final = UUIDField()
# By hand: the same query takes ten times longer to be written by the ORM than to be answered.
# A removal is journaled with an empty hash, an epoch as a record that has the container's id.
_CONTRADICTED: Final = """
SELECT e.id FROM journal_entry e
WHERE e.container = %s AND e.record IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM journal_entry later
    WHERE later.container = e.container AND later.record = e.record AND later.seq > e.seq
)
AND CASE
    WHEN e.record = e.container THEN NOT EXISTS (
        SELECT 1 FROM keyring_container c WHERE c.id = e.container AND c.epoch >= e.version
    )
    WHEN length(e.blob_hash) = 0 THEN EXISTS (
        SELECT 1 FROM keyring_record r WHERE r.container_id = e.container AND r.record = e.record
    )
    ELSE NOT EXISTS (
        SELECT 1 FROM keyring_record r
        WHERE r.container_id = e.container AND r.record = e.record AND r.version = e.version
    )
END
"""


@dataclass(frozen=True)
class Lost:
    """A write that the journal tells and that the rows do not show.

    is_key   a renewed key was replaced by a former one; `record` is the container's own id
    is_back  what was removed is there again
    """

    record: UUID
    version: int
    at: datetime
    actor: UUID | None
    is_key: bool
    is_back: bool


def lost(opened: OpenContainer) -> tuple[Lost, ...]:
    """What the last journaled write of each record says and the rows contradict, oldest first.

    One query, whatever the number of readings journaled; nothing is opened for it.
    """
    if opened.kind not in WITNESSED:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_CONTRADICTED, [_ID.get_db_prep_value(opened.id, connection)])
        found = [pk for (pk,) in cursor.fetchall()]
    if not found:
        return ()
    return tuple(
        Lost(
            entry.record,
            entry.version,
            entry.at,
            entry.actor,
            is_key=entry.record == opened.id,
            is_back=not bytes(entry.blob_hash or b""),
        )
        for entry in Entry.objects.filter(pk__in=found).order_by("seq")
        if entry.record is not None and entry.version is not None
    )


def hold(opened: OpenContainer, written: Iterable[UUID]) -> None:
    """Before a write: Damaged when the container was put back, so that it waits for a constat.

    Who holds one compartment cannot tell what is lost in the others: only `written` counts.
    """
    gone = lost(opened)
    if opened.covers(Compartment.WHOLE) and gone:
        raise Damaged
    mine = set(written)
    if any(each.record in mine for each in gone):
        raise Damaged


def accept(opened: OpenContainer, *, by: Keyring) -> tuple[Lost, ...]:
    """Journal what is there instead of what is lost; from then on it is what must be there."""
    gone = lost(opened) if opened.covers(Compartment.WHOLE) else ()
    lines = [
        journal.Line(Act.CONSTAT, container=opened.id, written=_found(opened, each), basis=_BASIS)
        for each in gone
    ]
    if lines:
        journal.record_all(lines, organisation=by.organisation, actor=by.agent.pk)
    return gone


def _found(opened: OpenContainer, each: Lost) -> journal.Written:
    if each.is_key:
        return epoch_written(opened)
    rows = models.Record.objects.filter(container_id=opened.id, record=each.record)
    row = rows.order_by("-version").first()
    if row is None:
        return journal.Written(each.record, each.version, b"")
    there = Row.of(each.record, row.version, bytes(row.blob))
    return journal.Written(there.record, there.version, there.blob_hash)


def epoch_written(opened: OpenContainer) -> journal.Written:
    """How the journal names the key of an epoch, so that its return is noticed too."""
    return journal.Written(opened.id, opened.place.epoch, opened.whole.key_id)
