"""Search the full text of one's own dossiers, decrypted in memory for the time of one request.

Whoever searches sees only what she could open one by one. The terms are kept nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from entrenous.agents.folding import fold
from entrenous.dossiers.contents import (
    ContactMeans,
    DomainAssessment,
    HouseholdMember,
    Objective,
    Outlook,
    PersonCard,
    PlanAction,
    PlanReview,
    ReceptionMessage,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.queries import ListRow, open_own
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import OpenRecord, Reading

# What one reads in a record; codes and dates are not sought.
_READ: dict[type[object], tuple[str, ...]] = {
    PersonCard: ("commune", "street"),
    ContactMeans: ("value", "rule"),
    HouseholdMember: ("given_name", "link"),
    ThreadEntry: ("text", "decided"),
    Outlook: ("why",),
    Objective: ("words",),
    PlanAction: ("what", "partner", "note"),
    PlanReview: ("done", "remaining", "changed", "person_words"),
    DomainAssessment: ("facts", "person_words", "reading"),
    Synthesis: ("text", "disagreement"),
    ReceptionMessage: ("text",),
}
MOST_RESULTS = 50
MOST_SNIPPETS = 3
UNREAD: Final = "Accompagnement terminé : ouvrez le dossier pour lire l’extrait."
_AROUND_CHARS = 70
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Snippet:
    """An extract around what was found, in pieces: (text, whether it is what was sought)."""

    pieces: tuple[tuple[str, bool], ...]
    record: OpenRecord[object]

    @property
    def entry(self) -> UUID | None:
        """The entry of the thread it comes from, if it comes from one."""
        return self.record.id if isinstance(self.record.content, ThreadEntry) else None


def _unread(snippet: Snippet) -> Snippet:
    """That something was found, not what: an extract may hold a number (00-decisions 37)."""
    return replace(snippet, pieces=((UNREAD, False),))


@dataclass(frozen=True)
class Found:
    """A dossier that has every word sought, in its name or in one of its records."""

    row: ListRow
    by_name: bool
    snippets: tuple[Snippet, ...]


def search(by: Keyring, terms: str) -> list[Found]:
    """Dossiers with every word of `terms`, accents and capitals aside; by name first.

    A word may be the beginning of a longer one. One journal entry, without the terms.
    raises  VaultClosed
    """
    words = fold(terms).split()
    rows, readings = open_own(by, Act.OWN_SEARCH, *_READ)
    if not words:
        return []
    found = [hit for row in rows if (hit := _look_in(row, readings[row.dossier.pk], words))]
    return sorted(found, key=lambda f: not f.by_name)


def _look_in(row: ListRow, reading: Reading, words: list[str]) -> Found | None:
    name = fold(_names(row.card)).split() if row.card else []
    by_name = all(_begins(word, name) for word in words)
    left = words if by_name else [word for word in words if not _begins(word, name)]
    snippets = []
    for record in reading.records:
        for text in _texts(record.content):
            snippet = _snippet(text, left, record)
            if snippet:
                snippets.append(_unread(snippet) if row.is_ended else snippet)
    if not by_name and not snippets:
        return None
    return Found(row, by_name, tuple(snippets[:MOST_SNIPPETS]))


def _begins(word: str, among: list[str]) -> bool:
    return any(other.startswith(word) for other in among)


def _snippet(text: str, words: list[str], record: OpenRecord[object]) -> Snippet | None:
    """An extract if every word is in this text."""
    folded = fold(text).split()
    if not words or not all(_begins(word, folded) for word in words):
        return None
    hits = [m.span() for m in _WORD.finditer(text) if _is_hit(m.group(), words)]
    first = hits[0][0] if hits else 0
    start = max(0, text.rfind(" ", 0, max(0, first - _AROUND_CHARS)) + 1) if first else 0
    end = min(len(text), first + 2 * _AROUND_CHARS)
    pieces = tuple(_pieces(text, start, end, hits))
    return Snippet(pieces, record)


def _is_hit(written: str, words: list[str]) -> bool:
    parts = fold(written).split()
    return any(part.startswith(word) for part in parts for word in words)


def _pieces(
    text: str, start: int, end: int, hits: list[tuple[int, int]]
) -> Iterator[tuple[str, bool]]:
    at = start
    if start:
        yield "… ", False
    for begin, stop in hits:
        if begin >= end:
            break
        if begin >= at:
            yield text[at:begin], False
            yield text[begin:stop], True
            at = stop
    if at < end:
        yield text[at:end], False
    if end < len(text):
        yield " …", False


def _names(card: PersonCard) -> str:
    return " ".join((card.family_name, card.given_name, card.birth_name, card.alias))


def _texts(content: object) -> Iterator[str]:
    for name in _READ.get(type(content), ()):
        if text := getattr(content, name):
            yield text
    if isinstance(content, ThreadEntry):
        yield from (step.what for step in content.next_steps)
