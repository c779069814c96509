"""What is sealed about one file: what it is, and the key that opens it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from entrenous.documents.kinds import Kind
from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(240, Compartment.DOCUMENTS)
@dataclass(frozen=True)
class Document:
    """One file. The key is sealed with the rest: it follows the container to its next epoch.

    file     the id under which the sealed file is stored
    key      opens that file and no other; 32 bytes
    name     as it arrived, cleaned; never in a header, an address or a log
    sha256   of the clear file, like `size` in bytes
    label    what it is, in a few words; `on` is the day written on it
    purpose  a code of whoever attached it (« letter », an evidence code); never shown
    is_hers  the person gave it: it is hers, whoever added it

    A record has a version per file that replaced the former one, and per new description.
    """

    file: UUID
    key: bytes
    name: str
    kind: Kind
    mime: str
    size: int
    sha256: bytes
    added_on: date
    label: str = ""
    on: date | None = None
    purpose: str = ""
    is_hers: bool = False

    @property
    def title(self) -> str:
        """What a list shows: the label, else the name of the file."""
        return self.label or self.name


@sealed_kind(241, Compartment.PERSON)
@dataclass(frozen=True)
class SharedDocument:
    """One version of a document, shared with the person: enough to open this file and no other.

    document  the record of the document, in compartment 5, that she cannot open
    file      the id under which the sealed file is stored; `key`, 32 bytes, opens it
    title     what it was called on the day it was shared
    """

    document: UUID
    file: UUID
    key: bytes
    title: str
    kind: Kind
    size: int
    sha256: bytes
    shared_on: date
    on: date | None = None
    is_hers: bool = False

    def of(self, document: UUID) -> "SharedDocument":
        """The same, of a document that has another record now."""
        return replace(self, document=document)

    @property
    def as_document(self) -> Document:
        """What is needed to open the file, to show it and to send it."""
        return Document(
            file=self.file,
            key=self.key,
            name=self.title,
            kind=self.kind,
            mime=self.kind.mime,
            size=self.size,
            sha256=self.sha256,
            added_on=self.shared_on,
            label=self.title,
            on=self.on,
            is_hers=self.is_hers,
        )
