"""What is sealed about one file: what it is, and the key that opens it."""

from dataclasses import dataclass
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

    @property
    def title(self) -> str:
        """What a list shows: the label, else the name of the file."""
        return self.label or self.name
