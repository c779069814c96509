"""The times a house opens to platforms: real hours, opened once, closed without undoing."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from entrenous.reception.agenda import NoSuchTime
from entrenous.slips import slots
from entrenous.slips.models import Slot
from entrenous.slips.slots import Opening, PastTime
from tests.people import House

PARIS = ZoneInfo("Europe/Paris")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def opening(day: date, first: int, last: int, minutes: int = 60) -> Opening:
    return Opening(day, time(first, 30), time(last, 30), minutes, 2)


def open_on(house: House, told: Opening, *, at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return slots.open_slots(house.circonscription, told, by=house.keyring("Rachel"))


def test_a_morning_is_opened_once(house: House) -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=PARIS)
    assert open_on(house, opening(date(2026, 3, 3), 8, 12), at=at) == 4
    assert open_on(house, opening(date(2026, 3, 3), 8, 12), at=at) == 0
    row = Slot.objects.earliest("starts_at")
    assert (row.starts_at.astimezone(PARIS).hour, row.left) == (8, 2)


def test_an_hour_that_the_clocks_skip_does_not_exist(house: House) -> None:
    at = datetime(2026, 3, 27, 8, tzinfo=PARIS)
    with pytest.raises(NoSuchTime):
        open_on(house, opening(SPRING, 2, 12), at=at)
    assert open_on(house, opening(SPRING, 1, 4), at=at) == 2


def test_the_hour_that_comes_twice_gives_its_slots_twice(house: House) -> None:
    at = datetime(2026, 10, 24, 8, tzinfo=PARIS)
    assert open_on(house, opening(AUTUMN, 1, 4), at=at) == 4
    assert len({slot.starts_at for slot in Slot.objects.all()}) == 4


def test_what_is_over_or_too_far_is_refused(house: House) -> None:
    at = datetime(2026, 3, 2, 13, tzinfo=PARIS)
    for day in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 12, 1)):
        with pytest.raises(PastTime):
            open_on(house, opening(day, 8, 12), at=at)
    assert open_on(house, opening(date(2026, 3, 2), 12, 15), at=at) == 2


def test_a_slot_is_closed_by_its_house_and_what_was_promised_stays(house: House) -> None:
    at = datetime(2026, 3, 2, 8, tzinfo=PARIS)
    open_on(house, opening(date(2026, 3, 3), 8, 9), at=at)
    row = Slot.objects.get()
    Slot.objects.update(taken=1)
    by = house.keyring("Rachel")
    assert not slots.close_slot(row.pk, [], by=by)
    assert slots.close_slot(row.pk, [house.circonscription], by=by)
    assert not slots.close_slot(row.pk, [house.circonscription], by=by)
    row.refresh_from_db()
    assert (row.left, row.taken) == (0, 1)
