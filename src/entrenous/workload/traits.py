"""The two coarse things a fact says of a person: an age band, a type of household. Or nothing."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Final

NOT_STATED: Final = "NR"
#: Upper age of each band, included (02-practice §3.2 F).
_BANDS: Final = ((17, "u18"), (25, "a18"), (45, "a26"), (59, "a46"), (74, "a60"))
_OLDEST: Final = "a75"
BANDS: Final = {
    "u18": "moins de 18 ans",
    "a18": "18 à 25 ans",
    "a26": "26 à 45 ans",
    "a46": "46 à 59 ans",
    "a60": "60 à 74 ans",
    "a75": "75 ans et plus",
    NOT_STATED: "non renseigné",
}
HOUSEHOLDS: Final = {
    "alone_children": "une personne et des enfants",
    "couple": "un couple",
    "couple_children": "un couple et des enfants",
    "other": "autre",
    NOT_STATED: "non renseigné",
}
_PARTNER: Final = ("conjoint", "epou", "compagn", "concubin", "partenaire", "mari", "femme")
_CHILD: Final = ("fils", "fille", "enfant", "bebe", "nourrisson")
_OF_AGE: Final = 18
_OLDEST_POSSIBLE: Final = 120


def band(birth_on: date | None, birth_year: int | None, on: date) -> str:
    """The age band on a day, from the date of birth or its year alone; NR when neither is known."""
    if birth_on is not None:
        age = on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))
    elif birth_year is not None:
        age = on.year - birth_year
    else:
        return NOT_STATED
    if not 0 <= age <= _OLDEST_POSSIBLE:
        return NOT_STATED
    return next((code for most, code in _BANDS if age <= most), _OLDEST)


def household(members: Sequence[tuple[str, int | None]], year: int) -> str:
    """The type of a household from (link, year of birth) of who lives with the person.

    Nobody noted is NR, not « alone »: what was not asked is not known.
    """
    if not members:
        return NOT_STATED
    partners = sum(_is(link, _PARTNER) for link, _ in members)
    children = sum(_is_child(link, born, year) for link, born in members)
    if partners + children < len(members):
        return "other"
    if not partners:
        return "alone_children"
    return "couple_children" if children else "couple"


def _is_child(link: str, born: int | None, year: int) -> bool:
    if born is not None:
        return year - born < _OF_AGE and not _is(link, _PARTNER)
    return _is(link, _CHILD)


def _is(link: str, stems: tuple[str, ...]) -> bool:
    bare = unicodedata.normalize("NFD", link.casefold().strip())
    return "".join(c for c in bare if not unicodedata.combining(c)).startswith(stems)
