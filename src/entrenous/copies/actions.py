"""Ask for a copy of a file, say what was shown, take the request back. Journaled with each write.

Reading it again entry by entry is in `reviewing`, handing it over in `delivering`, refusing it in
`refusing`, her remarks in `remarks`.
"""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.copies.clock import FACT, PROCEDURE, clock
from entrenous.copies.codes import Asker, Came, State
from entrenous.copies.contents import CopyLine, CopyRequest
from entrenous.copies.models import CopyRow
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author, OpenRecord
from entrenous.procedures import actions as procedures
from entrenous.procedures.codes import Closing
from entrenous.vault.containers import Compartment

MOST_CHARS: Final = 4_000


class CopyEnded(Exception):
    """This request was answered or taken back already. Nothing changed."""


def ask_herself(
    opened: OpenContainer, dossier: Dossier, words: str, *, by: Author, request: UUID
) -> UUID:
    """The person asks, from her space: `opened` needs compartment 7 only. See `ask`.

    opened  from `PersonKeyring.writing()`, inside the caller's transaction
    """
    today = timezone.localdate()
    said = CopyRequest(str(request), today, Asker.PERSON, Came.SPACE, words=words)
    return ask_in(opened, dossier, said, by=by)


@transaction.atomic
def ask(by: Keyring, dossier: Dossier, said: CopyRequest) -> UUID:
    """Keep a request that reached the service, and start its month. Returns its id.

    said    its `request` is the id that the form carries: sent twice, it is asked once
    raises  KeyNotHeld; Damaged; LawError: no rule for that day
    """
    opened = by.writing(dossier.pk)
    opened.key_for(Compartment.NOTES)
    made = ask_in(opened, dossier, said, by=by)
    settle(by, dossier)
    return made


def ask_in(opened: OpenContainer, dossier: Dossier, said: CopyRequest, *, by: Author) -> UUID:
    """`ask`, in a container that the caller opened and locked; compartment 7 is enough."""
    row = CopyRow.objects.filter(pk=said.request).first()
    if row is not None:
        if row.dossier_id != dossier.pk:
            raise KeyNotHeld
        return row.pk
    due = clock(said.on).answer.on
    records.write(opened, said, by=by, act=Act.COPY_ASKED)
    row = CopyRow.objects.create(
        pk=UUID(said.request), dossier=dossier, asked_on=said.on, due_on=due
    )
    dossier_actions.touch(dossier)
    return row.pk


@transaction.atomic
def settle(by: Keyring, dossier: Dossier) -> int:
    """Follow the dates of requests that came while nobody had the dossier open: from her space.

    Called when a holder opens the page of copies. Returns how many were taken up.
    raises  KeyNotHeld; Damaged; LawError
    """
    waiting = list(CopyRow.objects.filter(dossier=dossier, procedure=None, ended_on=None))
    if not waiting:
        return 0
    opened = by.writing(dossier.pk)
    opened.key_for(Compartment.NOTES)
    for row in waiting:
        known = request_in(opened, row.pk)
        said = known.content
        facts = {FACT: row.asked_on}
        row.procedure = procedures.follow(by, dossier, procedure=PROCEDURE, facts=facts)
        row.save(update_fields=["procedure"])
        keep_line(opened, CopyLine(said.request, said.on, said.asker, said.came), by=by)
    return len(waiting)


@transaction.atomic
def correct(by: Keyring, dossier: Dossier, said: CopyRequest, *, based_on: int) -> None:
    """Keep what is known now of a request: who asks, what was shown. Its day does not move.

    raises  EditedMeanwhile; CopyEnded; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    row = open_row(dossier, UUID(said.request))
    known = request_in(opened, row.pk)
    fresh = replace(said, on=known.content.on, came=known.content.came)
    records.write(opened, fresh, by=by, record=known.id, based_on=based_on)
    keep_line(opened, CopyLine(fresh.request, fresh.on, fresh.asker, fresh.came), by=by)
    dossier_actions.touch(dossier)


@transaction.atomic
def withdraw(by: Keyring, dossier: Dossier, request: UUID, *, on: date) -> None:
    """Whoever asked no longer does: nothing is due any more. CopyEnded; KeyNotHeld; Damaged."""
    opened = by.writing(dossier.pk)
    row = open_row(dossier, request)
    known = request_in(opened, request)
    records.write(opened, replace(known.content, withdrawn_on=on), by=by, record=known.id)
    end(by, dossier, row, State.WITHDRAWN, on)


def end(by: Keyring, dossier: Dossier, row: CopyRow, state: State, on: date) -> None:
    """Close the row and its dates. Call inside the transaction of the act that ends it."""
    row.state, row.ended_on = state.value, on
    row.save(update_fields=["state", "ended_on"])
    if row.procedure is not None:
        procedures.close(by, dossier, row.procedure, because=Closing.FINISHED, on=on)
    dossier_actions.touch(dossier)


def open_row(dossier: Dossier, request: UUID) -> CopyRow:
    """A request of this dossier that still waits. KeyNotHeld: not here; CopyEnded."""
    row = CopyRow.objects.filter(pk=request, dossier=dossier).first()
    if row is None:
        raise KeyNotHeld
    if not row.is_open:
        raise CopyEnded
    return row


def request_in(opened: OpenContainer, request: UUID) -> OpenRecord[CopyRequest]:
    """The sealed request, or KeyNotHeld."""
    for known in records.read(opened, CopyRequest).of(CopyRequest):
        if known.content.request == str(request):
            return known
    raise KeyNotHeld


def keep_line(opened: OpenContainer, line: CopyLine, *, by: Keyring) -> None:
    """Bring the register's line of a request up to date."""
    lines = records.read(opened, CopyLine).of(CopyLine)
    known = next((k for k in lines if k.content.request == line.request), None)
    if known is None or known.content != line:
        records.write(opened, line, by=by, record=known.id if known else None)


def follow_merge(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """Two dossiers become one: rows and register lines follow; the rest moves under its own id.

    What was decided of the merged entries is to be read again: they have new ids.
    """
    CopyRow.objects.filter(dossier_id=source.id).update(dossier_id=target.id)
    for known in records.read(source, CopyLine).of(CopyLine):
        records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
        records.write(target, known.content, by=by, act=Act.RECORD_MOVED_IN)
