"""Dates in French words, as letters, counts and stories write them."""

from datetime import date
from typing import Final

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def long_day(day: date) -> str:
    """« lundi 19 janvier 2026 »."""
    return f"{weekday_and_day(day)} {day.year}"


def weekday_and_day(day: date) -> str:
    """« mardi 10 février »."""
    return f"{WEEKDAYS[day.weekday()]} {day_of_month(day)}"


def french_date(day: date) -> str:
    """« 1er mars 2026 », the day and the month kept on one line."""
    return f"{day_of_month(day, space=NO_BREAK)} {day.year}"


def day_of_month(day: date, *, space: str = " ") -> str:
    """« 19 janvier », « 1er mars »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{space}{MONTHS[day.month - 1]}"
