"""Her remark about something written of her: kept with it, shown with it, given with it."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.copies.codes import Answered, Wanted
from entrenous.copies.contents import Remark
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Author


def add_in(
    opened: OpenContainer, dossier: Dossier, remark: Remark, *, by: Author, once: UUID
) -> UUID:
    """Keep a remark; compartment 7 is enough. Call inside a transaction.

    once    the id that the form carries: sent twice, it is kept once
    raises  KeyNotHeld: it is about something that is not in this dossier; Damaged
    """
    if (
        remark.about
        and not Record.objects.filter(container_id=opened.id, record=UUID(remark.about)).exists()
    ):
        raise KeyNotHeld
    known = records.read(opened, Remark).find(Remark, once)
    if known is not None:
        return known.id
    if Record.objects.filter(container_id=opened.id, record=once).exists():
        raise KeyNotHeld
    written = records.write(opened, remark, by=by, record=once, act=Act.REMARK_ADDED)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def add(
    by: Keyring, dossier: Dossier, *, about: UUID | None, wanted: Wanted, text: str, once: UUID
) -> UUID:
    """Keep the remark that the person made in an interview or on paper. See `add_in`."""
    remark = Remark(timezone.localdate(), wanted, text, str(about) if about else "")
    return add_in(by.writing(dossier.pk), dossier, remark, by=by, once=once)


@transaction.atomic
def answer(
    by: Keyring, dossier: Dossier, record: UUID, *, answer: Answered, words: str, based_on: int
) -> None:
    """Say what became of it; why, when nothing is corrected.

    raises  ValueError: not corrected, and no reason; EditedMeanwhile; KeyNotHeld; Damaged
    """
    if answer is Answered.NOT_CORRECTED and not words.strip():
        raise ValueError("what is not corrected is answered in words")
    opened = by.writing(dossier.pk)
    known = records.read(opened, Remark).find(Remark, record)
    if known is None:
        raise KeyNotHeld
    today = timezone.localdate()
    fresh = replace(known.content, answered_on=today, answer=answer, answer_words=words)
    act = Act.REMARK_ANSWERED
    records.write(opened, fresh, by=by, record=record, based_on=based_on, act=act)
    dossier_actions.touch(dossier)
