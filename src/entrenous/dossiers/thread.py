"""Write the thread: add an entry, correct it, mark its passages, move it, say a step is done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.activity.codes import What
from entrenous.dossiers import actions, counting
from entrenous.dossiers.contents import NextStep, Outlook, Passage, ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.dossiers.passages import carry_over
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord
from entrenous.vault.containers import Compartment


@transaction.atomic
def write_entry(by: Keyring, dossier: Dossier, entry: ThreadEntry) -> journal.Written:
    """Add an entry; its next steps become due dates, and the first one the line of the lists.

    raises  KeyNotHeld; Damaged: writing waits for a constat; VaultClosed
    """
    opened = by.writing(dossier.pk)
    written = records.write(opened, entry, by=by)
    _keep_next_steps(opened, dossier, written.record, entry.next_steps, by=by)
    counting.count(
        What.THREAD_ENTRY,
        dossier,
        opened,
        by=by,
        on=entry.on,
        doing=entry.doing.value,
        mode=entry.mode.value,
        themes=[theme.value for theme in entry.themes],
        minutes=entry.minutes,
    )
    actions.touch(dossier)
    return written


def typed_by(agent: UUID, entry: ThreadEntry) -> ThreadEntry:
    """The same entry, saying who typed it today when it is of another day: « saisi après coup »."""
    today = timezone.localdate()
    return replace(entry, typed_on=today, typed_by=agent) if entry.on < today else entry


@transaction.atomic
def correct_entry(
    by: Keyring, dossier: Dossier, record: UUID, entry: ThreadEntry, *, based_on: int
) -> journal.Written:
    """Write a new version; the former stays. Marks that still stand word for word are kept.

    raises  EditedMeanwhile: someone wrote a newer version; KeyNotHeld: no such entry; Damaged
    """
    opened = by.writing(dossier.pk)
    former = _entry(opened, record)
    passages = carry_over(former.content.text, former.content.passages, entry.text)
    kept = former.content
    fresh = replace(
        entry, passages=passages, shared_on=kept.shared_on,
        typed_on=kept.typed_on, typed_by=kept.typed_by,
    )  # fmt: skip
    written = records.write(opened, fresh, by=by, record=record, based_on=based_on)
    _keep_next_steps(opened, dossier, record, entry.next_steps, by=by)
    actions.touch(dossier)
    return written


@transaction.atomic
def mark_passages(
    by: Keyring, dossier: Dossier, record: UUID, passages: tuple[Passage, ...], *, based_on: int
) -> journal.Written:
    """Say whose words the passages of a text are. EditedMeanwhile, KeyNotHeld, Damaged."""
    opened = by.writing(dossier.pk)
    former = _entry(opened, record)
    if former.version != based_on:
        raise EditedMeanwhile(record, former.version)
    fresh = replace(former.content, passages=passages)
    return records.write(opened, fresh, by=by, record=record, based_on=based_on)


@transaction.atomic
def move_entry(by: Keyring, record: UUID, *, source: Dossier, target: Dossier) -> UUID:
    """Move an entry typed in the wrong dossier, with its versions; both journals keep the trace.

    returns the id of the entry in the target
    raises  KeyNotHeld: one of them is not hers, or no such entry; Damaged
    """
    opened = {pk: by.writing(pk) for pk in sorted((source.pk, target.pk))}
    _entry(opened[source.pk], record)
    history = records.versions(opened[source.pk], record)
    arrived = uuid4()
    for version in reversed(history):
        records.write(
            opened[target.pk], version.content, by=by, record=arrived, act=Act.RECORD_MOVED_IN
        )
    records.remove(opened[source.pk], record, by=by, act=Act.RECORD_MOVED_OUT)
    DueDate.objects.filter(dossier=source, record=record).update(dossier=target, record=arrived)
    for dossier in (source, target):
        _keep_outlook(opened[dossier.pk], dossier, by=by)
        actions.touch(dossier)
    return arrived


@transaction.atomic
def finish_step(by: Keyring, due: DueDate, *, done: bool = True) -> None:
    """Say that something due is done, or not after all. KeyNotHeld."""
    opened = by.writing(due.dossier_id)
    due.done_on = timezone.localdate() if done else None
    due.save(update_fields=["done_on"])
    by.note(Act.STEP_DONE, container=due.dossier_id)
    _keep_outlook(opened, due.dossier, by=by)
    actions.touch(due.dossier)


def _entry(opened: OpenContainer, record: UUID) -> OpenRecord[ThreadEntry]:
    """The latest version of an entry of this dossier, or KeyNotHeld as if it were not there."""
    opened.key_for(Compartment.NOTES)
    for known in records.read(opened, ThreadEntry).of(ThreadEntry):
        if known.id == record:
            return known
    raise KeyNotHeld


def _keep_next_steps(
    opened: OpenContainer,
    dossier: Dossier,
    record: UUID,
    steps: Sequence[NextStep],
    *,
    by: Keyring,
) -> None:
    """One due date per dated step, at its place in the entry; those of removed steps go."""
    kind = DueDate.Kind.NEXT_STEP
    known = DueDate.objects.filter(dossier=dossier, kind=kind, record=record)
    dated = {rank: step.due_on for rank, step in enumerate(steps) if step.due_on}
    known.exclude(rank__in=dated).delete()
    for rank, due_on in dated.items():
        DueDate.objects.update_or_create(
            dossier=dossier, kind=kind, record=record, rank=rank, defaults={"due_on": due_on}
        )
    _keep_outlook(opened, dossier, by=by)


def _keep_outlook(opened: OpenContainer, dossier: Dossier, *, by: Keyring) -> None:
    """The line « la suite » of the lists: the nearest step that is not done."""
    if not opened.covers(Compartment.PLAN):
        return
    reading = records.read(opened, Outlook, ThreadEntry)
    known = reading.one(Outlook)
    former = known.content if known else Outlook()
    following, on = _nearest_step(reading.of(ThreadEntry), dossier)
    fresh = replace(former, next=following, next_on=on)
    if fresh != former:
        records.write(opened, fresh, by=by, record=known.id if known else None)


def _nearest_step(
    entries: list[OpenRecord[ThreadEntry]], dossier: Dossier
) -> tuple[str, date | None]:
    """The earliest dated step still to do; else the first undated one of the latest entry."""
    rows = DueDate.objects.filter(dossier=dossier, kind=DueDate.Kind.NEXT_STEP)
    done = set(rows.exclude(done_on=None).values_list("record", "rank"))
    dated = [
        (step.due_on, step.what)
        for entry in entries
        for rank, step in enumerate(entry.content.next_steps)
        if step.due_on and (entry.id, rank) not in done
    ]
    if dated:
        on, what = min(dated)
        return what, on
    latest = max(entries, key=lambda e: (e.content.on, e.content.at), default=None)
    undated = [s.what for s in latest.content.next_steps if not s.due_on] if latest else []
    return (undated[0] if undated else ""), None
