"""Counting days: French public holidays, working days, deadlines and yearly seasons."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from .vocabulary import Unit

SATURDAY, SUNDAY = 5, 6
#: Month and day of the holidays that do not move (labour code, L3133-1).
FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
#: Easter Monday, Ascension, Whit Monday: days after Easter Sunday.
MOVABLE_HOLIDAYS = (1, 39, 50)
#: Days that are also closed somewhere: fixed (month, day), and days after Easter Sunday.
#: Known from memory: whoever shows a date counted with them says « à vérifier ».
LOCAL_HOLIDAYS: Mapping[str, tuple[tuple[tuple[int, int], ...], tuple[int, ...]]] = {
    "metropole": ((), ()),
    "alsace_moselle": (((12, 26),), (-2,)),
    "guadeloupe": (((5, 27),), ()),
    "martinique": (((5, 22),), ()),
    "guyane": (((6, 10),), ()),
    "la_reunion": (((12, 20),), ()),
    "mayotte": (((4, 27),), ()),
}
MAINLAND = "metropole"
MONTHS_PER_YEAR = 12


@cache
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous computus of 1876)."""
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_century, rest_of_century = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_century - moon + 15) % 30
    leap, rest = divmod(year_of_century, 4)
    weekday = (32 + 2 * rest_of_century + 2 * leap - epact - rest) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int, territory: str = MAINLAND) -> frozenset[date]:
    """The eleven national holidays, and those of a territory of `LOCAL_HOLIDAYS`."""
    fixed, movable = LOCAL_HOLIDAYS[territory]
    days = {date(year, month, day) for month, day in (*FIXED_HOLIDAYS, *fixed)}
    return frozenset(
        days | {easter(year) + timedelta(days=n) for n in (*MOVABLE_HOLIDAYS, *movable)}
    )


def is_working_day(day: date, territory: str = MAINLAND) -> bool:
    """Jour ouvré: Monday to Friday, not a holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year, territory)


def is_business_day(day: date, territory: str = MAINLAND) -> bool:
    """Jour ouvrable: Monday to Saturday, not a holiday."""
    return day.weekday() < SUNDAY and day not in holidays(day.year, territory)


def add_months(day: date, months: int) -> date:
    """Same day of the month `months` away, or the month's last day (CPC, art. 641)."""
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Count:
    """How a deadline runs: `amount` units after or before the day that starts it.

    `first_day_counts`: the starting day is day 1. `rolls`: an end on a Saturday, a Sunday
    or a holiday moves to the next working day (CPC, art. 642), never for a "before".
    """

    amount: int
    unit: Unit
    direction: Literal["after", "before"] = "after"
    first_day_counts: bool = False
    rolls: bool = False

    def reach(self, start: date, territory: str = MAINLAND) -> date:
        """The last day of the deadline."""
        end = self.before_rolling(start, territory)
        while self.rolls and self.direction == "after" and not is_working_day(end, territory):
            end += timedelta(days=1)
        return end

    def before_rolling(self, start: date, territory: str = MAINLAND) -> date:
        """Where the count ends, open day or not."""
        if self.unit in _KINDS_OF_DAY:
            return self._counted_days(start, territory)
        return self._shifted(start)

    @property
    def _step(self) -> timedelta:
        return timedelta(days=1 if self.direction == "after" else -1)

    def _shifted(self, start: date) -> date:
        signed = self.amount if self.direction == "after" else -self.amount
        if self.first_day_counts:
            start -= self._step
        if self.unit == "days":
            return start + timedelta(days=signed)
        if self.unit == "weeks":
            return start + timedelta(weeks=signed)
        return add_months(start, signed * (MONTHS_PER_YEAR if self.unit == "years" else 1))

    def _counted_days(self, start: date, territory: str) -> date:
        counts = _KINDS_OF_DAY[self.unit]
        left = self.amount
        day = start - self._step if self.first_day_counts else start
        while left:
            day += self._step
            left -= counts(day, territory)
        return day


_KINDS_OF_DAY = {"working_days": is_working_day, "business_days": is_business_day}


@dataclass(frozen=True, slots=True)
class Season:
    """A yearly truce, from one month and day to another, both included."""

    begins: tuple[int, int]
    ends: tuple[int, int]

    def covers(self, day: date) -> bool:
        """Whether `day` falls inside the season, which may cross the new year."""
        here = (day.month, day.day)
        if self.begins <= self.ends:
            return self.begins <= here <= self.ends
        return here >= self.begins or here <= self.ends

    def reach(self, start: date) -> date:
        """The first day, from `start` on, outside the season."""
        if not self.covers(start):
            return start
        year = start.year + (self.begins > self.ends and (start.month, start.day) >= self.begins)
        return date(year, *self.ends) + timedelta(days=1)
