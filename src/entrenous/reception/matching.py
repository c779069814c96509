"""Finding a person's card by her name, as it was heard, misspelt or turned round, in memory.

Nothing is kept between two searches: the caller opens the sealed pages, calls `prepare` and
`search`, and lets go. What `keys_of` computes depends on the card alone, so it may be sealed with
the card; no index of names exists anywhere (04-seal §3.9).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from entrenous.agents.folding import fold
from entrenous.reception.phonetics import sound

_PARTICLES: Final = frozenset(
    [
        *("d", "de", "del", "della", "des", "di", "do", "dos", "da", "das", "du", "l", "la", "le"),
        *("les", "m", "mac", "mc", "n", "o", "saint", "sainte", "san", "santa", "van", "vande"),
        *("vanden", "von", "y", "abd", "abdel", "abdul", "abdoul", "abou", "abu", "ait", "al"),
        *("bel", "ben", "bent", "bin", "bint", "bou", "el", "ould", "oum", "ul"),
    ]
)
_SPELLED_OUT: Final = {"st": "saint", "ste": "sainte"}

_SAME: Final = 100.0
_SOUNDS_ALIKE: Final = 92.0
_ONE_SLIP: Final = 88.0
_TWO_SLIPS: Final = 78.0
_BEGINS_SO: Final = 84.0
_SHORTEST_BEGINNING: Final = 3
_TOLERATES_ONE: Final = 4  # letters
_TOLERATES_TWO: Final = 8
_WORTH_SHOWING: Final = 60.0
_SAME_YEAR: Final = 12.0
_NEXT_YEAR: Final = 6.0
_WHOLE_NAME: Final = 3.0  # at most: a card the query covers entirely comes before a longer one


class Reason(StrEnum):
    """Why a card is shown, in the words the screen uses."""

    SAME = "même nom"
    SOUNDS_ALIKE = "se prononce pareil"
    CLOSE = "nom proche"
    BEGINS_SO = "début du nom"
    IN_PART = "une partie du nom"


_FROM_SURE_TO_VAGUE: Final = tuple(Reason)


@dataclass(frozen=True, slots=True)
class Card:
    """One person: every full name she bears or bore ("Awa Sarr-Lemoine", "Awa Lemoine").

    `extra` is the caller's: it is carried and never looked at.
    """

    card_id: str
    names: tuple[str, ...]
    birth_year: int | None = None
    extra: object = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What a card is found by. `words` and `sounds` go in pairs; `size`: words of a full name."""

    size: int
    words: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A card found. `score` orders matches of one search and means nothing elsewhere."""

    card: Card
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Index:
    """Cards ready to be searched; made and dropped within one request."""

    cards: Sequence[Card]
    sizes: tuple[int, ...]
    by_word: dict[str, list[int]]
    by_sound: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """One word of a name with the particles before it: spellings, the fullest first."""

    spellings: tuple[str, ...]
    sounds: tuple[str, ...]


def keys_of(card: Card) -> Keys:
    """The keys of one card, to be sealed beside it: computing them is the slow part."""
    return _keys(card, sound)


def _keys(card: Card, hear: Callable[[str], str]) -> Keys:
    pairs: dict[str, str] = {}
    size = 0
    for name in card.names:
        units = _units(name, hear)
        size = max(size, len(units))
        for unit in units:
            pairs.update(zip(unit.spellings, unit.sounds, strict=True))
        pairs.update((word, hear(word)) for word in _glued(name))
    return Keys(size, tuple(pairs), tuple(pairs.values()))


def prepare(cards: Sequence[Card], keys: Sequence[Keys] | None = None) -> Index:
    """Make cards searchable.

    keys   those of `keys_of`, same order, when they were kept: only the cards that a search
           finds possible are then looked at, so `cards` may make each one when it is asked for
    """
    hear = cache(sound)  # lives as long as this call: names stay in no lasting memory
    ready = [_keys(card, hear) for card in cards] if keys is None else keys
    if len(ready) != len(cards):
        raise ValueError("as many keys as cards")
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for place, found in enumerate(ready):
        for word, heard in zip(found.words, found.sounds, strict=True):
            if word not in by_word:
                by_sound[heard].append(word)
            by_word[word].append(place)
    return Index(cards, tuple([found.size for found in ready]), dict(by_word), dict(by_sound))


def search(index: Index, query: str, birth_year: int | None = None, limit: int = 20) -> list[Match]:
    """The cards that may be the person named, best first; [] when the query has no letter."""
    units = _units(query)
    found = _scored(index, units, birth_year)
    for merged in _merged(units):
        for place, match in _scored(index, merged, birth_year).items():
            if place not in found or match.score > found[place].score:
                found[place] = match
    return sorted(found.values(), key=_rank)[:limit]


def _rank(match: Match) -> tuple[float, tuple[str, ...], str]:
    return -match.score, match.card.names, match.card.card_id


def _units(name: str, hear: Callable[[str], str] = sound) -> list[_Unit]:
    words = [_SPELLED_OUT.get(word, word) for word in fold(name.replace("ç", "ss")).split()]
    plain = [_SPELLED_OUT.get(word, word) for word in fold(name).split()]
    units: list[_Unit] = []
    start = 0
    for at, word in enumerate(plain):
        if word in _PARTICLES and at + 1 < len(plain):
            continue
        units.append(_unit(plain[start : at + 1], words[start : at + 1], hear))
        start = at + 1
    return units


def _unit(plain: list[str], heard: list[str], hear: Callable[[str], str]) -> _Unit:
    """Particles glued to their word, the word alone, and the particles themselves."""
    spellings = {"".join(plain): hear("".join(heard)), plain[-1]: hear(heard[-1])}
    return _Unit(tuple(spellings), tuple(spellings.values()))


def _glued(name: str) -> list[str]:
    """ "Jean-Pierre" is also found as "jeanpierre"; a particle is also a word ("Lê Van")."""
    joined = [fold(part).replace(" ", "") for part in name.split() if "-" in part]
    return [*joined, *(word for word in fold(name).split() if word in _PARTICLES)]


def _merged(units: list[_Unit]) -> list[list[_Unit]]:
    """The query with two neighbouring words taken for one ("marie christine")."""
    lists: list[list[_Unit]] = []
    for at in range(len(units) - 1):
        word = units[at].spellings[0] + units[at + 1].spellings[0]
        lists.append([*units[:at], _Unit((word,), (sound(word),)), *units[at + 2 :]])
    return lists


def _scored(index: Index, units: list[_Unit], birth_year: int | None) -> dict[int, Match]:
    gathered: defaultdict[int, list[tuple[float, Reason]]] = defaultdict(list)
    for unit in units:
        best: dict[int, tuple[float, Reason]] = {}
        for word, found in _words_like(index, unit).items():
            for place in index.by_word[word]:
                if place not in best or found[0] > best[place][0]:
                    best[place] = found
        for place, found in best.items():
            gathered[place].append(found)
    matches = {
        place: _match(index, place, found, len(units), birth_year)
        for place, found in gathered.items()
    }
    return {place: match for place, match in matches.items() if match.score >= _WORTH_SHOWING}


def _match(
    index: Index,
    place: int,
    found: list[tuple[float, Reason]],
    asked: int,
    birth_year: int | None,
) -> Match:
    card = index.cards[place]
    score = sum(points for points, _ in found) / asked
    covered = min(1.0, len(found) / index.sizes[place]) if index.sizes[place] else 0.0
    reason = max((why for _, why in found), key=_FROM_SURE_TO_VAGUE.index)
    if len(found) < asked:
        reason = Reason.IN_PART
    return Match(card, score + _WHOLE_NAME * covered + _years(card.birth_year, birth_year), reason)


def _years(known: int | None, asked: int | None) -> float:
    if known is None or asked is None:
        return 0.0
    return {0: _SAME_YEAR, 1: _NEXT_YEAR}.get(abs(known - asked), 0.0)


def _words_like(index: Index, unit: _Unit) -> dict[str, tuple[float, Reason]]:
    """The words of the index that one word of the query may stand for, with their points."""
    found: dict[str, tuple[float, Reason]] = {}
    for spelling, heard in zip(unit.spellings, unit.sounds, strict=True):
        offers = [(word, _SAME, Reason.SAME) for word in (spelling,) if word in index.by_word]
        offers += [
            (word, _SOUNDS_ALIKE, Reason.SOUNDS_ALIKE) for word in index.by_sound.get(heard, ())
        ]
        offers += [(word, _BEGINS_SO, Reason.BEGINS_SO) for word in _beginning(index, spelling)]
        offers += [
            (word, _ONE_SLIP if slips == 1 else _TWO_SLIPS, Reason.CLOSE)
            for word, slips in _misspelt(index, spelling)
        ]
        for word, points, reason in offers:
            if word not in found or points > found[word][0]:
                found[word] = (points, reason)
    return found


def _beginning(index: Index, spelling: str) -> list[str]:
    if len(spelling) < _SHORTEST_BEGINNING:
        return []
    return [word for word in index.by_word if word.startswith(spelling)]


def _misspelt(index: Index, spelling: str) -> list[tuple[str, int]]:
    """Words one slip away (from four letters), or two (from eight); a swap is one slip."""
    if len(spelling) < _TOLERATES_ONE:
        return []
    most = 1 if len(spelling) < _TOLERATES_TWO else 2
    near = process.extract(
        spelling, list(index.by_word), scorer=OSA.distance, score_cutoff=most, limit=None
    )
    return [(word, int(slips)) for word, slips, _ in near]
