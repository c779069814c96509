"""The two files of the custodians' ceremony: the request that goes out, the result that comes back.

JSON, read strictly: an unknown or missing field is refused. Bytes are in base64, instants in UTC.
What is signed is the canonical form (RFC 8785) of its block, never the bytes of the file.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Final, TypeVar
from uuid import UUID

import msgspec
import rfc8785

from entrenous.vault.containers import Compartment, EpochStatement, Place
from entrenous.vault.grants import Grant, GrantHeader, Motive
from entrenous.vault.people import PublicKeys
from entrenous.vault.primitives import KEY_BYTES, NotOpened, digest
from entrenous.vault.registry import Certificate, Kind, Subject

REQUEST_FORMAT: Final = "entre-nous/secours/demande/1"
RESULT_FORMAT: Final = "entre-nous/secours/resultat/1"
RENEWAL_FORMAT: Final = "entre-nous/secours/succession/1"
MAX_FILE_BYTES: Final = 64 * 1024 * 1024
T = TypeVar("T", bound=msgspec.Struct)
# An instant without its zone would compare with none.
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Ground(StrEnum):
    """Why the custodians are asked. Codes are frozen: they are signed and journaled."""

    DECEASED = "deceased"
    GONE = "gone"
    ABSENT = "absent"
    KEYS_LOST = "keys_lost"
    REHEARSAL = "rehearsal"


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A block of a file."""


class KeysTold(_Told, frozen=True):
    """The public keys of someone."""

    box: bytes
    sign: bytes

    @classmethod
    def of(cls, keys: PublicKeys) -> "KeysTold":
        return cls(keys.box, keys.sign)

    def read(self) -> PublicKeys:
        """The keys; NotOpened when they have not the length of keys."""
        if {len(self.box), len(self.sign)} != {KEY_BYTES}:
            raise NotOpened
        return PublicKeys(self.box, self.sign)


class Listed(_Told, frozen=True):
    """A dossier to open again, and what goes with it: requests, the shared parts of a household."""

    container: UUID
    satellites: tuple[UUID, ...] = ()


class Request(_Told, frozen=True):
    """What is asked of the custodians, as the requester signed it."""

    format: str
    id: UUID
    organisation: UUID
    organisation_name: str
    asked_by: UUID
    asked_by_name: str
    asked_at: Instant
    opens_at: Instant
    ground: Ground
    motive: str
    recipient: UUID
    recipient_name: str
    recipient_keys: KeysTold
    recovery: KeysTold
    dossiers: tuple[Listed, ...]

    @property
    def containers(self) -> list[UUID]:
        """Every listed container, each dossier before those that follow it."""
        return [c for dossier in self.dossiers for c in (dossier.container, *dossier.satellites)]


class CertificateTold(_Told, frozen=True):
    """A certificate of the registry."""

    organisation: UUID
    actor: UUID
    kind: Kind
    keys: KeysTold
    may_certify: bool
    issued_on: date
    epoch: int
    signature: bytes
    countersigner: UUID | None
    countersignature: bytes

    @classmethod
    def of(cls, certificate: Certificate) -> "CertificateTold":
        subject = certificate.subject
        return cls(
            subject.organisation, subject.actor, subject.kind, KeysTold.of(subject.keys),
            subject.may_certify, subject.issued_on, subject.epoch, certificate.signature,
            certificate.countersigner, certificate.countersignature,
        )  # fmt: skip

    def read(self) -> Certificate:
        """The certificate, not checked yet."""
        subject = Subject(
            self.organisation, self.actor, self.kind, self.keys.read(), self.may_certify,
            self.issued_on, self.epoch,
        )  # fmt: skip
        return Certificate(subject, self.signature, self.countersigner, self.countersignature)


class StatementTold(_Told, frozen=True):
    """The statement of one epoch of a container."""

    epoch: int
    vector: bytes
    maker: UUID
    signature: bytes
    countersignature: bytes

    @classmethod
    def of(cls, statement: EpochStatement) -> "StatementTold":
        return cls(
            statement.place.epoch, statement.vector, statement.maker, statement.signature,
            statement.countersignature,
        )  # fmt: skip

    def read(self, place: Place) -> EpochStatement:
        """The statement, for this container."""
        return EpochStatement(
            place.at(self.epoch), self.vector, self.maker, self.signature, self.countersignature
        )


