"""How a name sounds in a French mouth: two spellings heard alike give the same string.

Not a transcription: foreign names are read as a French speaker reads them, u and ou are one
sound, s and z too, and silent endings go. Digits stand for nasal vowels, S for "ch".
"""

import re
from typing import Final

_VOWEL: Final = "aeiouy"
_RULES: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # signs with one reading
        (r"sch|tch|ch(?=[^lrn])|ch$|sh", "S"),
        (r"ph", "f"),
        (r"(?<=[bcdgkrt])h", ""),
        (r"h", ""),
        (r"bv", "v"),
        (r"w", "v"),
        (r"mc(?=[a-z])", "mak"),
        (r"ncois", "nsois"),
        (r"tion", "sion"),
        (r"dj", "j"),
        # soft and hard c, g
        (r"sc(?=[eiy])", "s"),
        (r"cc(?=[eiy])", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"ck|qu|[cq]", "k"),
        (r"ge(?=[aou])", "j"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"gn", "ni"),
        (r"G", "g"),
        # silent endings: -ault, -eaux, -ot, -er, -ez, -et
        (r"(?:eau|au)(?:lt|ld|x|d|t|s|lx)?s?$", "o"),
        (r"o(?:t|s|d|lt|ld|p|th)s?$", "o"),
        (r"(?:er|ez|et|ets|ay|ey)$", "e"),
        (r"(?<=[aeiou])(?:ng|mp|mb)s?$", "n"),
        # groups of vowels
        (r"(?:eau|au)", "o"),
        (r"oeu|eu", "e"),
        (r"ou", "u"),
        (r"oi(?=n(?![aeiouyn]))", "u1"),
        (r"o[iy]", "ua"),
        (r"(?<=[aeu])ill?(?=e|$)", "i"),
        (r"ill(?=[aeou])", "i"),
        (r"ien(?![aeiouyn])", "i1"),
        (r"yen(?![aeiouyn])", "i1"),
        (r"(?:1n|[ae]i[nm]|[iyu][nm])(?![aeiouymn])", "1"),
        (r"(?:ean|aen|[ae][nm])(?![aeiouymn])", "2"),
        (r"o[nm](?![aeiouymn])", "3"),
        (r"[ae][iy]", "e"),
        (r"y", "i"),
        # what is left
        (r"x(?=.)", "ks"),
        (r"z", "s"),
        (r"[tdsx]+$", ""),
        (r"(?<=.)es?$", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """How a folded word (a-z) sounds; "" for "". Words heard alike share it, some others too."""
    heard = word
    for pattern, replacement in _RULES:
        heard = pattern.sub(replacement, heard)
    return heard or word
