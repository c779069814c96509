"""Open the facts that wait, make them coarse, put them in the store, close the months that end.

The statistics key is read from a file that only the engine's account can read. A batch is whole
days, shuffled: nothing of the order in which acts were done is left.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from entrenous.activity import own
from entrenous.activity.actions import read
from entrenous.activity.contents import FactContent
from entrenous.activity.models import Fact, MonthToken
from entrenous.agents.models import Organisation
from entrenous.statistics.engine.store import Store, demand_private
from entrenous.statistics.periods import CLOSES_AFTER_DAYS
from entrenous.vault.primitives import NotOpened
from entrenous.workload.work import Work, coarsened

#: Opened and written so many at a time: memory is bounded.
BATCH: Final = 20_000
_OWN_YEARS: Final = 1


@dataclass
class Done:
    """What a run did, for the operator: numbers only."""

    facts: int = 0
    late: int = 0
    aside: int = 0
    unreadable: int = 0
    closed: str = ""
    tokens_destroyed: int = 0
    recovered: list[str] = field(default_factory=list)


def aggregate(store: Store, organisation: Organisation, key: Path, *, today: date) -> Done:
    """Take in every whole day that waits, then close what must be.

    raises  StoreTooOpen: the key or the folder is readable by others; StoreBusy; OSError
    """
    demand_private(key)
    secret = key.read_bytes()
    done = Done()
    with store.alone():
        done.recovered = recover(store)
        while _take_in(store, organisation, secret, today, done):
            pass
        _close(store, organisation, today, done)
    return done


def recover(store: Store) -> list[str]:
    """End what a stopped run left: a batch whose facts are gone is settled, another is dropped."""
    settled = []
    for batch, facts in store.staged().items():
        if Fact.objects.filter(pk__in=facts).exists():
            store.drop(batch)
        else:
            store.settle(batch)
            settled.append(batch)
    return settled


def _take_in(
    store: Store, organisation: Organisation, secret: bytes, today: date, done: Done
) -> bool:
    """One batch: written aside, removed from the database, then settled. False: nothing waits."""
    waiting = list(
        Fact.objects.filter(organisation=organisation, batch_on__lt=today).order_by("pk")[:BATCH]
    )
    if not waiting:
        return False
    known = store.state
    works, unreadable, late = _opened(waiting, secret, known.closed, store)
    rows = [coarsened(work) for work in works]
    ids = [fact.pk for fact in waiting]
    batch = secrets.token_hex(8)
    store.stage(batch, rows, ids)
    with transaction.atomic():
        Fact.objects.filter(pk__in=ids).delete()
    store.settle(batch)
    store.keep(late=known.late + late, unreadable=known.unreadable + unreadable)
    done.facts += len(rows)
    done.late += late
    done.unreadable += unreadable
    done.aside += sum(row.aside for row in rows)
    return True


def _opened(
    waiting: Iterable[Fact], secret: bytes, closed: str, store: Store
) -> tuple[list[Work], int, int]:
    works, unreadable, late = [], 0, 0
    for fact in waiting:
        try:
            said = read(bytes(fact.box), opened_by=secret)
        except (NotOpened, ValueError):
            unreadable += 1
            continue
        month = f"{said.month:%Y-%m}"
        is_late = bool(closed) and month <= closed
        late += is_late
        works.append(_work(said, _after(closed) if is_late else month, store, is_late=is_late))
    return works, unreadable, late


def _work(said: FactContent, month: str, store: Store, *, is_late: bool) -> Work:
    """A late fact keeps its act and loses whom it counted: she may be counted there already."""
    return Work(
        act=said.act.value,
        month=month,
        place=_id(said.circonscription),
        secteur=_id(said.secteur),
        doing=said.doing,
        mode=said.mode,
        themes=said.themes,
        minutes=said.minutes,
        outcome=said.outcome,
        delay=said.delay,
        people=said.people,
        person="" if is_late else store.token("person", month[:4], said.person),
        agent="" if is_late else store.token("agent", month, said.agent),
        band=said.band,
        household=said.household,
    )


def _close(store: Store, organisation: Organisation, today: date, done: Done) -> None:
    """Close the months that ended long enough ago: their tokens and their salts are destroyed."""
    settled_on = today - timedelta(days=CLOSES_AFTER_DAYS)
    last = (settled_on.replace(day=1) - timedelta(days=1)).replace(day=1)
    done.closed = store.keep(closed=max(f"{last:%Y-%m}", store.state.closed)).closed
    tokens = MonthToken.objects.filter(agent__organisation=organisation, month__lte=last)
    done.tokens_destroyed = tokens.delete()[0]
    store.forget_salts(done.closed)
    own.forget(date(today.year - _OWN_YEARS, 1, 1))


def _after(month: str) -> str:
    """The month after « 2026-12 »: « 2027-01 »."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def _id(pk: UUID | None) -> str:
    return str(pk) if pk else ""
