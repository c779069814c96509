"""Dates of the demonstration: every one moves by whole weeks, so that a Tuesday stays a Tuesday."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar, cast

from entrenous.law.written_days import MONTHS, day_of_month, weekday_and_day

Told = TypeVar("Told")

# The day on which the stories, as written, are read: two are over, two go on.
TOLD_ON: Final = date(2026, 5, 20)

_MARK: Final = re.compile(
    r"\{(?:(?P<style>long|full|day|month|short) )?(?P<day>\d{4}-\d{2}-\d{2})\}"
)
_ELISION: Final = re.compile(r"\bde (?=avril|août|octobre)")


def weeks_until(today: date) -> int:
    """How many whole weeks the stories must move for `TOLD_ON` to fall in the week of `today`."""
    return (
        (today - timedelta(today.weekday())) - (TOLD_ON - timedelta(TOLD_ON.weekday()))
    ).days // 7


def shifted(told: Told, weeks: int) -> Told:
    """The same value with every date, and every date mark in a text, moved by `weeks`.

    Works on the dataclasses of `shapes`, tuples of them, dates and texts; anything else is
    returned as it is. With 0, only the marks become words. Texts come out typeset.
    """
    return moved(told, timedelta(weeks=weeks))


def moved(told: Told, gap: timedelta) -> Told:
    """The same, by any number of days: for what is counted back from today."""
    return cast("Told", _shifted(told, gap))


def typeset(text: str) -> str:
    """French spaces: one that does not break before « : ; ? ! € % », inside quotation marks."""
    return re.sub(r" (?=[:;?!»€%])|(?<=«) ", "\N{NO-BREAK SPACE}", text)


def _shifted(told: object, gap: timedelta) -> object:
    if isinstance(told, date):
        return told + gap
    if type(told) is str:
        return typeset(_ELISION.sub("d’", _MARK.sub(lambda mark: _worded(mark, gap), told)))
    if isinstance(told, tuple):
        return tuple(_shifted(part, gap) for part in told)
    if is_dataclass(told) and not isinstance(told, type):
        changes: dict[str, object] = {
            field.name: _shifted(getattr(told, field.name), gap) for field in fields(told)
        }
        return replace(told, **changes)
    return told


def _worded(mark: re.Match[str], gap: timedelta) -> str:
    day = date.fromisoformat(mark["day"]) + gap
    written = {
        "long": weekday_and_day(day),
        "full": f"{day_of_month(day)} {day.year}",
        "day": day_of_month(day),
        "month": MONTHS[day.month - 1],
        "short": day.strftime("%d/%m"),
    }
    return written.get(mark["style"], day.strftime("%d/%m/%Y"))
