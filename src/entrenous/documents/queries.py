"""Read files: the list of a container, then one of them, verified whole before a byte is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import BinaryIO, Self
from uuid import UUID

from entrenous.documents import store
from entrenous.documents.contents import Document, SharedDocument
from entrenous.documents.kinds import Kind
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.kinds import code_of
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.files import FilePlace, Measured, open_chunks, verify
from entrenous.vault.primitives import NotOpened


class FileMissing(Exception):
    """Its record opens and the file is not on the disk: a restoration, or someone removed it."""


class FileAltered(Exception):
    """The file is not the one that was sealed: nothing of it is shown."""


@dataclass(frozen=True)
class Attachment:
    """One line of a list of files."""

    id: UUID
    version: int
    author: UUID
    content: Document
    is_missing: bool

    @property
    def shown_on(self) -> date:
        """The day by which it is sorted: the one written on it, else when it was added."""
        return self.content.on or self.content.added_on


@dataclass(frozen=True)
class Shared:
    """One line of what the person finds in her space. `id` is what `open_shared` takes."""

    id: UUID
    content: SharedDocument
    is_missing: bool


class OpenFile:
    """A verified file, open for reading: `with open_file(…) as file: file.chunks()`."""

    def __init__(self, document: Document, source: BinaryIO, place: FilePlace) -> None:
        self.document = document
        self._source = source
        self._place = place

    def chunks(self) -> Iterator[bytes]:
        """The clear bytes, from the same open file that was verified; each authentic again.

        raises  FileAltered: it was written over since
        """
        self._source.seek(0)
        try:
            yield from open_chunks(self._source, self._place, key=self.document.key)
        except (NotOpened, OSError):
            raise FileAltered from None

    def close(self) -> None:
        """Close the sealed file."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def attachments(reading: Reading, *, purpose: str | None = None) -> list[Attachment]:
    """The files of a container that was read, the latest first; or those of one purpose."""
    found = [
        Attachment(r.id, r.version, r.author, r.content, not store.exists(r.content.file))
        for r in reading.of(Document)
        if purpose is None or r.content.purpose == purpose
    ]
    return sorted(found, key=lambda a: (a.shown_on, a.content.title), reverse=True)


def unreadable(reading: Reading) -> list[records.DamagedRecord]:
    """The files whose record does not open any more."""
    return [each for each in reading.damaged if each.kind == code_of(Document)]


def find(reading: Reading, record: UUID) -> OpenRecord[Document]:
    """One file of a container that was read, or KeyNotHeld as if it were not there."""
    known = reading.find(Document, record)
    if known is None:
        raise KeyNotHeld
    return known


def former_files(opened: OpenContainer, record: UUID) -> list[OpenRecord[Document]]:
    """The files that a document had before its present one, the latest first.

    Each as it was last described; `version` is what `open_file` takes.
    """
    seen: set[UUID] = set()
    found = []
    for known in records.versions(opened, record):
        if isinstance(known.content, Document) and known.content.file not in seen:
            seen.add(known.content.file)
            found.append(known)
    return found[1:]


def open_file(
    by: Keyring, container: UUID, record: UUID, *, act: Act, version: int | None = None
) -> OpenFile:
    """Journal the reading, then open one file and verify it whole.

    act      DOCUMENT_READ, DOCUMENT_PAGE or DOCUMENT_TAKEN; the entry names the record
    version  one of `former_files`; None is the present one
    raises   KeyNotHeld, VaultClosed; FileMissing; FileAltered
    """
    opened = by.open(container, act, about=record)
    if version is None:
        known = find(records.read_many([opened], Document)[opened.id], record)
        return _verified(known.content, by.organisation)
    former = next((f for f in former_files(opened, record) if f.version == version), None)
    if former is None:
        raise KeyNotHeld
    return _verified(former.content, by.organisation)


def shared_with_person(opened: OpenContainer) -> list[Shared]:
    """What is shared with the person, the latest first. The key of compartment 7 is enough.

    The caller journaled the opening: `opened` comes from it.
    """
    reading = records.read(opened, SharedDocument)
    found = [
        Shared(r.id, r.content, not store.exists(r.content.file))
        for r in reading.of(SharedDocument)
    ]
    return sorted(found, key=lambda s: (s.content.shared_on, s.content.title), reverse=True)


def open_shared(opened: OpenContainer, shared: UUID) -> OpenFile:
    """Open one shared file and verify it whole; compartment 7 is enough. Journal before.

    shared  the id of a line of `shared_with_person`
    raises  KeyNotHeld: not shared, or no longer; FileMissing; FileAltered
    """
    reading = records.read_many([opened], SharedDocument)[opened.id]
    known = reading.find(SharedDocument, shared)
    if known is None:
        raise KeyNotHeld
    return _verified(known.content.as_document, opened.place.organisation)


def _verified(document: Document, organisation: UUID) -> OpenFile:
    place = FilePlace(organisation, document.file)
    try:
        source = store.path_of(document.file).open("rb")
    except OSError:
        raise FileMissing from None
    try:
        if verify(source, place, key=document.key) != Measured(document.size, document.sha256):
            raise NotOpened  # noqa: TRY301  # one refusal for all
    except (NotOpened, OSError):
        source.close()
        raise FileAltered from None
    return OpenFile(document, source, place)


# Shown as images; shown as words (those of a PDF when they are asked for).
PAGED = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP})
WORDED = frozenset({Kind.TEXT, Kind.EMAIL, Kind.DOCX, Kind.ODT})
