"""Certified public keys: whom one may seal to, and whose signature counts.

04-seal §3.1, 00-decisions 14. The registry key signs; a lead countersigns what she compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import UUIDField
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of, registry_counter, set_registry_counter
from entrenous.keyring import models
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.registry import (
    Certificate,
    Kind,
    RegistryHead,
    Subject,
    agents_among,
    is_vouched,
    leads_among,
    registry_state,
)


class NotCertified(Exception):
    """This agent or group has no certified keys: nothing may be sealed to it."""


@dataclass(frozen=True)
class _Certified:
    """What the registry says at one moment: every key that checks, and those of today.

    agents  who may have made a person's keys with her; persons are asked for one by one
    """

    ever: dict[UUID, tuple[PublicKeys, ...]]
    today: dict[UUID, PublicKeys]
    agents: dict[UUID, list[Certificate]]


# By hand: asked several times a page, and the ORM takes ten times longer to write it.
_CURRENT: Final = "SELECT counter, state FROM keyring_registryhead WHERE organisation_id = %s"
_ID: Final = UUIDField()
_EMPTY: Final = _Certified({}, {}, {})
# Verified once per process and per state of the registry: all of it is public.
_KNOWN: dict[UUID, tuple[tuple[int, bytes], _Certified]] = {}


def certified_keys(
    organisation: UUID, actors: Iterable[UUID]
) -> dict[UUID, tuple[PublicKeys, ...]]:
    """Every certified key of each actor, the latest first, former and revoked ones included.

    A signature made before a revocation still tells who gave what. Rows that do not check
    are left out, as if they were not there.
    """
    ever = _certified(organisation).ever
    return {actor: ever[actor] for actor in set(actors) if actor in ever}


def current_keys(organisation: UUID, actor: UUID) -> PublicKeys:
    """The keys one may seal to today, or NotCertified."""
    try:
        return certified_today(organisation, [actor])[actor]
    except KeyError:
        raise NotCertified from None


def certified_today(organisation: UUID, actors: Iterable[UUID]) -> dict[UUID, PublicKeys]:
    """The keys one may seal to today, of those of these actors who have some."""
    known, asked = _certified(organisation), set(actors)
    found = {actor: known.today[actor] for actor in asked & known.today.keys()}
    others = asked - known.ever.keys()
    return found | _persons_today(organisation, others, known) if others else found


def is_certified(organisation: UUID, actor: UUID) -> bool:
    """Tell whether one may seal to this actor today."""
    return actor in certified_today(organisation, [actor])


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
def issue_person(
    organisation: UUID, person: UUID, keys: PublicKeys, *, maker: UUID, by: SecretKeys
) -> models.Certificate:
    """Certify the keys that an agent made with the person she receives; former ones are revoked.

    raises  NotCertified: the maker is not certified today, or this id is an agent's or a group's
    source  00-decisions 14
    """
    known = _certified(organisation)
    if known.today.get(maker) != by.public or maker not in known.agents or person in known.ever:
        raise NotCertified
    revoke(organisation, person)
    subject = Subject(organisation, person, Kind.PERSON, keys, False, timezone.localdate())  # noqa: FBT003  # `may_certify`, in the order that is signed
    registry = keys_of(organisation).registry
    return _store(Certificate.make(subject, registry=registry, countersigner=maker, by=by))


def persons_among(organisation: UUID, actors: Iterable[UUID]) -> set[UUID]:
    """Which of these ids are accompanied persons who have, or had, a space of their own."""
    rows = models.Certificate.objects.filter(
        organisation_id=organisation, kind=Kind.PERSON, actor__in=set(actors)
    )
    return set(rows.values_list("actor", flat=True))


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
def accept_former(organisation: UUID) -> int:
    """Sign the head of a restored registry again, so that a lawful restore is no attack.

    returns  how many changes of certificates are lost: to be made again by hand
    raises   NotOpened: these certificates are not those that were signed that day
    source   00-decisions 18; the caller journals it
    """
    row = models.RegistryHead.objects.filter(organisation_id=organisation).first()
    counted = registry_counter(organisation)
    if row is None:
        if counted:
            _sign_head(organisation)
        return counted
    head = RegistryHead(organisation, row.counter, bytes(row.state), bytes(row.signature))
    head.check(
        registry=keys_of(organisation).registry.public,
        expected_counter=row.counter,
        state=_state(organisation),
    )
    if counted <= row.counter:
        return 0
    _sign_head(organisation)
    return counted - row.counter


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


def _certified(organisation: UUID) -> _Certified:
    """The verified registry, read again when its signed head changed."""
    state = _current_state(organisation)
    if state is None:
        return _EMPTY
    known = _KNOWN.get(organisation)
    if known is None or known[0] != state:
        known = (state, _verified(organisation))
        _KNOWN[organisation] = known
    return known[1]


def _current_state(organisation: UUID) -> tuple[int, bytes] | None:
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, [_ID.get_db_prep_value(organisation, connection)])
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else None


def _verified(organisation: UUID) -> _Certified:
    """Check every row up to the root lead, the latest first; not those of persons."""
    registry = keys_of(organisation).registry.public
    found = models.Certificate.objects.filter(organisation_id=organisation)
    rows = list(found.exclude(kind=Kind.PERSON).order_by("-pk"))
    read_rows = [(row, read(row)) for row in rows]
    leads = leads_among(certificate for _, certificate in read_rows)
    ever: dict[UUID, list[PublicKeys]] = {}
    today: dict[UUID, PublicKeys] = {}
    for row, certificate in read_rows:
        if not is_vouched(certificate, leads, registry):
            continue
        ever.setdefault(row.actor, []).append(certificate.subject.keys)
        if row.revoked_on is None:
            today.setdefault(row.actor, certificate.subject.keys)
    vouched = [certificate for _, certificate in read_rows if certificate.subject.actor in ever]
    by_actor = {actor: tuple(keys) for actor, keys in ever.items()}
    return _Certified(by_actor, today, agents_among(vouched))


def _persons_today(
    organisation: UUID, persons: set[UUID], known: _Certified
) -> dict[UUID, PublicKeys]:
    """The keys of accompanied persons. There may be thousands: only those asked for are checked.

    They receive, they never give: whoever verifies a chain of grants asks `certified_keys`.
    """
    registry = keys_of(organisation).registry.public
    rows = models.Certificate.objects.filter(
        organisation_id=organisation, kind=Kind.PERSON, actor__in=persons, revoked_on=None
    )
    found: dict[UUID, PublicKeys] = {}
    for row in rows.order_by("-pk"):
        certificate = read(row)
        if is_vouched(certificate, known.agents, registry):
            found.setdefault(row.actor, certificate.subject.keys)
    return found


def _lead_certificate(organisation: UUID, actor: UUID) -> Certificate | None:
    """A lead's current certificate, itself checked up to the root lead."""
    row = (
        models.Certificate.objects.filter(
            organisation_id=organisation, actor=actor, may_certify=True, revoked_on=None
        )
        .order_by("-pk")
        .first()
    )
    if row is None:
        return None
    certificate = read(row)
    known = certified_keys(organisation, [actor]).get(actor, ())
    return certificate if certificate.subject.keys in known else None
