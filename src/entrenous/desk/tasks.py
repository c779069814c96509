"""Tasks that a référente entrusts to reception: sealed to who does them, reported back, counted.

Each is a container that follows the dossier's whole key (a handover, a merge, a recovery take it
along) and that reception holds until its return is in the thread (00-decisions 9).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.desk.codes import MODE_OF, TaskKind
from entrenous.desk.contents import TaskAsk, TaskReturn
from entrenous.desk.errors import AlreadyReturned, NotOver, ProtectedPerson
from entrenous.desk.models import Task
from entrenous.dossiers import thread
from entrenous.dossiers.codes import Doing
from entrenous.dossiers.contact import is_alone_in
from entrenous.dossiers.contents import PersonCard, ReceptionCard, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records, rotation, satellites
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.reception.errors import LeftAlone, NoLetterBox
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

#: Kinds of tasks by which someone would contact the person herself.
REACHES_HER: Final = frozenset({TaskKind.APPOINTMENT})


@dataclass(frozen=True)
class Asked:
    """A task as the référente types it. `to` None: whoever of reception comes first."""

    kind: TaskKind
    said: TaskAsk
    due_on: date | None = None
    to: Agent | None = None


@dataclass(frozen=True)
class OpenedTask:
    """A task as one of its holders reads it."""

    row: Task
    ask: TaskAsk
    returned: TaskReturn | None


@transaction.atomic
def give(by: Keyring, dossier: Dossier, asked: Asked, *, once: UUID) -> Task:
    """Seal a task to reception; whoever holds the dossier whole holds it too.

    once    the id that the form carries: sent twice, it is given once
    raises  ProtectedPerson; LeftAlone: nobody contacts her; NoLetterBox; KeyNotHeld: not her
            dossier, or a colleague of elsewhere; NotCertified. Nothing is then written
    """
    known = Task.objects.filter(pk=once, dossier=dossier).first()
    if known is not None:
        return known
    _check_person(by, dossier, asked.kind)
    place = dossier.secteur.circonscription
    opened = containers.create(
        Container.Kind.TASK, by=by, recipients=[_recipient(by, place, asked.to)], container=once
    )
    records.write(opened, asked.said, by=by)
    row = Task.objects.create(
        container_id=once,
        dossier=dossier,
        circonscription=place,
        kind=asked.kind.value,
        given_by=by.agent,
        given_to=asked.to,
        given_at=timezone.now(),
        due_on=asked.due_on,
    )
    satellites.attach(once, dossier.pk, by=by)
    by.note(Act.TASK_GIVEN, container=once, about=asked.to.pk if asked.to else None)
    return row


def read(by: Keyring, task: UUID) -> OpenedTask:
    """One task, journaled before it is read. KeyNotHeld, VaultClosed."""
    row = _row(by, task)
    reading = records.read(by.open(task, Act.TASK_OPENED), TaskAsk, TaskReturn)
    ask, returned = reading.one(TaskAsk), reading.one(TaskReturn)
    return OpenedTask(
        row, ask.content if ask else TaskAsk(""), returned.content if returned else None
    )


@transaction.atomic
def give_back(by: Keyring, task: UUID, said: TaskReturn) -> Task:
    """Say what came of it; it goes back to the référente, and is counted as the doer's own work.

    raises  AlreadyReturned; KeyNotHeld; Damaged
    """
    row = _locked(by, task)
    if row.status != Task.Status.GIVEN:
        raise AlreadyReturned
    opened = by.writing(task)
    records.write(opened, said, by=by, act=Act.TASK_DONE)
    row.status = Task.Status.DONE if said.is_done else Task.Status.NOT_DONE
    row.ended_at = timezone.now()
    row.save(update_fields=["status", "ended_at"])
    activity.record(
        What.TASK_DONE,
        by=by,
        circonscription=row.circonscription,
        mode=row.kind,
        minutes=said.minutes,
        outcome=row.status,
    )
    return row


@transaction.atomic
def take_back(by: Keyring, task: UUID) -> Task:
    """The référente takes it back: reception's key goes, and the task's is renewed.

    raises  AlreadyReturned; KeyNotHeld
    """
    row = _locked(by, task, is_hers=True)
    if row.status != Task.Status.GIVEN:
        raise AlreadyReturned
    row.status, row.ended_at = Task.Status.TAKEN_BACK, timezone.now()
    row.save(update_fields=["status", "ended_at"])
    by.note(Act.TASK_TAKEN_BACK, container=task)
    _close(by, row)
    return row


@transaction.atomic
def report(by: Keyring, task: UUID) -> Task:
    """Put what came back in the dossier's thread; reception then reads the task no more.

    Its minutes were counted with whoever did it: the entry carries none.
    raises  NotOver; AlreadyReturned: it is in the thread already; KeyNotHeld; Damaged
    """
    row = _locked(by, task, is_hers=True)
    if row.reported_on is not None:
        raise AlreadyReturned
    if not row.has_come_back:
        raise NotOver
    reading = records.read(by.writing(task), TaskAsk, TaskReturn)
    ask, returned = reading.one(TaskAsk), reading.one(TaskReturn)
    if ask is None or returned is None:
        raise NotOver
    entry = ThreadEntry(
        on=returned.content.on,
        mode=MODE_OF[row.what],
        doing=Doing.INDIRECT,
        text=_told(row, ask.content, returned.content),
    )
    thread.write_entry(by, row.dossier, entry)
    row.reported_on = timezone.localdate()
    row.save(update_fields=["reported_on"])
    by.note(Act.TASK_REPORTED, container=task)
    _close(by, row)
    return row


def of_dossier(dossier: UUID) -> list[Task]:
    """The tasks entrusted about a dossier, the latest first."""
    rows = Task.objects.filter(dossier=dossier).select_related("given_to", "given_by")
    return list(rows.order_by("-given_at"))


def come_back(by: Keyring) -> list[Task]:
    """What came back and is not in the thread yet, of the dossiers of which she is référente."""
    rows = Task.objects.filter(
        dossier__referent=by.agent, reported_on=None,
        status__in=(Task.Status.DONE, Task.Status.NOT_DONE),
    )  # fmt: skip
    return list(rows.order_by("ended_at"))


def follow_merge(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """When two dossiers become one, its tasks go with it. Called in `dossiers.merging`."""
    if Task.objects.filter(dossier=source.id).update(dossier=target.id):
        by.note(Act.TASK_GIVEN, container=target.id)


def _check_person(by: Keyring, dossier: Dossier, kind: TaskKind) -> None:
    opened = by.writing(dossier.pk)
    opened.key_for(Compartment.WHOLE)  # reception's part is not hers to entrust
    reading = records.read(opened, PersonCard, ReceptionCard)
    card = reading.one(PersonCard)
    if card is None or card.content.is_protected:
        raise ProtectedPerson
    if kind in REACHES_HER and is_alone_in(reading):
        raise LeftAlone


def _recipient(by: Keyring, place: Circonscription, to: Agent | None) -> Recipient:
    if to is not None:
        of_reception = to.has_function(Function.Kind.RECEPTION) and to.is_active
        if to.organisation_id != by.organisation or not of_reception:
            raise KeyNotHeld
        return Recipient(to.pk, Motive.SHARED)
    group = groups.usable(Group.Kind.RECEPTION, place)
    if group is None:
        raise NoLetterBox
    return Recipient(group.pk, Motive.LETTER_BOX)


def _told(row: Task, ask: TaskAsk, said: TaskReturn) -> str:
    state = "Faite" if said.is_done else "N’a pas pu être faite"
    return f"Tâche confiée à l’accueil : {row.what.label}.\n{ask.what}\n{state} : {said.words}"


def _row(by: Keyring, task: UUID) -> Task:
    rows = Task.objects.select_related("dossier", "given_by", "given_to", "circonscription")
    found = rows.filter(pk=task, container__organisation_id=by.organisation).first()
    if found is None or not by.holds(task):
        raise KeyNotHeld
    return found


def _locked(by: Keyring, task: UUID, *, is_hers: bool = False) -> Task:
    found = _row(by, task)
    if is_hers:
        by.writing(found.dossier_id).key_for(Compartment.WHOLE)
    return Task.objects.select_for_update().select_related("dossier").get(pk=task)


def _close(by: Keyring, row: Task) -> None:
    """Only whoever holds the dossier whole keeps the key of a task that is over."""
    keep = containers.whole_holders(row.dossier_id) | {by.agent.pk, by.organisation}
    gone = frozenset(containers.whole_holders(row.pk) - keep)
    if gone:
        rotation.renew(row.pk, by=by, without=gone)
