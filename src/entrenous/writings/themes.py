"""Words that speak of what a rule keeps out: health, addictions, conflicts. Pure.

A word is a hint, never a judgment: the page shows it, whoever writes decides.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from entrenous.agents.folding import fold

# Beginnings of words, without accents: « hospitalis » finds « hospitalisée ».
_STEMS: Final = {
    "sante": (
        "medecin", "medica", "hopital", "hospitalis", "maladi", "malade", "patholog", "diagnosti",
        "depress", "psych", "symptom", "chirurg", "cancer", "diabet", "enceinte", "grossesse",
        "handicap", "invalidite", "soins", "sante", "traumatis",
    ),
    "addictions": ("alcool", "drogue", "addict", "toxico", "stupefiant", "sevrage", "ivresse"),
    "conflits": ("dispute", "conjuga", "divorc", "infidel", "violen", "conflit"),
}  # fmt: skip
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hint:
    """A theme that the basis keeps out, and the words that made one think of it."""

    theme: str
    words: tuple[str, ...]


def hints(text: str, permitted: Collection[str]) -> list[Hint]:
    """The themes that a text seems to speak of and that the basis does not permit."""
    words = list(dict.fromkeys(_WORD.findall(text)))
    folded = [fold(word) for word in words]
    found = []
    for theme, stems in _STEMS.items():
        seen = tuple(w for w, bare in zip(words, folded, strict=True) if bare.startswith(stems))
        if seen and theme not in permitted:
            found.append(Hint(theme, seen))
    return found
