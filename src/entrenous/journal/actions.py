"""Write the journal. An act and its entry are in one transaction, or neither exists."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Organisation
from entrenous.journal.acts import Act
from entrenous.journal.models import Checkpoint, Entry, JournalHead
from entrenous.vault import journal as chain


@dataclass(frozen=True)
class Written:
    """The record that an act wrote: its id, version and blob hash."""

    record: UUID
    version: int
    blob_hash: bytes


@dataclass(frozen=True)
class Line:
    """What an entry says, before it has a place in the chain.

    about   the agent or group concerned
    basis   a code, never a text
    detail  sealed bytes; free text is never in clear here
    """

    act: Act
    container: UUID | None = None
    written: Written | None = None
    about: UUID | None = None
    basis: str = ""
    detail: bytes | None = None
    signature: bytes | None = None


def record(
    act: Act,
    *,
    organisation: UUID,
    actor: UUID | None,
    container: UUID | None = None,
    written: Written | None = None,
    about: UUID | None = None,
    basis: str = "",
    detail: bytes | None = None,
    signature: bytes | None = None,
) -> Entry:
    """Add one entry at the end of the organisation's chain: `record_all` for one line."""
    line = Line(act, container, written, about, basis, detail, signature)
    return record_all([line], organisation=organisation, actor=actor)[0]


# No savepoint: a failure must fail the whole act, and the head is held one exchange less.
@transaction.atomic(savepoint=False)
def record_all(lines: Sequence[Line], *, organisation: UUID, actor: UUID | None) -> list[Entry]:
    """Add entries at the end of the organisation's chain, in order.

    raises  any database error: the caller's transaction then fails whole, so nothing is
            shown or done without its entry
    source  04-seal §3.12. Lock order: the journal's head is always taken last
    """
    head, _ = JournalHead.objects.select_for_update().get_or_create(organisation_id=organisation)
    size, last, now = head.size, bytes(head.chain), timezone.now().replace(microsecond=0)
    entries = []
    for line in lines:
        size += 1
        entry = _entry(line, organisation, actor, size, now)
        last = entry.chain = chain.link(last, canonical(entry))
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    head.size, head.chain = size, last
    head.save(update_fields=["size", "chain"])
    return entries


def _entry(line: Line, organisation: UUID, actor: UUID | None, seq: int, now: datetime) -> Entry:
    written = line.written
    return Entry(
        organisation_id=organisation,
        seq=seq,
        at=now,
        actor=actor,
        act=line.act,
        container=line.container,
        record=written.record if written else None,
        version=written.version if written else None,
        blob_hash=written.blob_hash if written else None,
        about=line.about,
        basis=line.basis,
        detail=line.detail,
        signature=line.signature,
    )


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


def make_checkpoint(organisation: Organisation) -> Checkpoint:
    """Sign the journal as it stands; print, mail or anchor the note outside."""
    with transaction.atomic():
        head, _ = JournalHead.objects.select_for_update().get_or_create(
            organisation_id=organisation.pk
        )
        leaves = [
            canonical(e)
            for e in Entry.objects.filter(organisation=organisation, seq__lte=head.size).iterator()
        ]
        signed = chain.Checkpoint(
            origin=f"entre-nous/{organisation.pk}",
            size=head.size,
            root=chain.merkle_root(leaves),
            chain=bytes(head.chain),
        ).note(keys_of(organisation.pk).journal)
        return Checkpoint.objects.create(
            organisation=organisation, size=head.size, made_at=timezone.now(), note=signed
        )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _hex(value: bytes | memoryview | None) -> str | None:
    return None if value is None else bytes(value).hex()
