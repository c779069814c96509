"""Note an agreement, correct it, take it back. Each act is journaled with its write."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.consents.contents import Agreement, Withdrawal
from entrenous.consents.terms import demand_terms
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author, OpenRecord

Stopper = Callable[[Author, OpenContainer, Dossier, OpenRecord[Agreement], date], None]
_ALSO: list[Stopper] = []


def also_stops(stop_its: Stopper) -> None:
    """Have what rests on an agreement stop when she takes it back.

    stop_its  called in the same transaction with who writes, the opened dossier, its header, what
              is left of the agreement, the day
    """
    if stop_its not in _ALSO:
        _ALSO.append(stop_its)


class AlreadyEnded(Exception):
    """The agreement is withdrawn already: nothing changes."""


@transaction.atomic
def note(by: Keyring, dossier: Dossier, said: Agreement, *, record: UUID | None = None) -> UUID:
    """Note a new agreement; its last day comes in « Ma journée ». Returns its id.

    record  the id that the form carries: sent twice, the same agreement is noted once
    raises  TermsRefused: its days do not hold together; KeyNotHeld; Damaged; VaultClosed
    """
    demand_terms(said)
    opened = by.writing(dossier.pk)
    known = records.read(opened, Agreement).find(Agreement, record) if record else None
    if known is not None and known.content == said:
        return known.id
    fresh = None if record is None or _is_used(opened, record) else record
    written = records.write(opened, said, by=by, record=fresh, act=Act.AGREEMENT_NOTED)
    _keep_due_date(dossier, written.record, said)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def correct(by: Keyring, dossier: Dossier, record: UUID, said: Agreement, *, based_on: int) -> None:
    """Correct what was noted; the former version stays, and what was withdrawn stays withdrawn.

    raises  TermsRefused; AlreadyEnded: a withdrawn agreement is not written again; EditedMeanwhile;
            KeyNotHeld: no such agreement in this dossier; Damaged
    """
    opened = by.writing(dossier.pk)
    known = _agreement(opened, record)
    if known.content.withdrawn_on is not None:
        raise AlreadyEnded
    fresh = replace(said, withdrawals=known.content.withdrawals)
    demand_terms(fresh)
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    _keep_due_date(dossier, record, fresh)
    dossier_actions.touch(dossier)


@transaction.atomic
def withdraw(
    by: Keyring, dossier: Dossier, record: UUID, *, on: date, items: tuple[str, ...] = ()
) -> None:
    """Take back some items, or the whole agreement: one dated act, no reason asked.

    It counts from its day, that day included. What was given before stays given.
    raises  AlreadyEnded: nothing was left to take back; TermsRefused: a day before it was signed,
            or an item that is not in it; KeyNotHeld; Damaged
    """
    withdraw_in(by.writing(dossier.pk), dossier, record, by=by, on=on, items=items)


def withdraw_in(
    opened: OpenContainer,
    dossier: Dossier,
    record: UUID,
    *,
    by: Author,
    on: date,
    items: tuple[str, ...] = (),
) -> None:
    """The same, in a container that the caller locked: her own compartment is enough."""
    known = _agreement(opened, record)
    left = known.content.remaining(date.max)
    wanted = items or left
    gone = tuple(item for item in wanted if item in left)
    if not gone:
        raise AlreadyEnded
    fresh = replace(known.content, withdrawals=(*known.content.withdrawals, Withdrawal(gone, on)))
    demand_terms(fresh)
    records.write(opened, fresh, by=by, record=record, act=Act.AGREEMENT_WITHDRAWN)
    _keep_due_date(dossier, record, fresh)
    for stop_its in _ALSO:
        stop_its(by, opened, dossier, replace(known, content=fresh), on)
    dossier_actions.touch(dossier)


def _agreement(opened: OpenContainer, record: UUID) -> OpenRecord[Agreement]:
    known = records.read(opened, Agreement).find(Agreement, record)
    if known is None:
        raise KeyNotHeld
    return known


def _is_used(opened: OpenContainer, record: UUID) -> bool:
    return Record.objects.filter(container_id=opened.id, record=record).exists()


def _keep_due_date(dossier: Dossier, record: UUID, said: Agreement) -> None:
    """Only its last day is known without a key; nothing is due of what was withdrawn."""
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.AGREEMENT, record=record)
    if said.withdrawn_on is not None:
        rows.delete()
        return
    DueDate.objects.update_or_create(
        dossier=dossier,
        kind=DueDate.Kind.AGREEMENT,
        record=record,
        rank=0,
        defaults={"due_on": said.until_on, "done_on": None},
    )
