"""Follow a procedure: open it, complete what is known, say what became of a date, close it.

The days that wait are written in clear with what is sealed, in the same transaction: the server
knows that something is due that day, never what nor why.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity.codes import What
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord
from entrenous.law.deadlines.facts import Facts
from entrenous.procedures.codes import Closing, Outcome
from entrenous.procedures.contents import FollowedProcedure, Mark
from entrenous.procedures.counting import counted, pending_days, told_facts

Change = Callable[[FollowedProcedure], FollowedProcedure]


class ProcedureClosed(Exception):
    """It is no longer followed: take it up again first. Nothing changed."""


@transaction.atomic
def follow(
    by: Keyring,
    dossier: Dossier,
    *,
    procedure: str,
    facts: Facts,
    about: str = "",
    record: UUID | None = None,
    on: date | None = None,
) -> UUID:
    """Open a procedure in a dossier with what is known of it; returns its id.

    record  the id that the form carries: sent twice, the same procedure is opened once
    raises  LawError: the dates cannot be counted; KeyNotHeld; Damaged; VaultClosed
    """
    opened = by.writing(dossier.pk)
    said = counted(
        FollowedProcedure(procedure, on or timezone.localdate(), told_facts(facts), about)
    )
    known = (
        records.read(opened, FollowedProcedure).find(FollowedProcedure, record) if record else None
    )
    if known is not None and known.content == said:
        return known.id
    written = records.write(opened, said, by=by, record=_unused(opened, record))
    _keep_due_dates(dossier, written.record, said)
    counting.count(What.PROCEDURE_FOLLOWED, dossier, opened, by=by, on=on, doing=procedure)
    dossier_actions.touch(dossier)
    return written.record


def complete(
    by: Keyring, dossier: Dossier, record: UUID, *, facts: Facts, about: str, based_on: int
) -> None:
    """Keep what is known now; every date is counted again. The former version stays.

    A mark put on a date that moves no longer stands: a deadline is never hidden by an old tick.
    raises  LawError; EditedMeanwhile; ProcedureClosed; KeyNotHeld; Damaged
    """
    _change(
        by,
        dossier,
        record,
        lambda said: counted(replace(said, facts=told_facts(facts), about=about)),
        based_on=based_on,
    )


def count_again(by: Keyring, dossier: Dossier, record: UUID) -> None:
    """Write the dates down as the law base counts them today, after it changed. LawError."""
    _change(by, dossier, record, counted)


def mark(
    by: Keyring, dossier: Dossier, record: UUID, code: str, *, on: date, outcome: Outcome | None
) -> None:
    """Say what became of a date: done, no longer relevant, or None: it waits again.

    on      the day that was on the screen; a date that has moved meanwhile is not marked
    raises  KeyNotHeld: no such procedure, or no such date on that day; ProcedureClosed; Damaged
    """

    def change(said: FollowedProcedure) -> FollowedProcedure:
        if not any(each.code == code and each.on == on for each in said.counted):
            raise KeyNotHeld
        others = tuple(each for each in said.marks if each.code != code)
        if outcome is None:
            return replace(said, marks=others)
        known = next(
            (m for m in said.marks if (m.code, m.on, m.outcome) == (code, on, outcome)), None
        )
        fresh = known or Mark(code, on, outcome, timezone.localdate())
        return replace(said, marks=(*others, fresh))

    _change(by, dossier, record, change)


def close(by: Keyring, dossier: Dossier, record: UUID, *, because: Closing, on: date) -> None:
    """Stop following a procedure: nothing of it is due any more. Twice is once."""
    _change(
        by,
        dossier,
        record,
        lambda said: replace(said, closed_on=on, closed_because=because),
        closed_too=True,
    )


def take_up_again(by: Keyring, dossier: Dossier, record: UUID) -> None:
    """Follow a closed procedure again, its dates counted today. LawError."""
    _change(
        by,
        dossier,
        record,
        lambda said: counted(replace(said, closed_on=None, closed_because=None)),
        closed_too=True,
    )


def end_all(by: Keyring, opened: OpenContainer, dossier: Dossier, on: date) -> None:
    """When an accompagnement ends, its procedures are no longer followed here. Damaged."""
    for known in records.read(opened, FollowedProcedure).of(FollowedProcedure):
        if known.content.closed_on is None:
            ended = replace(known.content, closed_on=on, closed_because=Closing.ENDING)
            records.write(opened, ended, by=by, record=known.id, based_on=known.version)
            _keep_due_dates(dossier, known.id, ended)


@transaction.atomic
def _change(
    by: Keyring,
    dossier: Dossier,
    record: UUID,
    change: Change,
    *,
    based_on: int | None = None,
    closed_too: bool = False,
) -> None:
    """One change of one procedure, with its days in clear; what changes nothing is not written."""
    opened = by.writing(dossier.pk)
    known = _followed(opened, record)
    if known.content.closed_on is not None and not closed_too:
        raise ProcedureClosed
    fresh = change(known.content)
    if fresh == known.content:
        return
    version = known.version if based_on is None else based_on
    records.write(opened, fresh, by=by, record=record, based_on=version)
    _keep_due_dates(dossier, record, fresh)
    dossier_actions.touch(dossier)


def _followed(opened: OpenContainer, record: UUID) -> OpenRecord[FollowedProcedure]:
    known = records.read(opened, FollowedProcedure).find(FollowedProcedure, record)
    if known is None:
        raise KeyNotHeld
    return known


def _unused(opened: OpenContainer, record: UUID | None) -> UUID | None:
    if record is None or Record.objects.filter(container_id=opened.id, record=record).exists():
        return None
    return record


def _keep_due_dates(dossier: Dossier, record: UUID, said: FollowedProcedure) -> None:
    """One row per day that waits, ranked by day: neither the step nor how many fall on it."""
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.PROCEDURE, record=record)
    rows.delete()
    DueDate.objects.bulk_create(
        DueDate(dossier=dossier, kind=DueDate.Kind.PROCEDURE, record=record, rank=rank, due_on=on)
        for rank, on in enumerate(pending_days(said))
    )
