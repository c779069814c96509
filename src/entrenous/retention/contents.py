"""What is sealed about keeping a dossier: why it stays, why it was archived, read, taken back."""

from dataclasses import dataclass
from datetime import date

from entrenous.continuity.codes import Told
from entrenous.keyring.records import sealed_kind
from entrenous.retention.codes import Reading
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
@sealed_kind(380, Compartment.NOTES)
class KeptLonger:
    """The référente keeps an ended dossier after its term, until a day."""

    until: date
    why: str


@dataclass(frozen=True)
@sealed_kind(381, Compartment.NOTES)
class Archiving:
    """The référente puts a dossier in the archives; how the person was told."""

    on: date
    why: str
    told: Told


@dataclass(frozen=True)
@sealed_kind(382, Compartment.NOTES)
class ArchiveReading:
    """A member of the archives is about to read it, that day. `words` may be empty."""

    on: date
    ground: Reading
    words: str


@dataclass(frozen=True)
@sealed_kind(383, Compartment.NOTES)
class ArchiveReturn:
    """The person came back and agreed, on a day, that her dossier is followed again."""

    on: date
    agreed_on: date
    words: str
