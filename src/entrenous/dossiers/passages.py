"""Whose words are these? A text in sentences, each of which may be marked, and marks that last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from entrenous.dossiers.codes import Voice
from entrenous.dossiers.contents import Passage

MOST_SENTENCES = 200
_BREAK = re.compile(r"(?<=[.!?…»])\s+(?=[«“\"'’(\[—–-]?\s?[^\W\d_a-zà-öø-ÿ]|\d)|\s*\n\s*")


@dataclass(frozen=True)
class Piece:
    """A part of a text; `voice` is None where nothing was marked."""

    start: int
    end: int
    text: str
    voice: Voice | None = None


def sentences(text: str) -> list[Piece]:
    """Cut a text in sentences, in order, without the white space between them.

    A very long text is cut in longer pieces, so that there are never more than MOST_SENTENCES.
    """
    edges = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(text)]
    spans = [(s, e) for s, e in zip(starts, ends, strict=True) if text[s:e].strip()]
    together = -(-len(spans) // MOST_SENTENCES) or 1
    grouped = [spans[i : i + together] for i in range(0, len(spans), together)]
    return [_piece(text, group[0][0], group[-1][1]) for group in grouped]


def marked(text: str, passages: Iterable[Passage]) -> list[Piece]:
    """The whole text in pieces, marked or not: joined, they give the text back."""
    kept = _in_order(text, passages)
    edges = sorted({0, len(text), *(p.start for p in kept), *(p.end for p in kept)})
    voices = {p.start: p.voice for p in kept}
    return [Piece(s, e, text[s:e], voices.get(s)) for s, e in pairwise(edges) if s != e]


def voice_of(piece: Piece, passages: Iterable[Passage]) -> Voice | None:
    """The voice that covers a whole sentence, if one does."""
    return next((p.voice for p in passages if p.start <= piece.start and piece.end <= p.end), None)


def join(chosen: Iterable[tuple[Piece, Voice | None]]) -> tuple[Passage, ...]:
    """Marks of sentences as passages; neighbours of the same voice become one."""
    found: list[Passage] = []
    previous: Voice | None = None
    for piece, voice in chosen:
        if voice is not None and voice == previous:
            found[-1] = Passage(found[-1].start, piece.end, voice)
        elif voice is not None:
            found.append(Passage(piece.start, piece.end, voice))
        previous = voice
    return tuple(found)


def carry_over(former: str, passages: Iterable[Passage], text: str) -> tuple[Passage, ...]:
    """Marks of a former text that still stand in the corrected one, word for word, in order."""
    kept: list[Passage] = []
    after = 0
    for passage in _in_order(former, passages):
        words = former[passage.start : passage.end]
        start = text.find(words, after)
        if start >= 0:
            after = start + len(words)
            kept.append(Passage(start, after, passage.voice))
    return tuple(kept)


def _in_order(text: str, passages: Iterable[Passage]) -> list[Passage]:
    """Passages inside the text that do not overlap: an overlapping one is left out."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda p: p.start):
        after = kept[-1].end if kept else 0
        if after <= passage.start < passage.end <= len(text):
            kept.append(passage)
    return kept


def _piece(text: str, start: int, end: int) -> Piece:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Piece(start, end, text[start:end])
