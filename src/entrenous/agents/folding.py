"""How two spellings of a French word become one: read it before comparing anything typed."""

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
_NOT_A_WORD = re.compile(r"[\W_]+")  # letters of every script stay: a name may be Arabic


def fold(text: str) -> str:
    """Lower case, without accents; every sign between words becomes one space."""
    lowered = unicodedata.normalize("NFKD", text).lower().translate(_LIGATURES)
    letters = unicodedata.normalize("NFKD", lowered)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", bare).strip()
