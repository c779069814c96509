"""Certified public keys: whom one may seal to, and whose signature counts.

04-seal §3.1, 00-decisions 14. The registry key signs; a lead countersigns what she compared.
"""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of, registry_counter, set_registry_counter
from entrenous.keyring import models
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.registry import Certificate, Kind, RegistryHead, Subject, registry_state


class NotCertified(Exception):
    """This agent or group has no certified keys: nothing may be sealed to it."""


def certified_keys(
    organisation: UUID, actors: Iterable[UUID]
) -> dict[UUID, tuple[PublicKeys, ...]]:
    """Every certified key of each actor, the latest first, former and revoked ones included.

    A signature made before a revocation still tells who gave what. Rows that do not check
    are left out, as if they were not there.
    """
    found: dict[UUID, list[PublicKeys]] = {}
    rows = models.Certificate.objects.filter(organisation_id=organisation, actor__in=set(actors))
    for row in rows.order_by("-pk"):
        keys = _checked(row)
        if keys is not None:
            found.setdefault(row.actor, []).append(keys)
    return {actor: tuple(keys) for actor, keys in found.items()}


def current_keys(organisation: UUID, actor: UUID) -> PublicKeys:
    """The keys one may seal to today, or NotCertified."""
    row = (
        models.Certificate.objects.filter(
            organisation_id=organisation, actor=actor, revoked_on=None
        )
        .order_by("-pk")
        .first()
    )
    keys = _checked(row) if row else None
    if keys is None:
        raise NotCertified
    return keys


def is_certified(organisation: UUID, actor: UUID) -> bool:
    """Tell whether one may seal to this actor today."""
    try:
        current_keys(organisation, actor)
    except NotCertified:
        return False
    return True


def issue_root(subject: Subject) -> models.Certificate:
    """Certify the set-up's root lead or the recovery key."""
    certificate = Certificate.root(subject, registry=keys_of(subject.organisation).registry)
    return _store(certificate)


def issue(subject: Subject, *, countersigner: UUID, by: SecretKeys) -> models.Certificate:
    """Certify keys that a lead compared face to face.

    raises  NotCertified: she is no certified lead today, or she would certify herself
    """
    lead = _lead_certificate(subject.organisation, countersigner)
    if lead is None or lead.subject.keys != by.public or subject.actor == countersigner:
        raise NotCertified
    if current_keys(subject.organisation, countersigner) != by.public:
        raise NotCertified
    return _store(
        Certificate.make(
            subject,
            registry=keys_of(subject.organisation).registry,
            countersigner=countersigner,
            by=by,
        )
    )


@transaction.atomic
def revoke(organisation: UUID, actor: UUID) -> int:
    """Revoke every current certificate of an actor and sign the new state. Returns how many."""
    rows = models.Certificate.objects.select_for_update().filter(
        organisation_id=organisation, actor=actor, revoked_on=None
    )
    revoked = rows.update(revoked_on=timezone.localdate())
    _sign_head(organisation)
    return revoked


def check_registry(organisation: UUID) -> None:
    """Raise NotOpened if a certificate or a revocation was added, removed or rolled back.

    Called when a vault opens and before a certificate is issued, not on every page.
    """
    row = models.RegistryHead.objects.get(organisation_id=organisation)
    head = RegistryHead(organisation, row.counter, bytes(row.state), bytes(row.signature))
    head.check(
        registry=keys_of(organisation).registry.public,
        # A crash between the commit and the file leaves the file one behind; never ahead.
        expected_counter=max(row.counter, registry_counter(organisation)),
        state=_state(organisation),
    )


@transaction.atomic
def _store(certificate: Certificate) -> models.Certificate:
    subject = certificate.subject
    row = models.Certificate.objects.create(
        organisation_id=subject.organisation,
        actor=subject.actor,
        kind=subject.kind,
        epoch=subject.epoch,
        box=subject.keys.box,
        sign=subject.keys.sign,
        may_certify=subject.may_certify,
        issued_on=subject.issued_on,
        signature=certificate.signature,
        countersigner=certificate.countersigner,
        countersignature=certificate.countersignature,
        fingerprint=certificate.fingerprint,
    )
    _sign_head(subject.organisation)
    return row


def _sign_head(organisation: UUID) -> None:
    counter = registry_counter(organisation) + 1
    certificates, revoked = _fingerprints(organisation)
    head = RegistryHead.sign(
        organisation,
        counter,
        certificates=certificates,
        revoked=revoked,
        registry=keys_of(organisation).registry,
    )
    models.RegistryHead.objects.update_or_create(
        organisation_id=organisation,
        defaults={"counter": counter, "state": head.state, "signature": head.signature},
    )
    # After the commit: a counter ahead of the database would read as a roll-back.
    transaction.on_commit(lambda: set_registry_counter(organisation, counter))


def _state(organisation: UUID) -> bytes:
    return registry_state(*_fingerprints(organisation))


def _fingerprints(organisation: UUID) -> tuple[list[bytes], list[bytes]]:
    rows = models.Certificate.objects.filter(organisation_id=organisation)
    pairs = [(bytes(f), on) for f, on in rows.values_list("fingerprint", "revoked_on")]
    return [f for f, _ in pairs], [f for f, on in pairs if on is not None]


def read(row: models.Certificate) -> Certificate:
    """A stored row as the vault reads it."""
    keys = PublicKeys(bytes(row.box), bytes(row.sign))
    subject = Subject(
        row.organisation_id, row.actor, Kind(row.kind), keys, row.may_certify, row.issued_on,
        row.epoch,
    )  # fmt: skip
    return Certificate(
        subject, bytes(row.signature), row.countersigner, bytes(row.countersignature)
    )


def _checked(row: models.Certificate) -> PublicKeys | None:
    lead = (
        _lead_certificate(row.organisation_id, row.countersigner, before=row.pk)
        if row.countersigner
        else None
    )
    registry = keys_of(row.organisation_id).registry.public
    return _check(read(row), lead, registry)


@lru_cache(maxsize=4096)
def _check(
    certificate: Certificate, lead: Certificate | None, registry: PublicKeys
) -> PublicKeys | None:
    """Check signatures once per process: everything here is public, nothing opens anything."""
    try:
        return certificate.check(registry=registry, lead=lead)
    except NotOpened:
        return None


def _lead_certificate(
    organisation: UUID, actor: UUID, *, before: int | None = None
) -> Certificate | None:
    """A lead's own certificate, itself checked up to the root lead.

    before  the row she countersigned: two leads may certify each other's successive keys, so
            only what came earlier can vouch for it
    """
    rows = models.Certificate.objects.filter(
        organisation_id=organisation, actor=actor, may_certify=True
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    row = rows.order_by("-pk").first()
    if row is None or row.countersigner == actor:
        return None
    return read(row) if _checked(row) is not None else None
