"""Make the file that goes to the custodians: the request, and all that proves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from entrenous.agents.keyfiles import keys_of
from entrenous.custody.contents import AskedOfCustodians
from entrenous.custody.errors import NotAnchored, NoticesDue, Over
from entrenous.custody.models import Ceremony
from entrenous.custody.queries import blocking
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.journal.linking import canonical
from entrenous.journal.models import Checkpoint, Entry
from entrenous.keyring import certificates, models, records, stored
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault import journal as chain
from entrenous.vault.containers import Compartment
from entrenous.vault.inclusion import audit_path
from entrenous.vault.primitives import NotOpened
from entrenous.vault.quorum_files import (
    CertificateTold,
    ContainerTold,
    Evidence,
    GrantTold,
    KeysTold,
    ProofTold,
    Request,
    RequestFile,
    StatementTold,
    read,
    written,
)
from entrenous.vault.quorum_result import NAMING_KINDS


def request_file(by: Keyring, ceremony: Ceremony) -> bytes:
    """The request file, once the référente and the data protection officer were told.

    raises  Over; NoticesDue; KeyNotHeld; NotAnchored: the journal is not faithful
    """
    if ceremony.is_over:
        raise Over
    if blocking(ceremony):
        raise NoticesDue
    opened = by.open(ceremony.pk, Act.QUORUM_TAKEN)
    entry = _entry_of(ceremony)
    organisation = by.agent.organisation
    if not Checkpoint.objects.filter(organisation=organisation, size__gte=entry.seq).exists():
        journal.make_checkpoint(organisation)
    anchor = anchored(ceremony)
    request = asked(opened)
    file = RequestFile(
        request, bytes(ceremony.signature), _evidence(by.organisation, request, anchor)
    )
    return written(file)


def asked(opened: OpenContainer) -> Request:
    """The request that a container seals. NotAnchored: it has none."""
    record = records.read(opened, AskedOfCustodians).one(AskedOfCustodians)
    if record is None:
        raise NotAnchored
    return read(record.content.request.encode(), Request)


@dataclass(frozen=True)
class Anchor:
    """A request's entry, its path, and the checkpoint that covers it."""

    entry: Entry
    path: list[bytes]
    note: str


def anchored(ceremony: Ceremony) -> Anchor:
    """The entry of a request under the latest checkpoint; the whole journal is held against it.

    raises  NotAnchored: no entry, no checkpoint after it, or a journal that is not the one signed
    """
    entry = _entry_of(ceremony)
    organisation = entry.organisation_id
    points = Checkpoint.objects.filter(organisation=organisation, size__gte=entry.seq)
    latest = points.order_by("-size").first()
    if latest is None:
        raise NotAnchored
    try:
        point = chain.Checkpoint.read(latest.note, journal=keys_of(organisation).journal.public)
    except NotOpened:
        raise NotAnchored from None
    rows = Entry.objects.filter(organisation=organisation, seq__lte=point.size).order_by("seq")
    leaves = [canonical(row) for row in rows.iterator()]
    if len(leaves) != point.size or chain.merkle_root(leaves) != point.root:
        raise NotAnchored
    return Anchor(entry, audit_path(leaves, entry.seq - 1), latest.note)


def _entry_of(ceremony: Ceremony) -> Entry:
    """The entry that carries the request's own signature."""
    rows = Entry.objects.filter(
        container=ceremony.pk, act=Act.QUORUM_ASKED, actor=ceremony.asked_by_id
    )
    for row in rows:
        if row.signature is not None and bytes(row.signature) == bytes(ceremony.signature):
            return row
    raise NotAnchored


def _evidence(organisation: UUID, request: Request, anchor: Anchor) -> Evidence:
    keys = keys_of(organisation)
    rows = models.Certificate.objects.filter(organisation=organisation).order_by("-pk")
    return Evidence(
        registry=KeysTold.of(keys.registry.public),
        journal=KeysTold.of(keys.journal.public),
        certificates=tuple(CertificateTold.of(certificates.read(row)) for row in rows),
        containers=tuple(_told(organisation, request)),
        entry=canonical(anchor.entry),
        path=tuple(anchor.path),
        checkpoint=anchor.note,
    )


def _told(organisation: UUID, request: Request) -> Iterable[ContainerTold]:
    """Of each listed container, what opens it for the recovery key, and nothing of its content."""
    naming = {listed.container for listed in request.dossiers if listed.satellites}
    rows = models.Container.objects.filter(pk__in=request.containers)
    for row in rows.prefetch_related("epochs", "grants"):
        statements = [stored.read_epoch(epoch, organisation) for epoch in row.epochs.all()]
        grants = [g for g in row.grants.all() if g.compartment == Compartment.WHOLE]
        yield ContainerTold(
            row.pk,
            row.epoch,
            tuple(StatementTold.of(each) for each in statements),
            tuple(_grant(grant, row, organisation) for grant in grants),
            tuple(_names(row.pk)) if row.pk in naming else (),
        )


def _grant(grant: models.Grant, row: models.Container, organisation: UUID) -> GrantTold:
    """The signed header of every whole key; the box of the recovery key only."""
    is_ours = grant.recipient == organisation and grant.epoch == row.epoch
    return GrantTold.of(stored.read_grant(grant, organisation), with_box=is_ours)


def _names(dossier: UUID) -> Iterable[ProofTold]:
    rows = models.Record.objects.filter(container=dossier, kind__in=NAMING_KINDS)
    for row in rows.order_by("record", "version"):
        yield ProofTold(row.record, row.version, bytes(row.blob))
