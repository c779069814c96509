"""What the person and the service do in her space. Each act is journaled with its write."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import codes
from entrenous.consents import actions as consents
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.contents import NextStep
from entrenous.dossiers.models import Dossier
from entrenous.endings import afterwards
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author
from entrenous.space import unopened
from entrenous.space.contents import Message, MessageRead, SharedStep, Statement, What
from entrenous.space.keys import PersonKeyring
from entrenous.space.queries import MESSAGE_KINDS, statements_of, unread_of
from entrenous.vault.containers import Compartment

#: Long enough for anything one has to say; an older telephone still shows it.
MOST_CHARS: Final = 5_000


@transaction.atomic
def say(by: PersonKeyring, text: str, *, once: UUID) -> UUID:
    """The person writes to the service. Returns the id of the message.

    once    the id that the form carries: sent twice, the same message is written once
    raises  KeyNotHeld; Damaged
    """
    message = Message(text, timezone.now(), from_person=True)
    return _send(by.writing(), message, by.space.dossier, once=once, by=by)


@transaction.atomic
def answer(by: Keyring, dossier: Dossier, text: str, *, once: UUID) -> UUID:
    """The service writes to the person. Nothing is sent outside of her space. See `say`."""
    message = Message(text, timezone.now(), from_person=False)
    opened = by.writing(dossier.pk)
    if not Record.objects.filter(container_id=opened.id, record=once).exists():
        counting.count(codes.What.MESSAGE_SENT, dossier, opened, by=by, mode="message")
    return _send(opened, message, dossier, once=once, by=by)


@transaction.atomic
def read_by_person(by: PersonKeyring) -> int:
    """Note that she opened the messages of the service today; returns how many were new.

    raises  KeyNotHeld; Damaged: they are shown all the same, and stay « not read »
    """
    return _mark_read(by.writing(), by=by, from_person=False)


@transaction.atomic
def read_by_service(by: Keyring, dossier: UUID) -> int:
    """Note that the service opened hers today. See `read_by_person`."""
    opened = by.writing(dossier)
    count = _mark_read(opened, by=by, from_person=True)
    unopened.ends(dossier)
    return count


def _mark_read(opened: OpenContainer, *, by: Author, from_person: bool) -> int:
    opened.key_for(Compartment.PERSON)
    reading = records.read(opened, *MESSAGE_KINDS)
    new = [line for line in unread_of(reading) if line.from_person is from_person]
    today = timezone.localdate()
    for line in new:
        seen = MessageRead(str(line.id), today)
        records.write(opened, seen, by=by, act=Act.MESSAGE_READ)
    return len(new)


@transaction.atomic
def state(by: PersonKeyring, text: str, *, based_on: int) -> None:
    """Keep what she wants written in her file; the former versions stay. Empty takes it back.

    based_on  the version that she was reading, 0 for none; EditedMeanwhile if there is a newer one
    raises    EditedMeanwhile; KeyNotHeld; Damaged
    """
    opened = by.writing()
    reading = records.read(opened, Statement)
    shown = statements_of(reading) or reading.of(Statement)
    known = shown[0] if shown else None
    if text == (known.content.text if known else ""):
        return
    fresh = Statement(text)
    record = known.id if known else None
    records.write(opened, fresh, by=by, record=record, based_on=based_on, act=Act.STATEMENT_WRITTEN)
    tell(opened, What.STATEMENT, by=by)
    dossier_actions.touch(by.space.dossier)


@transaction.atomic
def withdraw(by: PersonKeyring, record: UUID, *, on: date, items: tuple[str, ...] = ()) -> None:
    """The person takes an agreement back, wholly or in part: at once, and the service is told.

    raises  consents.AlreadyEnded; TermsRefused; KeyNotHeld: no such agreement; Damaged
    """
    opened = by.writing()
    consents.withdraw_in(opened, by.space.dossier, record, by=by, on=on, items=items)
    tell(opened, What.WITHDRAWAL, by=by)


@transaction.atomic
def object_to_ending(by: PersonKeyring, words: str, *, on: date) -> None:
    """The person says no to the end that she was told of: nothing ends before it is talked over.

    raises  endings.NotProposed: it was given up or has ended; AlreadySaid; KeyNotHeld; Damaged
    """
    opened = by.writing()
    afterwards.object_in(opened, by.space.dossier, by=by, on=on, words=words)
    tell(opened, What.OBJECTION, by=by)


@transaction.atomic
def refuse_questionnaire(by: PersonKeyring, *, on: date) -> None:
    """The person takes back her yes to an anonymous questionnaire. AlreadySaid; and as above."""
    opened = by.writing()
    afterwards.withdraw_in(opened, by.space.dossier, by=by, on=on)
    tell(opened, What.QUESTIONNAIRE, by=by)


def tell(opened: OpenContainer, what: What, *, by: Author) -> None:
    """Put an act of hers among what the service has to open. Call inside a transaction."""
    line = Message("", timezone.now(), from_person=True, what=what)
    unopened.begins(opened.id, line.sent_at)
    records.write(opened, line, by=by, act=Act.MESSAGE_SENT)


@transaction.atomic
def share_steps(by: Keyring, dossier: Dossier, steps: Iterable[tuple[str, NextStep]]) -> int:
    """Put steps decided in an interview in her space; one already there is left alone.

    steps    (source, step): the source names the entry and the place in it
    returns  how many were added
    raises   KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    there = {s.content.source for s in records.read(opened, SharedStep).of(SharedStep)}
    fresh = [
        SharedStep(step.doer, step.what, step.due_on, source)
        for source, step in steps
        if source not in there
    ]
    records.write_all(opened, fresh, by=by)
    return len(fresh)


@transaction.atomic
def take_step_back(by: Keyring, dossier: Dossier, record: UUID) -> None:
    """Take a step out of her space: done, or shared by mistake. KeyNotHeld: no such step."""
    opened = by.writing(dossier.pk)
    if records.read(opened, SharedStep).find(SharedStep, record) is None:
        raise KeyNotHeld
    records.remove(opened, record, by=by, act=Act.RECORD_REMOVED)


def _send(
    opened: OpenContainer, message: Message, dossier: Dossier, *, once: UUID, by: Author
) -> UUID:
    known = records.read(opened, Message).find(Message, once)
    if known is not None and known.content.text == message.text:
        return once
    used = Record.objects.filter(container_id=opened.id, record=once).exists()
    record = None if used else once
    written = records.write(opened, message, by=by, record=record, act=Act.MESSAGE_SENT)
    dossier_actions.touch(dossier)
    if message.from_person:
        unopened.begins(opened.id, message.sent_at)
    return written.record
