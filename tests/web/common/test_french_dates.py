"""Dates and hours as people write them."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.web.common.french_dates import DoesNotExist, Unreadable, read_date, read_time

TODAY = date(2026, 11, 22)
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    "written",
    [
        "27 11 2026",
        "27/11/2026",
        "27-11-26",
        "27.11.2026",
        "27112026",
        "271126",
        " 27  11 2026 ",
        "27\N{NO-BREAK SPACE}11\N{NO-BREAK SPACE}2026",
        "2026-11-27",
        "27 novembre 2026",
        "27 Nov. 2026",
    ],
)
def test_the_usual_writings_are_one_day(written) -> None:
    assert read_date(written, today=TODAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("written", "days"), [("hier", -1), ("aujourd’hui", 0), ("Aujourd'hui", 0), ("demain", 1)]
)
def test_near_days_have_their_word(written, days) -> None:
    assert read_date(written, today=TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize("written", ["1er mars 2026", "1 mars 26", "01/03/2026"])
def test_the_first_of_a_month_is_read(written) -> None:
    assert read_date(written, today=TODAY) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("written", "born", "year"),
    [
        ("1/1/46", False, 2046),
        ("1/1/47", False, 1947),
        ("1/1/46", True, 1946),
        ("1/1/05", True, 2005),
    ],
)
def test_two_figures_of_a_year_are_the_likely_year(written, born, year) -> None:
    assert read_date(written, today=TODAY, born=born).year == year


@pytest.mark.parametrize("written", ["31 02 2026", "00 01 2026", "12 13 2026", "29/02/2027"])
def test_a_day_of_no_calendar_is_refused_as_such(written) -> None:
    with pytest.raises(DoesNotExist):
        read_date(written, today=TODAY)


@pytest.mark.parametrize(
    "written", ["jeudi", "27 11", "27 brumaire 2026", "2026/11/27 x", "١٢ ١٢ ٢٠٢٦"]
)
def test_what_is_no_date_is_refused_as_such(written) -> None:
    with pytest.raises(Unreadable):
        read_date(written, today=TODAY)


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)), st.sampled_from(" /-."))
def test_every_day_written_in_figures_comes_back(day, mark) -> None:
    assert read_date(day.strftime(f"%d{mark}%m{mark}%Y"), today=TODAY) == day
    assert read_date(f"{day.day} {MONTHS[day.month - 1]} {day.year}", today=TODAY) == day


@given(st.text(max_size=40))
def test_no_text_makes_the_reading_fail_otherwise(text) -> None:
    for read in (lambda: read_date(text, today=TODAY), lambda: read_time(text)):
        with suppress(Unreadable, DoesNotExist):
            read()


@pytest.mark.parametrize(
    "written", ["14 h 30", "14h30", "14:30", "14.30", "14 30", "14 H 30", "1430"]
)
def test_the_usual_hours_are_one_hour(written) -> None:
    assert read_time(written) == time(14, 30)


@pytest.mark.parametrize("written", ["9h", "9 h", "9 heures", "9:00", "9", "09 h 00"])
def test_a_round_hour_needs_no_minutes(written) -> None:
    assert read_time(written) == time(9)


def test_an_hour_of_no_clock_is_refused_as_such() -> None:
    with pytest.raises(DoesNotExist):
        read_time("25 h 10")
    with pytest.raises(Unreadable):
        read_time("143")


@given(st.times())
def test_every_hour_comes_back(at) -> None:
    assert read_time(f"{at.hour} h {at.minute:02}") == time(at.hour, at.minute)
