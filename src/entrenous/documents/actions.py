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
) -> UUID:
    """Keep a file that arrived with this request in a container; returns the id of its record.

    upload  from `FileField`, in the same request; what no act attaches is gone at its end
    raises  KeyNotHeld: no key for documents; Damaged: a constat first; VaultClosed;
            ValueError: the file was refused. The file is then gone too
    """
    written = attach_to(by.writing(container), upload, by=by, label=label, on=on, purpose=purpose)
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
) -> UUID:
    """`attach`, to a container that `by` has open: made at this instant and kept by someone else.

    Call inside a transaction that locked or made it. Damaged; ValueError
    """
    today = timezone.localdate()
    document = Document(
        file=upload.id,
        key=upload.key,
        name=upload.name or "",
        kind=upload.kind,
        mime=upload.kind.mime,
        size=upload.measured.size,
        sha256=upload.measured.sha256,
        added_on=today,
        label=label,
        on=on,
        purpose=purpose,
    )
    written = records.write(opened, document, by=by, act=Act.DOCUMENT_ADDED)
    StoredFile.objects.create(
        pk=upload.id, container_id=opened.id, record=written.record, stored_on=today
    )
    upload.is_claimed = True
    return written.record


@transaction.atomic
def describe(
    by: Keyring, container: UUID, record: UUID, *, label: str, on: date | None, based_on: int
) -> None:
    """Say what a file is, and the day written on it. KeyNotHeld, EditedMeanwhile, Damaged."""
    opened = by.writing(container)
    fresh = replace(_document(opened, record).content, label=label, on=on)
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    _touch(container)


@transaction.atomic
def remove(by: Keyring, container: UUID, record: UUID) -> None:
    """Take a file away: record, row, then the file itself. The journal keeps that it was there.

    A file that does not open any more can be removed too.
    raises  KeyNotHeld: no such file in this container; Damaged: a constat first
    """
    opened = by.writing(container)
    row = StoredFile.objects.filter(container_id=container, record=record).first()
    if row is None:
        raise KeyNotHeld
    sharing.withdraw(opened, record, by=by)
    records.remove(opened, record, by=by, act=Act.DOCUMENT_REMOVED)
    file = row.pk
    row.delete()
    transaction.on_commit(partial(store.drop, file))
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


def _touch(container: UUID) -> None:
    """The day of the last change of a dossier; nothing for another kind of container."""
    Dossier.objects.filter(pk=container).update(touched_on=timezone.localdate())
