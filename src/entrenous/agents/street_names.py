"""Which street of a commune is meant, when it is not said as the map writes it."""

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process

from entrenous.agents.addresses import kind_of

_CLOSE_ENOUGH: Final = 84.0
_LONG_NAME: Final = 3  # letters: a shorter word is not a last name said alone


def recognised(key: str, streets: Mapping[str, object]) -> tuple[list[str], bool]:
    """The streets meant, and whether that is certain: False for a shortened or a mistyped name.

    The very key, else without the kind, with initials, shortened, or with a slip of the pen.
    """
    if key in streets:
        return [key], True
    kind, name = _split(key)
    named = [other for other in streets if _same_name(kind, name, other)]
    if named:
        return named, True
    shortened = [other for other in streets if _is_shortened(kind, name, other)]
    if shortened:
        return shortened, False
    best = process.extract(key, list(streets), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    numbers = _figures(key)
    close = [other for other, _, _ in best if _figures(other) == numbers and _may_be(kind, other)]
    return (close, False) if len(close) == 1 else ([], True)


def _split(key: str) -> tuple[str, list[str]]:
    kind = kind_of(key)
    return kind, key[len(kind) :].split()


def _may_be(kind: str, other: str) -> bool:
    theirs = kind_of(other)
    return not kind or not theirs or kind == theirs


def _figures(key: str) -> list[str]:
    return [word for word in key.split() if word.isdigit()]


def _same_name(kind: str, name: list[str], other: str) -> bool:
    """Same words, an initial standing for a word, or the last name alone ("rue Jaurès")."""
    theirs = _split(other)[1]
    if not name or not theirs or not _may_be(kind, other):
        return False
    if len(name) == len(theirs):
        return all(
            mine == word or (len(mine) == 1 and mine.isalpha() and word.startswith(mine))
            for mine, word in zip(name, theirs, strict=True)
        )
    return len(name) < len(theirs) and len(name[0]) >= _LONG_NAME and theirs[-len(name) :] == name


def _is_shortened(kind: str, name: list[str], other: str) -> bool:
    """ "rue de la Rép": each word begins the street's own. To be checked by who hears it."""
    theirs = _split(other)[1]
    return (
        len(name) == len(theirs)
        and _may_be(kind, other)
        and all(
            mine == word or (len(mine) >= _LONG_NAME and mine.isalpha() and word.startswith(mine))
            for mine, word in zip(name, theirs, strict=True)
        )
    )
