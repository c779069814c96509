"""Read a date or an hour as people write them in French. Pure: the day is given."""

import re
from datetime import date, time, timedelta
from typing import Final

_MONTHS: Final = (
    ("janvier", "janv"),
    ("fevrier", "fev"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("aout",),
    ("septembre", "sept"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("decembre", "dec"),
)
_MONTH_NUMBER: Final = {name: n for n, names in enumerate(_MONTHS, 1) for name in names}
_NEAR: Final = {"hier": -1, "aujourd'hui": 0, "demain": 1}
_ACCENTS: Final = str.maketrans("éèûôÉÈÛÔ’", "eeuoeeuo'")
_NUMBERS = re.compile(r"([0-9]{1,2})[ /.\-]+([0-9]{1,2})[ /.\-]+([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2})(?:er)? ([a-z]+)\.? ([0-9]{4}|[0-9]{2})")
_HOUR = re.compile(r"([0-9]{1,2})(?: ?(?:h|heures?|:|\.| ) ?([0-9]{2})?(?: ?(?:min|mn))?)?")
_HOUR_TOGETHER = re.compile(r"([0-9]{2})([0-9]{2})")
_YEARS_AHEAD: Final = 20
_CENTURY: Final = 100


class Unreadable(ValueError):
    """Not written as a date or an hour."""


class DoesNotExist(ValueError):
    """Written as a date or an hour that no calendar or clock has."""


def read_date(text: str, *, today: date, born: bool = False) -> date:
    """Read « 27 11 2026 », « 27/11/26 », « 27112026 », « 1er mars 2026 », « hier », or ISO.

    born    two figures of a year never mean the future
    raises  Unreadable, DoesNotExist
    """
    written = " ".join(text.lower().translate(_ACCENTS).split())
    if written in _NEAR:
        return today + timedelta(days=_NEAR[written])
    year, month, day = _parts(written)
    try:
        found = date(_full_year(year, today), month, day)
        if born and len(year) == 2 and found > today:  # noqa: PLR2004  # as typed: « 53 »
            found = date(found.year - _CENTURY, month, day)
    except ValueError:
        raise DoesNotExist(text) from None
    return found


def read_time(text: str) -> time:
    """Read « 14 h 30 », « 14h », « 14:30 », « 9.05 ».

    raises  Unreadable, DoesNotExist
    """
    written = " ".join(text.lower().split())
    match = _HOUR.fullmatch(written) or _HOUR_TOGETHER.fullmatch(written)
    if not match:
        raise Unreadable(text)
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        raise DoesNotExist(text) from None


def _parts(written: str) -> tuple[str, int, int]:
    """Year as typed, month and day."""
    if match := _ISO.fullmatch(written):
        return match[1], int(match[2]), int(match[3])
    if match := _NUMBERS.fullmatch(written) or _TOGETHER.fullmatch(written):
        return match[3], int(match[2]), int(match[1])
    if (match := _WORDS.fullmatch(written)) and match[2] in _MONTH_NUMBER:
        return match[3], _MONTH_NUMBER[match[2]], int(match[1])
    raise Unreadable(written)


def _full_year(typed: str, today: date) -> int:
    """A year of two figures lies between 79 years ago and 20 years ahead."""
    if len(typed) > 2:  # noqa: PLR2004  # figures
        return int(typed)
    year = today.year - today.year % _CENTURY + int(typed)
    return year if year <= today.year + _YEARS_AHEAD else year - _CENTURY
