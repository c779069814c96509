"""The same file in a second container: the same letter asks about two persons."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from entrenous.documents.arriving import Arriving, SealedUpload
from entrenous.documents.queries import FileAltered, FileMissing, open_file
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring


class NotCopied(Exception):
    """The file is no longer there, is not the one that was sealed, or the disk refuses a second."""


@dataclass(frozen=True)
class Enclosed:
    """A file on its way to a container, and what it is."""

    upload: SealedUpload
    label: str = ""
    purpose: str = ""


@contextmanager
def copied(by: Keyring, container: UUID, record: UUID) -> Iterator[Enclosed]:
    """The words of a file sealed again, under an id and a key of their own; the reading journaled.

    Leave the block once the transaction is over: what no act attached is then gone.
    raises  NotCopied; KeyNotHeld; VaultClosed
    """
    try:
        source = open_file(by, container, record, act=Act.DOCUMENT_READ)
    except (FileMissing, FileAltered):
        raise NotCopied from None
    arriving = Arriving(by.organisation, source.document.name)
    try:
        with source:
            for chunk in source.chunks():
                arriving.write(chunk)
        upload = arriving.finish()
        if upload.refusal:
            raise NotCopied
        yield Enclosed(upload, source.document.label, source.document.purpose)
    except FileAltered:
        raise NotCopied from None
    finally:
        arriving.leave_nothing()
