"""Write the journal. An act and its entry are in one transaction, or neither exists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Organisation
from entrenous.journal import linking
from entrenous.journal.acts import Act
from entrenous.journal.models import Checkpoint, Entry, JournalHead
from entrenous.vault import journal as chain


@dataclass(frozen=True)
class Written:
    """The record that an act wrote: its id, version and blob hash."""

    record: UUID
    version: int
    blob_hash: bytes


@dataclass(frozen=True)
class Line:
    """What an entry says, before it has a place in the chain.

    about   the agent or group concerned
    basis   a code, never a text
    detail  sealed bytes; free text is never in clear here
    """

    act: Act
    container: UUID | None = None
    written: Written | None = None
    about: UUID | None = None
    basis: str = ""
    detail: bytes | None = None
    signature: bytes | None = None


def record(
    act: Act,
    *,
    organisation: UUID,
    actor: UUID | None,
    container: UUID | None = None,
    written: Written | None = None,
    about: UUID | None = None,
    basis: str = "",
    detail: bytes | None = None,
    signature: bytes | None = None,
) -> None:
    """Add one entry at the end of the organisation's chain: `record_all` for one line."""
    line = Line(act, container, written, about, basis, detail, signature)
    record_all([line], organisation=organisation, actor=actor)


def record_all(lines: Sequence[Line], *, organisation: UUID, actor: UUID | None) -> None:
    """Add entries at the end of the organisation's chain, in order.

    raises  any database error: the caller's transaction then fails whole, so nothing is
            shown or done without its entry. Outside a transaction, commits before it returns
    source  04-seal §3.12. Lock order: the journal's head is always taken last
    """
    now = timezone.now().replace(microsecond=0)
    linking.append(organisation, [_entry(line, organisation, actor, now) for line in lines])


def _entry(line: Line, organisation: UUID, actor: UUID | None, now: datetime) -> Entry:
    written = line.written
    return Entry(
        organisation_id=organisation,
        at=now,
        actor=actor,
        act=line.act,
        container=line.container,
        record=written.record if written else None,
        version=written.version if written else None,
        blob_hash=written.blob_hash if written else None,
        about=line.about,
        basis=line.basis,
        detail=line.detail,
        signature=line.signature,
    )


def make_checkpoint(organisation: Organisation) -> Checkpoint:
    """Sign the journal as it stands; print, mail or anchor the note outside."""
    with transaction.atomic():
        head, _ = JournalHead.objects.select_for_update().get_or_create(
            organisation_id=organisation.pk
        )
        leaves = [
            linking.canonical(e)
            for e in Entry.objects.filter(organisation=organisation, seq__lte=head.size).iterator()
        ]
        signed = chain.Checkpoint(
            origin=f"entre-nous/{organisation.pk}",
            size=head.size,
            root=chain.merkle_root(leaves),
            chain=bytes(head.chain),
        ).note(keys_of(organisation.pk).journal)
        return Checkpoint.objects.create(
            organisation=organisation, size=head.size, made_at=timezone.now(), note=signed
        )
