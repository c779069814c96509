"""The last look before a letter leaves: no known value of a kept item in what was typed.

It finds the value written again, whatever its case, accents, spaces or dots; not a paraphrase.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from entrenous.law import vocabulary

from .cleaning import clean_line
from .errors import LetterRefused

_WORD = re.compile(r"[^\W_]+")
_IN_NUMBER = re.compile(r"(?<=\d)[\s./-]+(?=\d)")
_PART = re.compile(r"[,;\n]")
#: Shorter values (« 2 » children) are in every date; they are not looked for.
_SHORTEST = 3
#: A lone number of fewer digits is looked for in sentences only: an amount may equal another.
_TELLING_DIGITS = 8
_COMMON = frozenset({("oui",), ("non",)})


def refuse_kept_values(
    kept: Mapping[str, str],
    *,
    sentences: Mapping[str, Iterable[str]],
    names: Mapping[str, Iterable[str]],
) -> None:
    """Raise LetterRefused if a kept value (by item code) is in a text (by field name).

    `sentences` are free words, searched part by part; `names` are references, names, addresses
    and given values, where only the whole value counts.
    """
    said, named = _all_words(sentences), _all_words(names)
    for item, value in kept.items():
        whole = _telling(words_of(value))
        parts = [whole, *(_telling(words_of(part)) for part in _PART.split(value))]
        _refuse_any(parts, said, item)
        _refuse_any([] if _is_short_number(whole) else [whole], named, item)


def _all_words(texts: Mapping[str, Iterable[str]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(field, words_of(text)) for field, each in texts.items() for text in each if text]


def _refuse_any(
    wanted: Iterable[tuple[str, ...]], texts: list[tuple[str, tuple[str, ...]]], item: str
) -> None:
    for looked_for in wanted:
        for field, words in texts:
            if looked_for and _contains(words, looked_for):
                raise LetterRefused(
                    "Ce texte contient un élément que la décision garde"
                    f" ({vocabulary().items[item]}) : retirez-le.",
                    field=field,
                    item=item,
                )


def words_of(text: str) -> tuple[str, ...]:
    """Words without case or accents; « 01 99 00 » and « 01.99.00 » are one number."""
    flat = unicodedata.normalize("NFKD", clean_line(text)).casefold()
    bare = "".join(each for each in flat if not unicodedata.combining(each))
    return tuple(_WORD.findall(_IN_NUMBER.sub("", bare)))


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, or nothing when they say too little to be looked for."""
    return () if len("".join(words)) < _SHORTEST or words in _COMMON else words


def _is_short_number(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0].isdigit() and len(words[0]) < _TELLING_DIGITS


def _contains(text: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(text[start : start + size] == wanted for start in range(len(text) - size + 1))
