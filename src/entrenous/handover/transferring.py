"""Pass dossiers on, one or three hundred: chosen, started, then handed over one by one.

00-decisions 38: driven by the open browser session in steps that can stop anywhere; each dossier
is one transaction, so that it has one référente and one key before, during and after.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import queries, sharing
from entrenous.dossiers.models import Dossier
from entrenous.handover import sheets
from entrenous.handover.codes import Refusal, State
from entrenous.handover.errors import AlreadyStarted, NotFollowing, NothingChosen
from entrenous.handover.models import Batch, HandedDossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.primitives import NotOpened

STEP_SECONDS: Final = 1.5


@dataclass(frozen=True)
class Progress:
    """Where a batch stands after a step.

    is_held_up  the colleague's keys are not certified any more: what waits stays where it is
    """

    done: int
    waiting: int
    refused: int
    is_held_up: bool = False

    @property
    def total(self) -> int:
        """How many dossiers were chosen."""
        return self.done + self.waiting + self.refused


@transaction.atomic
def prepare(by: Keyring, dossiers: Iterable[UUID], to: Agent) -> Batch:
    """Choose dossiers for a colleague. What waited in another batch not started yet leaves it.

    raises  NothingChosen; NotCertified, NotFollowing: not this colleague; KeyNotHeld: of another
            house, gone, or oneself; AlreadyStarted: one of them is being passed on; VaultClosed
    """
    _ = by.secret
    _check(by, to)
    Agent.objects.select_for_update().get(pk=by.agent.pk)
    hers = queries.own(by).filter(referent=by.agent, pk__in=set(dossiers))
    ids = sorted(hers.values_list("pk", flat=True))
    if not ids:
        raise NothingChosen
    waiting = HandedDossier.objects.filter(dossier__in=ids, state=State.WAITING)
    if waiting.filter(batch__outgoing=by.agent, batch__started_at__isnull=False).exists():
        raise AlreadyStarted
    waiting.delete()
    Batch.objects.filter(outgoing=by.agent, started_at=None, lines=None).delete()
    known = Batch.objects.filter(outgoing=by.agent, incoming=to, started_at=None).first()
    batch = known or Batch.objects.create(outgoing=by.agent, incoming=to)
    HandedDossier.objects.bulk_create(HandedDossier(batch=batch, dossier_id=pk) for pk in ids)
    return batch


@transaction.atomic
def take_out(by: Keyring, batch: Batch, dossier: UUID) -> None:
    """Leave a dossier out of a batch; the last one out ends it. AlreadyStarted; KeyNotHeld."""
    row = _own(by, batch)
    if row.started_at is not None:
        raise AlreadyStarted
    row.lines.filter(dossier=dossier).delete()
    if not row.lines.exists():
        row.delete()


@transaction.atomic
def start(by: Keyring, batch: Batch) -> None:
    """Begin: from now on the list no longer changes. Ask for her phrase before. Twice is once.

    raises  NotCertified, NotFollowing, KeyNotHeld: the colleague can receive nothing
    """
    row = _own(by, batch)
    _check(by, row.incoming)
    if row.started_at is None:
        row.started_at = timezone.now()
        row.save(update_fields=["started_at"])
        by.note(Act.HANDOVER_STARTED, about=row.incoming_id)


def advance(by: Keyring, batch: Batch, *, seconds: float = STEP_SECONDS) -> Progress:
    """Pass on as many dossiers as fit in a step, at least one, each in its own transaction.

    What cannot be passed on says why and stops nothing. Nothing when the batch is not started.
    raises  KeyNotHeld: not her batch; VaultClosed
    """
    row = _own(by, batch)
    if row.started_at is None:
        return progress(row)
    try:
        _check(by, row.incoming)
    except (NotCertified, NotFollowing, KeyNotHeld):
        return progress(row, is_held_up=True)
    end = time.monotonic() + seconds
    for line in row.lines.filter(state=State.WAITING):
        _pass_on(by, row, line)
        if time.monotonic() >= end:
            break
    _end_if_over(row)
    return progress(row)


@transaction.atomic
def try_again(by: Keyring, batch: Batch) -> None:
    """Put what was refused back among what waits. KeyNotHeld."""
    row = _own(by, batch)
    refused = row.lines.filter(state=State.REFUSED, dossier__referent=by.agent)
    elsewhere = HandedDossier.objects.filter(state=State.WAITING).values("dossier")
    if refused.exclude(dossier__in=elsewhere).update(state=State.WAITING, refusal=""):
        Batch.objects.filter(pk=row.pk).update(ended_at=None)


@transaction.atomic
def stop(by: Keyring, batch: Batch) -> None:
    """Give up what is not passed on yet: it stays hers. What is done is done. KeyNotHeld."""
    row = _own(by, batch)
    row.lines.filter(state=State.WAITING).delete()
    if not row.lines.exists():
        row.delete()
    elif row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])


@transaction.atomic
def acknowledge(by: Keyring, dossiers: Iterable[UUID]) -> int:
    """Say that the sheets of dossiers received were read; returns how many."""
    _ = by.secret
    rows = HandedDossier.objects.filter(
        batch__incoming=by.agent, state=State.DONE, acknowledged_at=None, dossier__in=set(dossiers)
    )
    ids = [pk for pk in sorted(rows.values_list("dossier", flat=True)) if by.holds(pk)]
    for pk in ids:
        by.note(Act.HANDOVER_READ, container=pk)
    return rows.filter(dossier__in=ids).update(acknowledged_at=timezone.now())


def progress(batch: Batch, *, is_held_up: bool = False) -> Progress:
    """Where a batch stands. Reads states only."""
    states = list(batch.lines.values_list("state", flat=True))
    count = states.count
    return Progress(count(State.DONE), count(State.WAITING), count(State.REFUSED), is_held_up)


def _pass_on(by: Keyring, batch: Batch, line: HandedDossier) -> None:
    """Hand one dossier over, or write down why not: it is then as it was."""
    try:
        with transaction.atomic():
            dossier = Dossier.objects.select_related("secteur").get(pk=line.dossier_id)
            opened = sharing.as_referent(by, dossier)
            if dossier.merged_into_id:
                _refuse(line, Refusal.MERGED)
                return
            if not _waits(line):  # another window of hers passed it on meanwhile
                return
            sheets.say_untold(opened, by=by)
            sharing.transfer(by, dossier, batch.incoming)
            now = timezone.now()
            HandedDossier.objects.filter(pk=line.pk).update(state=State.DONE, done_at=now)
    except sharing.AlreadyHolder:
        _refuse(line, Refusal.ALREADY)
    except KeyNotHeld:
        _refuse(line, Refusal.GONE)
    except (Damaged, NotOpened):
        _refuse(line, _what_is_damaged(by, line))


@transaction.atomic
def _what_is_damaged(by: Keyring, line: HandedDossier) -> Refusal:
    """The dossier itself, or what is sealed beside it: each has a constat of its own."""
    reading = records.read(by.writing(line.dossier_id))
    return Refusal.DAMAGED if reading.doubtful or reading.lost else Refusal.BESIDE


def _refuse(line: HandedDossier, why: Refusal) -> None:
    """Only what still waits: another window may have passed it on."""
    rows = HandedDossier.objects.filter(pk=line.pk, state=State.WAITING)
    rows.update(state=State.REFUSED, refusal=why)


def _waits(line: HandedDossier) -> bool:
    return HandedDossier.objects.filter(pk=line.pk, state=State.WAITING).exists()


def _end_if_over(batch: Batch) -> None:
    if batch.ended_at is None and not batch.lines.filter(state=State.WAITING).exists():
        batch.ended_at = timezone.now()
        batch.save(update_fields=["ended_at"])


def _own(by: Keyring, batch: Batch) -> Batch:
    """The batch as it is now, locked where one can, or KeyNotHeld: someone else's."""
    _ = by.secret
    row = Batch.objects.select_related("incoming").filter(pk=batch.pk, outgoing=by.agent).first()
    if row is None:
        raise KeyNotHeld
    return row


def _check(by: Keyring, to: Agent) -> None:
    if to.organisation_id != by.organisation or not to.is_active or to.pk == by.agent.pk:
        raise KeyNotHeld
    if not to.has_function(Function.Kind.SOCIAL_WORKER):
        raise NotFollowing
    if not is_certified(by.organisation, to.pk):
        raise NotCertified
