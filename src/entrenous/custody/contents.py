"""What is sealed of a request to the custodians: its motive is about someone."""

from dataclasses import dataclass

from entrenous.keyring.kinds import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(300, Compartment.REQUESTS)
@dataclass(frozen=True)
class AskedOfCustodians:
    """The request as it was signed (canonical JSON, `vault.quorum_files.Request`)."""

    request: str


@sealed_kind(301, Compartment.REQUESTS)
@dataclass(frozen=True)
class BarredNotice:
    """Why the legal desk puts off telling the persons."""

    until: str
    reason: str


@sealed_kind(302, Compartment.NOTES)
@dataclass(frozen=True)
class RehearsedWord:
    """What a test dossier holds: a word that only the custodians can give back."""

    word: str
