"""Attach a file to a container, say what it is, take it away. Journaled with each write."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.documents import sharing, store
from entrenous.documents.arriving import SealedUpload
from entrenous.documents.contents import Document
from entrenous.documents.models import StoredFile
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord


@transaction.atomic
def attach(
    by: Keyring,
    container: UUID,
    upload: SealedUpload,
    *,
    label: str = "",
    on: date | None = None,
    purpose: str = "",
    is_hers: bool = False,
) -> UUID:
    """Keep a file that arrived with this request in a container; returns the id of its record.

    upload  from `FileField`, in the same request; what no act attaches is gone at its end
    raises  KeyNotHeld: no key for documents; Damaged: a constat first; VaultClosed;
            ValueError: the file was refused. The file is then gone too
    """
    opened = by.writing(container)
    said = {"label": label, "purpose": purpose}
    written = attach_to(opened, upload, by=by, on=on, is_hers=is_hers, **said)
    _touch(container)
    return written


def attach_to(
    opened: OpenContainer,
    upload: SealedUpload,
    *,
    by: Keyring,
    label: str = "",
    on: date | None = None,
    purpose: str = "",
    is_hers: bool = False,
) -> UUID:
    """`attach`, to a container that `by` has open: made at this instant and kept by someone else.

    Call inside a transaction that locked or made it. Damaged; ValueError
    """
    document = _arrived(upload, label=label, on=on, purpose=purpose, is_hers=is_hers)
    written = records.write(opened, document, by=by, act=Act.DOCUMENT_ADDED)
    _claim(opened, upload, written.record)
    return written.record


@transaction.atomic
def replace_file(
    by: Keyring,
    container: UUID,
    record: UUID,
    upload: SealedUpload,
    *,
    label: str = "",
    on: date | None = None,
    is_hers: bool = False,
    based_on: int,
) -> None:
    """Put a new version in the place of a document: the former ones stay, behind it.

    What is shared with the person stays the version that was shared with her.
    raises  KeyNotHeld, EditedMeanwhile, Damaged; ValueError: the file was refused
    """
    opened = by.writing(container)
    purpose = _document(opened, record).content.purpose
    document = _arrived(upload, label=label, on=on, purpose=purpose, is_hers=is_hers)
    records.write(
        opened, document, by=by, record=record, based_on=based_on, act=Act.DOCUMENT_REPLACED
    )
    _claim(opened, upload, record)
    _touch(container)


@transaction.atomic
def describe(
    by: Keyring,
    container: UUID,
    record: UUID,
    *,
    label: str,
    on: date | None,
    is_hers: bool | None = None,
    based_on: int,
) -> None:
    """Say what a file is, its day, whether it is hers (None: as it was).

    raises  KeyNotHeld, EditedMeanwhile, Damaged
    """
    opened = by.writing(container)
    former = _document(opened, record).content
    hers = former.is_hers if is_hers is None else is_hers
    fresh = replace(former, label=label, on=on, is_hers=hers)
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    _touch(container)


@transaction.atomic
def remove(by: Keyring, container: UUID, record: UUID) -> None:
    """Take a document away: record, rows, then its files, former versions included.

    The journal keeps that it was there. A file that does not open any more can be removed too.
    raises  KeyNotHeld: no such file in this container; Damaged: a constat first
    """
    opened = by.writing(container)
    rows = list(StoredFile.objects.filter(container_id=container, record=record))
    if not rows:
        raise KeyNotHeld
    sharing.withdraw(opened, record, by=by)
    records.remove(opened, record, by=by, act=Act.DOCUMENT_REMOVED)
    for row in rows:
        transaction.on_commit(partial(store.drop, row.pk))
    StoredFile.objects.filter(container_id=container, record=record).delete()
    _touch(container)


def move_all(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """Move every file of a container to another, with its versions. The files do not move.

    Call inside a transaction that locked both. KeyNotHeld, Damaged
    """
    for known in records.read(source, Document).of(Document):
        history = records.versions(source, known.id)
        records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
        arrived = None
        for version in reversed(history):
            arrived = records.write(
                target, version.content, by=by, record=arrived, act=Act.RECORD_MOVED_IN
            ).record
        StoredFile.objects.filter(record=known.id).update(container_id=target.id, record=arrived)
        if arrived:
            sharing.follow(target, known.id, arrived, by=by)


def _document(opened: OpenContainer, record: UUID) -> OpenRecord[Document]:
    known = records.read_many([opened], Document)[opened.id].by_id(record)
    if known is None:
        raise KeyNotHeld
    return known


def _arrived(
    upload: SealedUpload, *, label: str, on: date | None, purpose: str, is_hers: bool
) -> Document:
    return Document(
        file=upload.id,
        key=upload.key,
        name=upload.name or "",
        kind=upload.kind,
        mime=upload.kind.mime,
        size=upload.measured.size,
        sha256=upload.measured.sha256,
        added_on=timezone.localdate(),
        label=label,
        on=on,
        purpose=purpose,
        is_hers=is_hers,
    )


def _claim(opened: OpenContainer, upload: SealedUpload, record: UUID) -> None:
    """The file now has its row: the end of the request leaves it."""
    StoredFile.objects.create(
        pk=upload.id, container_id=opened.id, record=record, stored_on=timezone.localdate()
    )
    upload.is_claimed = True


def _touch(container: UUID) -> None:
    """The day of the last change of a dossier; nothing for another kind of container."""
    Dossier.objects.filter(pk=container).update(touched_on=timezone.localdate())
