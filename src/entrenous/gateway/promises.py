"""Réciprocité: what the partner promised in return, by when, whether it came, when it was reminded.

The nearest day is kept in clear for the lists; what was promised is sealed with the request.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.gateway.checking import check_past, check_words
from entrenous.gateway.codes import State
from entrenous.gateway.contents import Promise, RegisterLine
from entrenous.gateway.holding import Held, hold, move
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import OpenRecord


@transaction.atomic
def promise(by: Keyring, request: UUID, promised: Promise, *, record: UUID | None = None) -> UUID:
    """Keep what a partner promised; returns the id of its record.

    record  the id that the form carries: sent twice, it is kept once
    raises  BadLetter: no words; KeyNotHeld; Damaged
    """
    check_words("what", promised.what)
    held = hold(by, request)
    known = held.reading.by_id(record) if record else None
    if known is None:
        record = records.write(held.opened, promised, by=by, record=record).record
        _keep_nearest(held)
        _count(What.PROMISE_MADE, by, held)
    return record  # type: ignore[return-value]


@transaction.atomic
def kept(by: Keyring, request: UUID, record: UUID, *, on: date) -> None:
    """Say that what was promised came. BadLetter: a day to come; KeyNotHeld: no such promise."""
    check_past("on", on)
    _change(by, request, record, came_on=on)
    _count(What.PROMISE_KEPT, by, hold(by, request))


@transaction.atomic
def reminded(by: Keyring, request: UUID, record: UUID, *, on: date) -> None:
    """Say that a reminder left. BadLetter: a day to come; KeyNotHeld: no such promise."""
    check_past("on", on)
    known = _promise(hold(by, request), record)
    _change(by, request, record, reminded_on=(*known.content.reminded_on, on))


def _change(by: Keyring, request: UUID, record: UUID, **changes: object) -> None:
    held = hold(by, request)
    known = _promise(held, record)
    fresh = replace(known.content, **changes)  # type: ignore[arg-type]
    records.write(held.opened, fresh, by=by, record=record, based_on=known.version)
    _keep_nearest(held)


def _count(act: What, by: Keyring, held: Held) -> None:
    activity.record(
        act,
        by=by,
        circonscription=held.row.circonscription,
        themes=(held.the(RegisterLine).requester,),
    )


def _promise(held: Held, record: UUID) -> OpenRecord[Promise]:
    for known in held.reading.of(Promise):
        if known.id == record:
            return known
    raise KeyNotHeld


def _keep_nearest(held: Held) -> None:
    waited = [
        p.content.due_on
        for p in records.read(held.opened, Promise).of(Promise)
        if p.content.came_on is None and p.content.due_on is not None
    ]
    held.row.promise_due_on = min(waited, default=None)
    move(held.row, State(held.row.state))