class GrantTold(_Told, frozen=True):
    """A grant; without its box, only its signed header."""

    container: UUID
    epoch: int
    compartment: int
    recipient: UUID
    recipient_box: bytes
    key_id: bytes
    box_hash: bytes
    giver: UUID
    motive: Motive
    made_on: date
    signature: bytes
    box: bytes = b""

    @classmethod
    def of(cls, grant: Grant, *, with_box: bool) -> "GrantTold":
        header = grant.header
        return cls(
            header.place.container, header.place.epoch, int(header.compartment), header.recipient,
            header.recipient_box, header.key_id, header.box_hash, header.giver, header.motive,
            header.made_on, grant.signature, grant.box if with_box else b"",
        )  # fmt: skip

    def read(self, organisation: UUID) -> Grant:
        """The grant, not trusted yet; NotOpened for a compartment that does not exist."""
        try:
            compartment = Compartment(self.compartment)
        except ValueError:
            raise NotOpened from None
        header = GrantHeader(
            Place(organisation, self.container, self.epoch), compartment, self.recipient,
            self.recipient_box, self.key_id, self.box_hash, self.giver, self.motive, self.made_on,
        )  # fmt: skip
        return Grant(header, self.signature, self.box)


class ProofTold(_Told, frozen=True):
    """A sealed record in which a dossier names one of the containers that follow it."""

    record: UUID
    version: int
    blob: bytes


class ContainerTold(_Told, frozen=True):
    """All that is needed to open a container with the recovery key, and to trust what opens."""

    container: UUID
    epoch: int
    statements: tuple[StatementTold, ...]
    grants: tuple[GrantTold, ...]
    names: tuple[ProofTold, ...] = ()


class Evidence(_Told, frozen=True):
    """What shows that a request is in the journal, and that its people and keys are certified."""

    registry: KeysTold
    journal: KeysTold
    certificates: tuple[CertificateTold, ...]
    containers: tuple[ContainerTold, ...]
    entry: bytes = b""
    path: tuple[bytes, ...] = ()
    checkpoint: str = ""


class RequestFile(_Told, frozen=True):
    """The file that goes to the custodians."""

    request: Request
    signature: bytes
    evidence: Evidence


class LeftOut(_Told, frozen=True):
    """A container that the custodians could not give back, and why (a code)."""

    container: UUID
    why: str


class Result(_Told, frozen=True):
    """What the custodians did, as the recovery key signed it."""

    format: str
    request: bytes
    organisation: UUID
    made_at: Instant
    custodians: int
    grants: tuple[GrantTold, ...]
    left_out: tuple[LeftOut, ...]


class ResultFile(_Told, frozen=True):
    """The file that comes back to the server."""

    result: Result
    signature: bytes


class Renewal(_Told, frozen=True):
    """« These are the keys that come after mine »: signed by the former recovery key."""

    format: str
    former: KeysTold
    new: KeysTold
    needed: int
    custodians: int
    made_on: date


class RenewalFile(_Told, frozen=True):
    """The new public key, brought to the server."""

    renewal: Renewal
    signature: bytes


def canonical(block: _Told) -> bytes:
    """The bytes of a block, the same on every machine: what is signed."""
    return rfc8785.dumps(msgspec.to_builtins(block))


def fingerprint_of(request: Request) -> bytes:
    """What names a request in its result: 32 bytes."""
    return digest("EN1 quorum", canonical(request))


def written(file: _Told) -> bytes:
    """The bytes of a file, canonical too, with an end of line."""
    return canonical(file) + b"\n"


def read(raw: bytes, kind: type[T]) -> T:
    """Read a file of one kind. NotOpened: not this kind of file, cut, or too large."""
    if len(raw) > MAX_FILE_BYTES:
        raise NotOpened
    try:
        return msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except (msgspec.MsgspecError, ValueError):
        raise NotOpened from None
