"""A worker's other calendar: busy hours and nothing else; imported twice, it changes nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.reception import agenda, availability, busy_times, importing
from entrenous.reception.agenda import Slot
from entrenous.reception.busy_times import NotACalendar, TooManyHours
from entrenous.reception.errors import SlotTaken
from entrenous.reception.models import Appointment, BusyTime
from tests.people import House
from tests.reception.test_agenda import at, monday

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def file(*events: str, zone: str = "") -> bytes:
    told = "".join(
        f"BEGIN:VEVENT\nUID:{n}@exemple.invalid\nSUMMARY:Dentiste Fictif\n{event}\nEND:VEVENT\n"
        for n, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{told}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


def read(*events: str, first: date, last: date, zone: str = "") -> list[tuple[datetime, datetime]]:
    found = busy_times.read(file(*events, zone=zone), salt=b"camille", first=first, last=last)
    return [(b.starts_at, b.ends_at) for b in found]


def at_nine(day: date) -> str:
    return f"DTSTART:{day:%Y%m%d}T090000\nDTEND:{day:%Y%m%d}T100000"


SPRING = date(2027, 3, 28)


def test_a_weekly_hour_stays_at_its_hour_across_both_changes_of_the_clocks() -> None:
    rule = "\nRRULE:FREQ=WEEKLY;COUNT=40"
    start = "DTSTART;TZID=Europe/Paris:20270322T090000\nDURATION:PT1H"
    found = read(start + rule, first=SPRING, last=SPRING + timedelta(days=250), zone=ZONE)
    assert {timezone.localtime(s).hour for s, _ in found} == {9}
    assert {e - s for s, e in found} == {timedelta(hours=1)}
    assert found[0][0] == datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert found[-1][0] == datetime(2027, 11, 29 - 7 * 1, 8, tzinfo=UTC) + timedelta(days=7)


def test_what_takes_no_time_is_left_out() -> None:
    day = date(2027, 1, 4)
    told = read(
        at_nine(day) + "\nTRANSP:TRANSPARENT", at_nine(day) + "\nSTATUS:CANCELLED",
        "DTSTART:20270104T090000", at_nine(day), first=day, last=day,
    )  # fmt: skip
    assert told == [(datetime(2027, 1, 4, 8, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC))]


def test_a_whole_day_is_taken_from_midnight_to_midnight_even_of_23_hours() -> None:
    found = read("DTSTART;VALUE=DATE:20270328", first=SPRING, last=SPRING)
    assert found == [(datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 3, 28, 22, tzinfo=UTC))]


def test_a_time_left_out_or_moved_follows_its_series() -> None:
    day = date(2027, 1, 4)
    series = at_nine(day) + "\nRRULE:FREQ=DAILY;UNTIL=20270107T080000Z\nEXDATE:20270105T090000"
    moved = (
        "BEGIN:VEVENT\nUID:0@exemple.invalid\nRECURRENCE-ID:20270106T090000\n"
        "DTSTART:20270106T150000\nDTEND:20270106T160000\nEND:VEVENT\nEND:VCALENDAR"
    ).replace("\n", "\r\n")
    raw = file(series).replace(b"END:VCALENDAR", moved.encode())
    found = busy_times.read(raw, salt=b"", first=day, last=day + timedelta(days=9))
    assert [timezone.localtime(b.starts_at).strftime("%d %Hh") for b in found] == [
        "04 09h", "06 15h", "07 09h",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [b"", b"nom;prenom\n1;2", b"\xff\xd8\xff\xe0", file("DTSTART:20271399T250000"),
     file("DTSTART:20270104T100000\nDTEND:20270104T090000"), file("RRULE:FREQ=DAILY")],
)  # fmt: skip
def test_what_is_not_a_calendar_is_refused(raw: bytes) -> None:
    day = date(2027, 1, 4)
    if not raw or raw.startswith(b"nom"):
        with pytest.raises(NotACalendar):
            busy_times.read(raw, salt=b"", first=day, last=day)
        return
    with pytest.raises(NotACalendar):
        busy_times.read(raw, salt=b"", first=day, last=day + timedelta(days=30))


def test_a_flood_of_hours_is_refused_whole() -> None:
    day = date(2027, 1, 4)
    with pytest.raises(TooManyHours):
        read(at_nine(day) + "\nRRULE:FREQ=MINUTELY", first=day, last=day + timedelta(days=60))


def test_a_calendar_imported_twice_changes_nothing(house: House) -> None:
    camille = house.keyring("Camille")
    raw = file(at_nine(monday()), at_nine(monday() + timedelta(days=1)) + "\nRRULE:FREQ=WEEKLY")
    first = importing.import_calendar(raw, by=camille)
    assert first.added > 50
    kept = sorted(BusyTime.objects.values_list("source", "starts_at", "ends_at"))
    entries = Entry.objects.filter(act=Act.CALENDAR_IMPORTED).count()
    again = importing.import_calendar(raw, by=camille)
    assert (again.added, again.moved, again.removed, again.kept) == (0, 0, 0, first.added)
    assert sorted(BusyTime.objects.values_list("source", "starts_at", "ends_at")) == kept
    assert Entry.objects.filter(act=Act.CALENDAR_IMPORTED).count() == entries == 1


def test_an_hour_that_moves_moves_and_one_that_goes_is_free_again(house: House) -> None:
    camille = house.keyring("Camille")
    importing.import_calendar(file(at_nine(monday()), at_nine(monday())), by=camille)
    later = f"DTSTART:{monday():%Y%m%d}T110000\nDURATION:PT45M"
    found = importing.import_calendar(file(later), by=camille)
    assert (found.moved, found.removed, found.added) == (1, 1, 0)
    free = availability.free_slots(camille.agent.pk, monday())
    assert at(9) in free
    assert at(11, 15) not in free


def test_nobody_is_booked_in_an_imported_hour_and_what_was_booked_is_told(house: House) -> None:
    camille = house.keyring("Camille")
    agenda.book(camille.agent, Slot(at(9), kind=Appointment.Kind.BUSY), by=camille)
    assert importing.import_calendar(file(at_nine(monday())), by=camille).across == 1
    with pytest.raises(SlotTaken):
        agenda.book(camille.agent, Slot(at(9, 45), 10, kind=Appointment.Kind.BUSY), by=camille)
    assert importing.forget(by=camille) == 1
    assert not BusyTime.objects.exists()


def test_no_word_of_the_file_is_kept(house: House) -> None:
    importing.import_calendar(
        file(at_nine(monday()) + "\nLOCATION:Cabinet"), by=house.keyring("Camille")
    )
    row = BusyTime.objects.get()
    assert set(BusyTime._meta.get_fields()) == {
        BusyTime._meta.get_field(n) for n in ("id", "agent", "source", "starts_at", "ends_at")
    }
    assert b"exemple" not in bytes(row.source)


def test_the_last_hours_are_forgotten_once_past(house: House) -> None:
    camille = house.keyring("Camille")
    past = agenda.local(timezone.localdate() - timedelta(days=3), time(9))
    BusyTime.objects.create(
        agent=camille.agent, source=b"x" * 32, starts_at=past, ends_at=past + timedelta(hours=1)
    )
    assert importing.import_calendar(file(), by=camille).removed == 0
    assert not BusyTime.objects.exists()
