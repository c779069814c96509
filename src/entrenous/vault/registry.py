"""Certificates: which public keys belong to whom, said by the registry and by a lead, face to face.

Protocol EN1 §3.1, 00-decisions 14. The registry key is a file outside the database.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, Self
from uuid import UUID

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, digest, enc, verify


class Kind(StrEnum):
    """Whose keys. Codes are frozen: they are signed."""

    ROOT_LEAD = "root_lead"
    AGENT = "agent"
    GROUP = "group"
    PERSON = "person"
    RECOVERY = "recovery"


_SET_UP: Final = (Kind.ROOT_LEAD, Kind.RECOVERY)


@dataclass(frozen=True)
class Subject:
    """What a certificate says: these keys belong to this actor, since that day.

    may_certify  the actor is a lead, whose countersignature makes other certificates
    epoch        for a group, the epoch of its key; 1 for the others
    """

    organisation: UUID
    actor: UUID
    kind: Kind
    keys: PublicKeys
    may_certify: bool
    issued_on: date
    epoch: int = 1

    def __bytes__(self) -> bytes:
        return enc(
            "EN1cert", self.organisation, self.actor, self.kind, self.keys.box, self.keys.sign,
            int(self.may_certify), self.issued_on.isoformat(), self.epoch,
        )  # fmt: skip


@dataclass(frozen=True)
class Certificate:
    """A subject signed by the registry and countersigned by a lead (the root lead has none)."""

    subject: Subject
    signature: bytes
    countersigner: UUID | None
    countersignature: bytes

    @classmethod
    def root(cls, subject: Subject, *, registry: SecretKeys) -> Self:
        """The set-up's own certificate: a root lead, or the recovery key."""
        if subject.kind not in _SET_UP:
            raise ValueError("only the set-up's certificates go without a countersignature")
        return cls(subject, registry.sign(bytes(subject)), None, b"")

    @classmethod
    def make(
        cls,
        subject: Subject,
        *,
        registry: SecretKeys,
        countersigner: UUID,
        by: SecretKeys,
    ) -> Self:
        """A certificate asked for by a lead who compared the fingerprint."""
        said = bytes(subject)
        return cls(
            subject,
            registry.sign(said),
            countersigner,
            by.sign(enc("EN1countersign", said)),
        )

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of all that is signed: how the head names this certificate."""
        return hashlib.sha256(bytes(self.subject) + self.signature + self.countersignature).digest()

    def check(self, *, registry: PublicKeys, lead: "Certificate | None") -> PublicKeys:
        """Return the certified keys, or raise NotOpened.

        lead  the countersigner's own certificate, already checked; None for the set-up's.
              For a person's keys, the agent who made them with her (00-decisions 14)
        """
        said = bytes(self.subject)
        verify(registry.sign, said, self.signature)
        if self.subject.kind in _SET_UP:
            if self.countersigner or self.countersignature:
                raise NotOpened
            return self.subject.keys
        if lead is None or not self._may_be_countersigned_by(lead.subject):
            raise NotOpened
        verify(lead.subject.keys.sign, enc("EN1countersign", said), self.countersignature)
        return self.subject.keys

    def _may_be_countersigned_by(self, lead: Subject) -> bool:
        """A lead for colleagues and groups; whoever receives her for an accompanied person."""
        return (
            lead.actor == self.countersigner
            and lead.organisation == self.subject.organisation
            and lead.kind in (Kind.ROOT_LEAD, Kind.AGENT)
            and (lead.may_certify or self.subject.kind == Kind.PERSON)
        )


@dataclass(frozen=True)
class RegistryHead:
    """All certificates and revocations at one moment, signed; the counter is beside the key."""

    organisation: UUID
    counter: int
    state: bytes
    signature: bytes

    @classmethod
    def sign(
        cls,
        organisation: UUID,
        counter: int,
        *,
        certificates: Iterable[bytes],
        revoked: Iterable[bytes],
        registry: SecretKeys,
    ) -> Self:
        """Sign the fingerprints of all certificates and of the revoked ones."""
        state = registry_state(certificates, revoked)
        return cls(
            organisation,
            counter,
            state,
            registry.sign(cls._said(organisation, counter, state)),
        )

    def check(self, *, registry: PublicKeys, expected_counter: int, state: bytes) -> None:
        """Raise NotOpened unless the head is the last one signed and names exactly this state."""
        verify(
            registry.sign,
            self._said(self.organisation, self.counter, self.state),
            self.signature,
        )
        if self.counter != expected_counter or self.state != state:
            raise NotOpened

    @staticmethod
    def _said(organisation: UUID, counter: int, state: bytes) -> bytes:
        return enc("EN1reghead", organisation, counter, state)


def registry_state(certificates: Iterable[bytes], revoked: Iterable[bytes]) -> bytes:
    """What a registry head signs: both lists of fingerprints, in any order."""
    return digest("EN1 registry", enc(*sorted(certificates)), enc(*sorted(revoked)))


def is_vouched(
    certificate: Certificate,
    leads: Mapping[UUID, Sequence[Certificate]],
    registry: PublicKeys,
    seen: frozenset[bytes] = frozenset(),
) -> bool:
    """Tell whether a certificate leads back to the root lead, by any certificate of each lead.

    A lead who enrolled again keeps the worth of what she countersigned before; two leads may
    certify each other's successive keys. A certificate never vouches for itself.
    leads   for the keys of an accompanied person: `agents_among`, whoever received her
    """
    signer = certificate.countersigner
    if signer is None:
        return _checks(certificate, None, registry)
    if certificate.fingerprint in seen or signer == certificate.subject.actor:
        return False
    seen |= {certificate.fingerprint}
    return any(
        _checks(certificate, lead, registry) and is_vouched(lead, leads, registry, seen)
        for lead in leads.get(signer, ())
    )


def leads_among(certificates: Iterable[Certificate]) -> dict[UUID, list[Certificate]]:
    """The certificates of those who may certify, by actor, in the given order: not checked yet."""
    leads: dict[UUID, list[Certificate]] = {}
    for certificate in certificates:
        if certificate.subject.may_certify:
            leads.setdefault(certificate.subject.actor, []).append(certificate)
    return leads


def agents_among(certificates: Iterable[Certificate]) -> dict[UUID, list[Certificate]]:
    """The certificates of agents, leads or not: who may have made a person's keys with her."""
    agents: dict[UUID, list[Certificate]] = {}
    for certificate in certificates:
        if certificate.subject.kind in (Kind.AGENT, Kind.ROOT_LEAD):
            agents.setdefault(certificate.subject.actor, []).append(certificate)
    return agents


def vouched_keys(
    certificates: Iterable[Certificate], registry: PublicKeys
) -> dict[UUID, list[PublicKeys]]:
    """The keys of each actor whose certificate leads back to the root lead, in the given order."""
    told = list(certificates)
    leads = leads_among(told)
    found: dict[UUID, list[PublicKeys]] = {}
    for certificate in told:
        if is_vouched(certificate, leads, registry):
            found.setdefault(certificate.subject.actor, []).append(certificate.subject.keys)
    return found


@lru_cache(maxsize=8192)
def _checks(certificate: Certificate, lead: Certificate | None, registry: PublicKeys) -> bool:
    """Check signatures once per process: everything here is public, nothing opens anything."""
    try:
        certificate.check(registry=registry, lead=lead)
    except NotOpened:
        return False
    return True
