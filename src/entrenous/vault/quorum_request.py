"""The request to the custodians: signed by who asks, then checked far from the server.

Protocol EN1 §3.7. Nothing here opens anything: what is checked is who asks, for whom, and that
the journal knew of it first, under a checkpoint that was already signed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from entrenous.vault.inclusion import root_from
from entrenous.vault.journal import Checkpoint
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, enc, verify
from entrenous.vault.quorum_files import (
    REQUEST_FORMAT,
    Evidence,
    Ground,
    Request,
    RequestFile,
    canonical,
    read,
)
from entrenous.vault.registry import vouched_keys

ASKED_ACT: Final = "quorum.asked"


class Why(StrEnum):
    """Why a request or a result is refused. Codes for programs."""

    NOT_A_FILE = "fichier"
    UNKNOWN_FORMAT = "format"
    NOTHING_LISTED = "liste"
    ALTERED = "signature"
    RECIPIENT = "destinataire"
    NO_ENTRY = "sans_entree"
    OTHER_ENTRY = "autre_entree"
    NO_CHECKPOINT = "sans_point"
    NOT_UNDER_CHECKPOINT = "hors_du_point"
    OTHER_REQUEST = "autre_demande"
    OTHER_RECOVERY = "autre_cle"
    NOT_LISTED = "hors_liste"
    TOO_EARLY = "delai"


class Refused(Exception):
    """A file that cannot be used, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class CheckedRequest:
    """A request whose signature, entry, checkpoint and recipient are right.

    keys  the certified keys of everyone named in the evidence, former ones included
    """

    request: Request
    evidence: Evidence
    keys: Mapping[UUID, Sequence[PublicKeys]]
    registry: PublicKeys
    journal: PublicKeys
    recipient: PublicKeys


def sign_request(request: Request, by: SecretKeys) -> bytes:
    """The requester's signature: it is also what the journal's entry carries."""
    return by.sign(_said(request))


def read_request(raw: bytes) -> CheckedRequest:
    """Read a request file and check all of it. Refused, with the first thing that is wrong."""
    try:
        file = read(raw, RequestFile)
    except NotOpened:
        raise Refused(Why.NOT_A_FILE) from None
    return check_request(file)


def check_request(file: RequestFile) -> CheckedRequest:
    """Check who asks, for whom, what is listed, and that the journal has it. Refused."""
    request, evidence = file.request, file.evidence
    if request.format != REQUEST_FORMAT:
        raise Refused(Why.UNKNOWN_FORMAT)
    listed = request.containers
    if not listed or len(set(listed)) != len(listed):
        raise Refused(Why.NOTHING_LISTED)
    try:
        registry, journal = evidence.registry.read(), evidence.journal.read()
        recipient = request.recipient_keys.read()
        certificates = [told.read() for told in evidence.certificates]
    except NotOpened:
        raise Refused(Why.NOT_A_FILE) from None
    keys = vouched_keys(
        (c for c in certificates if c.subject.organisation == request.organisation), registry
    )
    check_signature(request, file.signature, keys.get(request.asked_by, ()))
    if recipient not in keys.get(request.recipient, ()):
        raise Refused(Why.RECIPIENT)
    _check_entry(file)
    _check_checkpoint(file, journal)
    return CheckedRequest(request, evidence, keys, registry, journal, recipient)


def check_signature(request: Request, signature: bytes, keys: Sequence[PublicKeys]) -> None:
    """Refused unless one of these keys of the requester signed exactly this request."""
    for each in keys:
        try:
            verify(each.sign, _said(request), signature)
        except NotOpened:
            continue
        return
    raise Refused(Why.ALTERED)


def is_rehearsal(request: Request) -> bool:
    """Tell whether it opens a test dossier only."""
    return request.ground is Ground.REHEARSAL


def _check_entry(file: RequestFile) -> None:
    """The entry is the one of this request: same act, same actor, same signature."""
    if not file.evidence.entry:
        raise Refused(Why.NO_ENTRY)
    request, entry = file.request, _entry(file.evidence)
    told = [entry.get(name) for name in ("organisation", "act", "actor", "about", "signature")]
    if told != [
        str(request.organisation), ASKED_ACT, str(request.asked_by), str(request.recipient),
        file.signature.hex(),
    ]:  # fmt: skip
        raise Refused(Why.OTHER_ENTRY)


def _check_checkpoint(file: RequestFile, journal: PublicKeys) -> None:
    """The entry is one of those that a signed checkpoint covers."""
    evidence = file.evidence
    if not evidence.checkpoint:
        raise Refused(Why.NO_CHECKPOINT)
    seq = _entry(evidence).get("seq")
    if not isinstance(seq, int):
        raise Refused(Why.OTHER_ENTRY)
    try:
        point = Checkpoint.read(evidence.checkpoint, journal=journal)
        root = root_from(evidence.entry, index=seq - 1, size=point.size, path=evidence.path)
    except NotOpened:
        raise Refused(Why.NOT_UNDER_CHECKPOINT) from None
    if root != point.root or point.origin != f"entre-nous/{file.request.organisation}":
        raise Refused(Why.NOT_UNDER_CHECKPOINT)


def _entry(evidence: Evidence) -> dict[str, object]:
    try:
        entry = json.loads(evidence.entry)
    except ValueError:
        raise Refused(Why.OTHER_ENTRY) from None
    return entry if isinstance(entry, dict) else {}


def _said(request: Request) -> bytes:
    return enc("EN1quorum", canonical(request))
