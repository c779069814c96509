"""Holidays and ways of counting, against dates checked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import Count, Season, holidays, is_business_day, is_working_day
from entrenous.law.days import add_months, easter


@pytest.mark.parametrize(
    "sunday",
    [
        (1961, 4, 2),
        (2000, 4, 23),
        (2008, 3, 23),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2027, 3, 28),
        (2038, 4, 25),
    ],
)
def test_easter_falls_where_the_calendar_says(sunday):
    assert easter(sunday[0]) == date(*sunday)


def test_2026_has_its_eleven_holidays():
    expected = {
        (1, 1),
        (4, 6),
        (5, 1),
        (5, 8),
        (5, 14),
        (5, 25),
        (7, 14),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
    }
    assert {(day.month, day.day) for day in holidays(2026)} == expected


def test_a_saturday_is_a_business_day_and_not_a_working_day():
    saturday = date(2026, 11, 21)
    assert is_business_day(saturday)
    assert not is_working_day(saturday)
    assert not is_business_day(saturday + timedelta(days=1))
    assert not is_business_day(date(2026, 11, 11))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2026, 1, 15), -1, (2025, 12, 15)),
        ((2026, 3, 31), -1, (2026, 2, 28)),
        ((2026, 5, 4), -24, (2024, 5, 4)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(start, months, end):
    assert add_months(date(*start), months) == date(*end)


@pytest.mark.parametrize(
    ("count", "start", "end"),
    [
        (Count(30, "days"), (2026, 11, 20), (2026, 12, 20)),
        (Count(1, "days", first_day_counts=True), (2026, 11, 20), (2026, 11, 20)),
        (Count(3, "days", direction="before"), (2026, 11, 20), (2026, 11, 17)),
        (Count(5, "days", "before", first_day_counts=True), (2026, 11, 20), (2026, 11, 16)),
        (Count(1, "months", first_day_counts=True), (2026, 3, 15), (2026, 4, 14)),
        (Count(1, "days", "before", rolls=True), (2026, 11, 23), (2026, 11, 22)),
        (Count(6, "weeks", direction="before"), (2027, 1, 15), (2026, 12, 4)),
        (Count(2, "years"), (2024, 2, 29), (2026, 2, 28)),
        (Count(2, "months", rolls=True), (2025, 11, 18), (2026, 1, 19)),
        (Count(1, "months", rolls=True), (2026, 4, 1), (2026, 5, 4)),
        (Count(0, "working_days"), (2026, 11, 20), (2026, 11, 20)),
        (Count(1, "working_days"), (2026, 4, 3), (2026, 4, 7)),
        (Count(5, "working_days", "before"), (2026, 4, 16), (2026, 4, 9)),
        (Count(14, "business_days", first_day_counts=True), (2025, 11, 17), (2025, 12, 2)),
    ],
)
def test_each_way_of_counting(count, start, end):
    assert count.reach(date(*start)) == date(*end)


def test_what_rolls_over_a_whole_truce_of_days_rolls_to_the_next_open_one():
    good_friday_plus = Count(1, "days", rolls=True)
    assert good_friday_plus.reach(date(2026, 4, 3)) == date(2026, 4, 7)


def test_a_deadline_before_never_moves_later():
    count = Count(1, "days", direction="before")
    assert count.reach(date(2026, 11, 23)) == date(2026, 11, 22)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_as_many_working_days_as_counted_are_walked(start, amount):
    end = Count(amount, "working_days").reach(start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(is_working_day(day) for day in days) == amount


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_winter_truce_ends_on_the_first_of_april(day):
    truce = Season((11, 1), (3, 31))
    free = truce.reach(day)
    assert not truce.covers(free)
    assert free == day or (free.month, free.day) == (4, 1)
    assert free - day <= timedelta(days=152)


def test_a_season_within_one_year():
    summer = Season((7, 1), (8, 31))
    assert summer.reach(date(2026, 7, 14)) == date(2026, 9, 1)
    assert summer.reach(date(2026, 9, 1)) == date(2026, 9, 1)
    assert summer.covers(date(2026, 8, 31))
