"""Rows of the database as the vault reads them, and back."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from entrenous.agents.keyfiles import keys_of
from entrenous.keyring import models
from entrenous.keyring.certificates import certified_keys
from entrenous.vault.containers import Compartment, EpochStatement, Place
from entrenous.vault.grants import Grant, GrantHeader, Lineage, Motive


def place_of(container: models.Container, epoch: int | None = None) -> Place:
    """The place of a container, at its current epoch or another."""
    return Place(container.organisation_id, container.pk, epoch or container.epoch)


class GrantRow(NamedTuple):
    """A row of Grant and the kind of its container, without the weight of two models."""

    container_id: UUID
    epoch: int
    compartment: int
    recipient: UUID
    recipient_box: bytes
    key_id: bytes
    box_hash: bytes
    giver: UUID
    motive: str
    made_on: date
    signature: bytes
    box: bytes | None
    since: date | None
    until: date | None
    kind: str


_COLUMNS: Final = (*GrantRow._fields[:-1], "container__kind")


def current(rows: QuerySet[models.Grant]) -> list[GrantRow]:
    """Those of these grants that are of the current epoch of their container: lists have 100."""
    of_today = rows.filter(epoch=F("container__epoch"))
    return [GrantRow._make(columns) for columns in of_today.values_list(*_COLUMNS)]


def read_grant(row: models.Grant | GrantRow, organisation: UUID) -> Grant:
    """A stored grant; an empty box when it was revoked."""
    header = GrantHeader(
        Place(organisation, row.container_id, row.epoch),
        Compartment(row.compartment),
        row.recipient,
        bytes(row.recipient_box),
        bytes(row.key_id),
        bytes(row.box_hash),
        row.giver,
        Motive(row.motive),
        row.made_on,
        row.since,
        row.until,
    )
    return Grant(header, bytes(row.signature), bytes(row.box or b""))


def grant_row(grant: Grant, *, keep_box: bool = True) -> models.Grant:
    """A grant as a row, not saved. `keep_box` is false for a maker who does not stay a holder."""
    header = grant.header
    return models.Grant(
        container_id=header.place.container,
        epoch=header.place.epoch,
        compartment=int(header.compartment),
        recipient=header.recipient,
        recipient_box=header.recipient_box,
        key_id=header.key_id,
        box_hash=header.box_hash,
        giver=header.giver,
        motive=header.motive.value,
        made_on=header.made_on,
        signature=grant.signature,
        box=grant.box if keep_box else None,
        since=header.since,
        until=header.until,
    )


def read_epoch(row: models.Epoch, organisation: UUID) -> EpochStatement:
    """A stored statement."""
    return EpochStatement(
        Place(organisation, row.container_id, row.number),
        bytes(row.vector),
        row.maker,
        bytes(row.signature),
        bytes(row.countersignature),
    )


def write_epoch(statement: EpochStatement, *, previous: bytes | None = None) -> models.Epoch:
    """Store a statement, with the former key sealed under the new one."""
    return models.Epoch.objects.create(
        container_id=statement.place.container,
        number=statement.place.epoch,
        vector=statement.vector,
        maker=statement.maker,
        signature=statement.signature,
        countersignature=statement.countersignature,
        previous=previous,
    )


def lineages(organisation: UUID, containers: Iterable[UUID]) -> dict[UUID, Lineage]:
    """All that is needed to trust grants of these containers, in three queries for any number."""
    wanted = set(containers)
    epochs: dict[UUID, dict[int, EpochStatement]] = {c: {} for c in wanted}
    for row in models.Epoch.objects.filter(container_id__in=wanted):
        epochs[row.container_id][row.number] = read_epoch(row, organisation)
    headers: dict[UUID, list[Grant]] = {c: [] for c in wanted}
    for grant in models.Grant.objects.filter(container_id__in=wanted).defer("box"):
        headers[grant.container_id].append(_header_only(grant, organisation))
    actors = {s.maker for statements in epochs.values() for s in statements.values()}
    actors |= {g.header.giver for grants in headers.values() for g in grants}
    keys = certified_keys(organisation, actors)
    journal = keys_of(organisation).journal.public
    return {c: Lineage(epochs[c], headers[c], keys, journal) for c in wanted}


def _header_only(row: models.Grant, organisation: UUID) -> Grant:
    row.box = None
    return read_grant(row, organisation)
