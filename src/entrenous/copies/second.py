"""A second person looks at what is kept: a colleague who holds the dossier, or a lead or the
legal desk on an extract lent for seven days (00-decisions 7).
"""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.copies.actions import open_row
from entrenous.copies.codes import HERSELF, Asker, Choice
from entrenous.copies.composing import masked
from entrenous.copies.contents import SecondReading, SecondWord
from entrenous.copies.queries import second_readings
from entrenous.copies.reviewing import Review
from entrenous.dossiers import support
from entrenous.dossiers.contents import SharedExtract
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import OpenRecord, Reading


class NotAsked(Exception):
    """The one who asked reads a second time, or this reading was already said. Nothing changed."""


def is_needed(review: Review, *, small_service: bool) -> bool:
    """Whether a second person must look before anything leaves.

    Something is kept or masked, someone else than the person asks, a minor asks, or whoever asks
    works here. A small service (00-decisions 41) does without, and its screen says so.
    """
    if small_service:
        return False
    said = review.asked.said
    kept = any(choice.choice is not Choice.GIVE for _, choice in review.decided)
    return kept or said.is_agent or said.asker not in HERSELF or said.asker is Asker.MINOR


def standing_word(reading: Reading, review: Review) -> OpenRecord[SecondReading] | None:
    """The latest second reading of the choices as they are now, said; None otherwise."""
    for record in second_readings(reading, review.asked.row.pk):
        if record.content.said_on is not None and record.content.choices == review.digest:
            return record
    return None


def extract_of(review: Review) -> str:
    """What a second reader needs: each entry that is not given whole, its masks shown."""
    blocks = []
    for item, choice in review.decided:
        if choice.choice is Choice.GIVE and not choice.is_asked:
            continue
        why = choice.ground.label if choice.ground else ""
        head = f"{item.title}, {item.on:%d/%m/%Y} : {choice.choice.label}"
        texts = [
            f"{part.label} : {masked(part.text, [m for m in choice.masks if m.part == rank])}"
            for rank, part in enumerate(item.parts)
        ]
        blocks.append("\n".join([f"{head} ({why})" if why else head, *texts]))
    return "\n\n".join(blocks)


@transaction.atomic
def ask(
    by: Keyring,
    dossier: Dossier,
    review: Review,
    *,
    to: Agent,
    text: str = "",
    question: str = "",
    container: UUID | None = None,
) -> UUID:
    """Ask someone to look. Whoever holds the dossier reads it there; else `text` is lent to her.

    container  the id that the form carries: sent twice, it is lent once
    raises     KeyNotHeld; NotCertified; CopyEnded; Damaged
    """
    opened = by.writing(dossier.pk)
    row = open_row(dossier, review.asked.row.pk)
    if to.pk == by.agent.pk:
        raise NotAsked
    lent = ""
    if to.pk not in containers.whole_holders(dossier.pk):
        extract = SharedExtract("Relecture d’une copie de dossier", text, question)
        lent = str(support.lend(by, dossier, extract, to=to, container=container).pk)
        known = [r for r in second_readings(records.read(opened, SecondReading), row.pk)
                 if r.content.lent == lent]  # fmt: skip
        if known:
            return known[0].id
    today = timezone.localdate()
    said = SecondReading(str(row.pk), str(to.pk), today, review.digest, lent)
    return records.write(opened, said, by=by, act=Act.COPY_SECOND).record


@transaction.atomic
def say(
    by: Keyring, dossier: Dossier, record: UUID, *, agrees: bool, words: str, choices: str
) -> None:
    """A colleague who holds the dossier says her word, on the choices that she saw.

    raises  NotAsked: not asked of her, or said already; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    known = records.read(opened, SecondReading).find(SecondReading, record)
    if known is None:
        raise KeyNotHeld
    if known.content.reader != str(by.agent.pk) or known.content.said_on is not None:
        raise NotAsked
    fresh = replace(
        known.content, said_on=timezone.localdate(), agrees=agrees, words=words, choices=choices
    )
    records.write(opened, fresh, by=by, record=record, act=Act.COPY_SECOND)


@transaction.atomic
def say_on_extract(by: Keyring, lent: SupportExtract, *, agrees: bool, words: str) -> None:
    """A lead or the legal desk says her word, in the extract lent to her. Twice: the last one.

    raises  KeyNotHeld: not lent to her, taken back, or past its day
    """
    if lent.given_to_id != by.agent.pk:
        raise KeyNotHeld
    opened = by.writing(lent.pk)
    known = records.read(opened, SecondWord).one(SecondWord)
    word = SecondWord(timezone.localdate(), agrees, words)
    records.write(opened, word, by=by, record=known.id if known else None, act=Act.COPY_SECOND)


@transaction.atomic
def collect(by: Keyring, dossier: Dossier, request: UUID) -> int:
    """Bring back into the dossier what was said on the extracts. Returns how many. Damaged."""
    opened = by.writing(dossier.pk)
    found = 0
    for record in second_readings(records.read(opened, SecondReading), request):
        said = record.content
        if not said.lent or said.said_on is not None or not by.holds(UUID(said.lent)):
            continue
        extract = by.writing(UUID(said.lent))
        word = records.read(extract, SecondWord).one(SecondWord)
        if word is None or str(word.author) != said.reader:
            continue
        fresh = replace(
            said, said_on=word.content.on, agrees=word.content.agrees, words=word.content.words
        )
        records.write(opened, fresh, by=by, record=record.id, act=Act.COPY_SECOND)
        found += 1
    return found
