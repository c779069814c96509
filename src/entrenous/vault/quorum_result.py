"""Give back the listed containers to the certified recipient, and check what comes back.

Protocol EN1 §3.7. The recovery key opens only what the request lists; each grant it signs is
trusted through the chain that leads to it, as any other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from entrenous.vault.containers import Compartment, ContainerKey, Place
from entrenous.vault.grants import Grant, Lineage, Motive
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, enc, verify
from entrenous.vault.quorum_files import (
    RESULT_FORMAT,
    ContainerTold,
    GrantTold,
    LeftOut,
    Listed,
    ProofTold,
    Request,
    Result,
    ResultFile,
    canonical,
    fingerprint_of,
    read,
)
from entrenous.vault.quorum_request import CheckedRequest, Refused, Why
from entrenous.vault.sealing import RecordPlace, open_record

# The frozen codes and place of the records by which a dossier names what follows it (ADR 0011),
# and the shared parts of its household.
SATELLITE_KIND: Final = 150
SHARED_KIND: Final = 152
NAMING_KINDS: Final = (SATELLITE_KIND, SHARED_KIND)
SATELLITE_PLACE: Final = Compartment.MEANS
ABSENT: Final = "absent"
CLOSED: Final = "ferme"
UNPROVEN: Final = "non_rattache"


@dataclass(frozen=True, repr=False)
class _Table:
    """The recovery key at work on one request."""

    checked: CheckedRequest
    keys: SecretKeys
    told: Mapping[UUID, ContainerTold]
    on: date

    def open(self, container: UUID) -> ContainerKey:
        """The whole key of a container, trusted; NotOpened."""
        told = self.told[container]
        request = self.checked.request
        place = Place(request.organisation, container, told.epoch)
        grants = [grant.read(request.organisation) for grant in told.grants]
        ours = [g for g in grants if g.box and g.header.handed[:3] == (
            place, Compartment.WHOLE, request.organisation
        ) and g.header.recipient_box == self.keys.public.box]  # fmt: skip
        if not ours:
            raise NotOpened
        statements = {s.epoch: s.read(place) for s in told.statements}
        lineage = Lineage(statements, grants, self.checked.keys, self.checked.journal)
        key = ours[-1].open(request.organisation, self.keys)
        lineage.trust(ours[-1], key)
        return key

    def seal(self, container: UUID, key: ContainerKey) -> GrantTold:
        """The same key, sealed to the recipient and signed by the recovery key."""
        request = self.checked.request
        grant = Grant.make(
            key,
            place=Place(request.organisation, container, self.told[container].epoch),
            recipient=request.recipient,
            recipient_keys=self.checked.recipient,
            giver=request.organisation,
            by=self.keys,
            motive=Motive.QUORUM,
            on=self.on,
        )
        return GrantTold.of(grant, with_box=True)

    def named_by(self, container: UUID, key: ContainerKey) -> set[UUID]:
        """The containers that go with this one, as its own seal says it."""
        told = self.told[container]
        place = Place(self.checked.request.organisation, container, told.epoch)
        named = (_named(proof, place, key) for proof in told.names)
        return {each for each in named if each is not None}


def reseal(
    checked: CheckedRequest, keys: SecretKeys, *, custodians: int, at: datetime
) -> ResultFile:
    """Re-seal every listed container to the recipient, and sign what was done.

    keys        the recovery key, rebuilt from the shares
    custodians  how many typed theirs, without the procedural share
    at          now, in UTC
    raises      Refused: it is not the recovery key that the request names
    """
    request = checked.request
    if keys.public != request.recovery.read():
        raise Refused(Why.OTHER_RECOVERY)
    told = {each.container: each for each in checked.evidence.containers}
    table = _Table(checked, keys, told, at.date())
    grants: list[GrantTold] = []
    left_out: list[LeftOut] = []
    for dossier in request.dossiers:
        _give_back(table, dossier, grants, left_out)
    result = Result(
        RESULT_FORMAT, fingerprint_of(request), request.organisation, at, custodians,
        tuple(grants), tuple(left_out),
    )  # fmt: skip
    return ResultFile(result, keys.sign(_said(result)))


def _give_back(
    table: _Table, dossier: Listed, grants: list[GrantTold], left_out: list[LeftOut]
) -> None:
    """One dossier, then what follows it: one that does not open stops none of the others."""
    named: set[UUID] = set()
    for container in (dossier.container, *dossier.satellites):
        is_dossier = container == dossier.container
        if container not in table.told:
            left_out.append(LeftOut(container, ABSENT))
        elif not is_dossier and container not in named:
            left_out.append(LeftOut(container, UNPROVEN))
        else:
            try:
                key = table.open(container)
                grants.append(table.seal(container, key))
            except NotOpened:
                left_out.append(LeftOut(container, CLOSED))
                continue
            if is_dossier:
                named = table.named_by(container, key)


def _named(proof: ProofTold, place: Place, key: ContainerKey) -> UUID | None:
    """What one proof names; its kind is bound by the seal, the file does not say it."""
    for kind in NAMING_KINDS:
        at = RecordPlace(place, SATELLITE_PLACE, kind, proof.record, proof.version)
        try:
            return UUID(json.loads(open_record(proof.blob, key=key, at=at))["container"])
        except (NotOpened, ValueError, KeyError, TypeError):
            continue
    return None


def read_result(raw: bytes) -> ResultFile:
    """Read a result file, not checked yet. Refused."""
    try:
        file = read(raw, ResultFile)
    except NotOpened:
        raise Refused(Why.NOT_A_FILE) from None
    if file.result.format != RESULT_FORMAT:
        raise Refused(Why.UNKNOWN_FORMAT)
    return file


def check_result(
    file: ResultFile, request: Request, *, recovery: PublicKeys, needed: int | None
) -> list[Grant]:
    """The grants of a result, each signed by the recovery key, for this request and no other.

    needed  how many custodians it takes; before the delay ends, one more is asked
    raises  Refused
    """
    result = file.result
    try:
        verify(recovery.sign, _said(result), file.signature)
    except NotOpened:
        raise Refused(Why.OTHER_RECOVERY) from None
    if result.request != fingerprint_of(request):
        raise Refused(Why.OTHER_REQUEST)
    if result.made_at < request.opens_at and (needed is None or result.custodians <= needed):
        raise Refused(Why.TOO_EARLY)
    try:
        grants = [told.read(request.organisation) for told in result.grants]
        for grant in grants:
            grant.check_signature(recovery)
    except NotOpened:
        raise Refused(Why.ALTERED) from None
    _check_listed(grants, request)
    return grants


def _check_listed(grants: list[Grant], request: Request) -> None:
    """Only the listed containers, once each, whole, to the recipient, by the recovery key."""
    expected = (
        Compartment.WHOLE, request.recipient, request.recipient_keys.box, request.organisation,
        Motive.QUORUM,
    )  # fmt: skip
    found = [grant.header.place.container for grant in grants]
    if not set(found) <= set(request.containers) or len(set(found)) != len(found):
        raise Refused(Why.NOT_LISTED)
    for grant in grants:
        h = grant.header
        if (h.compartment, h.recipient, h.recipient_box, h.giver, h.motive) != expected:
            raise Refused(Why.NOT_LISTED)


def _said(result: Result) -> bytes:
    return enc("EN1quorumdone", canonical(result))
