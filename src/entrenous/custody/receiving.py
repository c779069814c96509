"""Take the custodians' result in: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import custody_of, keys_of
from entrenous.agents.models import Agent
from entrenous.custody.errors import BadRecipient, NotAnchored, Over
from entrenous.custody.filing import anchored, asked
from entrenous.custody.models import Ceremony
from entrenous.dossiers.models import Dossier
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models, stored
from entrenous.keyring.certificates import certified_keys, certified_today
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import id_in_vector
from entrenous.vault.grants import Grant
from entrenous.vault.quorum_files import LeftOut, Request
from entrenous.vault.quorum_request import check_signature
from entrenous.vault.quorum_result import check_result, read_result

RENEWED: Final = "renouvele"


@dataclass(frozen=True)
class Received:
    """How many keys were handed over, and what was left out."""

    given: int
    left_out: int


@transaction.atomic
def receive(by: Keyring, ceremony: Ceremony, raw: bytes) -> Received:
    """Hand the listed keys to the recipient, who becomes the référente of these dossiers.

    raw     the result file
    raises  Over; NotAnchored: no journal entry, or no checkpoint after it; BadRecipient: her keys
            are no longer those certified; quorum_request.Refused; KeyNotHeld. Nothing changes then
    """
    opened = by.writing(ceremony.pk)
    row = Ceremony.objects.select_for_update().get(pk=ceremony.pk)
    if row.is_over:
        raise Over
    request = asked(opened)
    _check_still_true(by.organisation, row, request)
    custody = custody_of(by.organisation)
    file = read_result(raw)
    grants = check_result(
        file,
        request,
        recovery=keys_of(by.organisation).recovery,
        needed=custody.needed if custody else None,
    )
    current, renewed = _current(by.organisation, grants)
    models.Grant.objects.bulk_create([stored.grant_row(grant) for grant in current])
    left = [*file.result.left_out, *(LeftOut(c, RENEWED) for c in renewed)]
    _note(row, current, left)
    row.imported_at, row.imported_by = timezone.now(), by.agent
    row.custodians = file.result.custodians
    row.save(update_fields=["imported_at", "imported_by", "custodians"])
    dossiers = _hand_dossiers([g.header.place.container for g in current], row.recipient)
    _journal(by, row, current, dossiers)
    return Received(len(current), len(left))


def _check_still_true(organisation: UUID, row: Ceremony, request: Request) -> None:
    """The request is the one that was journaled, and its recipient has the same keys today."""
    anchored(row)
    if request.id != row.pk or request.recipient != row.recipient_id:
        raise NotAnchored
    known = certified_keys(organisation, [row.asked_by_id]).get(row.asked_by_id, ())
    check_signature(request, bytes(row.signature), known)
    today = certified_today(organisation, [request.recipient]).get(request.recipient)
    if today is None or today != request.recipient_keys.read() or not row.recipient.is_active:
        raise BadRecipient


def _current(organisation: UUID, grants: Sequence[Grant]) -> tuple[list[Grant], list[UUID]]:
    """The grants of the key that each container has today; the others were renewed meanwhile."""
    ids = [grant.header.place.container for grant in grants]
    # Locked: a holder who renews the key waits, or has already done it.
    rows = {
        row.pk: row
        for row in models.Container.objects.select_for_update()
        .filter(pk__in=ids, organisation=organisation)
        .order_by("pk")
    }
    epochs = models.Epoch.objects.filter(container_id__in=ids)
    vectors = {(e.container_id, e.number): bytes(e.vector) for e in epochs}
    kept: list[Grant] = []
    renewed: list[UUID] = []
    for grant in grants:
        header = grant.header
        place = header.place
        row = rows.get(place.container)
        vector = vectors.get((place.container, place.epoch), b"")
        is_current = row is not None and row.epoch == place.epoch
        if is_current and id_in_vector(vector, header.compartment) == header.key_id:
            kept.append(grant)
        else:
            renewed.append(place.container)
    return kept, renewed


def _note(row: Ceremony, given: Sequence[Grant], left_out: Sequence[LeftOut]) -> None:
    today = timezone.localdate()
    row.listed.filter(container__in=[g.header.place.container for g in given]).update(
        given_on=today
    )
    for each in left_out:
        row.listed.filter(container=each.container).update(left_out=each.why[:16])


def _hand_dossiers(containers: Sequence[UUID], recipient: Agent) -> list[UUID]:
    """The recipient follows these dossiers from now on: she is the one who opens them."""
    rows = Dossier.objects.filter(pk__in=containers)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(referent=recipient)
    models.PendingGrant.objects.filter(container__in=containers, recipient=recipient.pk).delete()
    return ids


def _journal(by: Keyring, row: Ceremony, given: Sequence[Grant], dossiers: Sequence[UUID]) -> None:
    lines = [
        journal.Line(
            Act.GRANTED,
            container=grant.header.place.container,
            about=row.recipient_id,
            basis=grant.header.motive.value,
            signature=grant.signature,
        )
        for grant in given
    ]
    told = [
        journal.Line(Act.QUORUM_GIVEN, container=pk, about=row.recipient_id, basis=row.ground)
        for pk in (row.pk, *dossiers)
    ]
    journal.record_all([*lines, *told], organisation=by.organisation, actor=by.agent.pk)
