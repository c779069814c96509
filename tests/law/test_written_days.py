"""Dates in words: the first of a month is « 1er », and a letter keeps day and month together."""

from datetime import date

import pytest

from entrenous.law.written_days import french_date, long_day, weekday_and_day


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2026, 3, 1), "1er\u00a0mars 2026"), (date(2026, 12, 31), "31\u00a0décembre 2026")],
)
def test_a_date_reads_as_french(day: date, written: str) -> None:
    assert french_date(day) == written


def test_a_weekday_is_said_with_its_date() -> None:
    assert long_day(date(2026, 1, 19)) == "lundi 19 janvier 2026"
    assert weekday_and_day(date(2026, 5, 1)) == "vendredi 1er mai"
