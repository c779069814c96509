"""A word from a cover to the référente: what was done, what she was told. Sealed to her alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.continuity.codes import WORD_DAYS
from entrenous.continuity.contents import Word
from entrenous.continuity.models import Cover, CoveredDossier, LeftWord
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.grants import Motive


@dataclass(frozen=True)
class ReadWord:
    """A word as its reader opened it; `text` is None when it is damaged."""

    row: LeftWord
    text: str | None


def may_leave(by: Keyring, covered: CoveredDossier) -> bool:
    """During the cover, and a while after: what was typed at the last minute is not lost."""
    cover, today = covered.cover, timezone.localdate()
    if cover.colleague_id != by.agent.pk or covered.granted_on is None:
        return False
    return cover.starts_on <= today <= cover.last_day + timedelta(days=WORD_DAYS)


@transaction.atomic
def leave(
    by: Keyring, covered: CoveredDossier, text: str, *, container: UUID | None = None
) -> LeftWord:
    """Seal a word to the référente; its author does not keep a key of it.

    container  the id that the form carries: sent twice, it is left once
    raises     KeyNotHeld: no cover of hers, or over for too long; NotCertified; VaultClosed
    """
    _ = by.secret
    if not may_leave(by, covered):
        raise KeyNotHeld
    sent = LeftWord.objects.filter(pk=container, covered=covered).first()
    if sent is not None:
        return sent
    opened = containers.create(
        models.Container.Kind.WORD,
        by=by,
        recipients=[Recipient(covered.dossier.referent_id, Motive.COVER)],
        container=container,
        keep=False,
    )
    records.write(opened, Word(text), by=by)
    by.note(Act.COVER_WORD, container=covered.dossier_id, about=covered.dossier.referent_id)
    return LeftWord.objects.create(
        container_id=opened.id, covered=covered, left_on=timezone.localdate()
    )


def unread(by: Keyring) -> list[LeftWord]:
    """The words that wait for her, the oldest first."""
    held = by.held(models.Container.Kind.WORD)
    rows = LeftWord.objects.filter(pk__in=held, read_on=None)
    return list(rows.select_related("covered__cover__colleague", "covered__dossier"))


def read(by: Keyring, rows: Iterable[LeftWord]) -> list[ReadWord]:
    """Open words, in one journal entry. VaultClosed"""
    found = list(rows)
    opened = by.open_list([row.pk for row in found], Act.LIST_OPENED) if found else {}
    readings = records.read_many(opened.values(), Word)
    texts = {pk: reading.one(Word) for pk, reading in readings.items()}
    return [
        ReadWord(row, known.content.text if (known := texts.get(row.pk)) else None) for row in found
    ]


@transaction.atomic
def put_away(by: Keyring, word: UUID) -> None:
    """Say that a word was read. KeyNotHeld"""
    if not by.holds(word):
        raise KeyNotHeld
    LeftWord.objects.filter(pk=word, read_on=None).update(read_on=timezone.localdate())


def covered_by(by: Keyring, dossier: UUID) -> CoveredDossier | None:
    """The last cover through which this agent could open a dossier, and may still leave a word."""
    rows = CoveredDossier.objects.filter(
        dossier=dossier, cover__colleague=by.agent, granted_on__isnull=False
    ).select_related("cover__absent", "dossier__referent")
    found = sorted(rows, key=lambda row: row.cover.last_day, reverse=True)
    return next((row for row in found if may_leave(by, row)), None)


def is_over(cover: Cover) -> bool:
    """Tell whether its last day is past, or she came back."""
    return cover.ended_on is not None or timezone.localdate() > cover.ends_on
