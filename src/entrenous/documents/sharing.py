"""Share a file with the person: its key goes, sealed, where her own key opens. Or take it back.

Compartment 5 stays closed to her: one shared file is one record of compartment 7, of this file
only. A new version of a document is not shared by itself: nothing is, without an act.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.documents.contents import Document, SharedDocument
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Reading
from entrenous.vault.containers import Compartment


@transaction.atomic
def share(by: Keyring, container: UUID, record: UUID) -> UUID:
    """Share the present version of a document; a former one is then no longer shared.

    returns the id of what the person reads: `queries.open_shared` takes it
    raises  KeyNotHeld: no such document, or no key for it; Damaged: a constat first
    """
    opened = by.writing(container)
    known = records.read_many([opened], Document)[opened.id].find(Document, record)
    if known is None:
        raise KeyNotHeld
    fresh = _shared(known.content, record)
    for former in _of(opened, record):
        if former.content.file == fresh.file:
            return former.id
        records.remove(opened, former.id, by=by, act=Act.DOCUMENT_UNSHARED)
    return records.write(opened, fresh, by=by, act=Act.DOCUMENT_SHARED).record


@transaction.atomic
def unshare(by: Keyring, container: UUID, record: UUID) -> bool:
    """Take a document back from the person's space; tells whether it was there. KeyNotHeld.

    What she read or kept is not taken back: pages say so.
    """
    opened = by.writing(container)
    opened.key_for(Compartment.DOCUMENTS)
    return withdraw(opened, record, by=by)


def withdraw(opened: OpenContainer, record: UUID, *, by: Keyring) -> bool:
    """`unshare`, in a container that the caller locked: the document itself goes away."""
    found = _of(opened, record)
    for each in found:
        records.remove(opened, each.id, by=by, act=Act.DOCUMENT_UNSHARED)
    return bool(found)


def follow(opened: OpenContainer, former: UUID, record: UUID, *, by: Keyring) -> None:
    """Say that a shared document has another record: two dossiers were merged."""
    for each in _of(opened, former):
        moved = each.content.of(record)
        records.write(opened, moved, by=by, record=each.id)


def shared_version(reading: Reading, record: UUID) -> SharedDocument | None:
    """What the person sees of a document, in a container that was read; None when nothing."""
    found = [r.content for r in reading.of(SharedDocument) if r.content.document == record]
    return found[-1] if found else None


def _of(opened: OpenContainer, record: UUID) -> list[records.OpenRecord[SharedDocument]]:
    reading = records.read_many([opened], SharedDocument)[opened.id]
    return [r for r in reading.of(SharedDocument) if r.content.document == record]


def _shared(document: Document, record: UUID) -> SharedDocument:
    return SharedDocument(
        document=record,
        file=document.file,
        key=document.key,
        title=document.title,
        kind=document.kind,
        size=document.size,
        sha256=document.sha256,
        shared_on=timezone.localdate(),
        on=document.on,
        is_hers=document.is_hers,
    )
