"""Read a calendar file for its busy hours only: no title, no place, no guest is kept.

A worker's other calendar (RFC 5545) says when she is taken. Each hour keeps a hash of where it
came from, so that the same file read again is the same hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]
from django.utils import timezone
from icalendar import Calendar, Event

from entrenous.vault.primitives import digest

MAX_BYTES: Final = 2_000_000
MAX_HOURS: Final = 3_000
OURS: Final = "@entrenous.invalid"
_LONGEST: Final = timedelta(days=60)


class NotACalendar(ValueError):
    """The file is not a calendar, or its dates cannot be read."""


class TooManyHours(ValueError):
    """More hours than anyone has: the file is refused whole."""


@dataclass(frozen=True)
class Busy:
    """A time when she is taken. `source` tells two imports of the same event apart from two."""

    source: bytes
    starts_at: datetime
    ends_at: datetime


def read(file: bytes, *, salt: bytes, first: date, last: date) -> list[Busy]:
    """The busy hours of a calendar between two days, both included, in order.

    salt    whose calendar it is: the same event gives another hash to someone else
    raises  NotACalendar, TooManyHours
    source  RFC 5545: TRANSP, STATUS, RRULE, EXDATE, RECURRENCE-ID; our own events are left out
    """
    try:
        events = [e for e in Calendar.from_ical(file).walk("VEVENT") if isinstance(e, Event)]
        found = {b.source: b for b in _all(events, salt, _at(first), _at(last + timedelta(days=1)))}
    except TooManyHours:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        raise NotACalendar from None
    return sorted(found.values(), key=lambda b: (b.starts_at, b.ends_at))


def _all(events: list[Event], salt: bytes, first: datetime, last: datetime) -> Iterator[Busy]:
    moved = {
        (str(e["UID"]), _at(e.decoded("RECURRENCE-ID"))) for e in events if "RECURRENCE-ID" in e
    }
    count = 0
    for event in events:
        uid = str(event["UID"])
        if uid.endswith(OURS) or not _takes_time(event):
            continue
        length = _length(event)
        if not length:
            continue
        for start in _starts(event, moved, first - length, last):
            end = _end(event, start, length)
            if start < last and end > first:
                count += 1
                if count > MAX_HOURS:
                    raise TooManyHours
                yield Busy(_source(salt, uid, event, start), start, end)


def _starts(
    event: Event, moved: set[tuple[str, datetime]], first: datetime, last: datetime
) -> Iterator[datetime]:
    """When it begins, each time: counted on the wall, so that 9 h stays 9 h in summer."""
    start = event.decoded("DTSTART")
    if "RRULE" not in event or "RECURRENCE-ID" in event:
        yield _at(start)
        return
    wall = _wall(start)
    rule = rrulestr(_rule(event, start), dtstart=wall)
    out = _left_out(event)
    edge = timedelta(days=1)
    for each in rule.xafter(_wall(first) - edge, inc=True):
        if each > _wall(last) + edge:
            return
        instant = _at(each.date() if not isinstance(start, datetime) else _again(start, each))
        if instant not in out and (str(event["UID"]), instant) not in moved:
            yield instant


def _rule(event: Event, start: date) -> str:
    """The rule without its zone: UNTIL, told in UTC, is put back on the wall."""
    rule: Any = event["RRULE"]
    until = rule.get("UNTIL")
    text = str(rule.to_ical().decode())
    if not until:
        return text
    parts = [p for p in text.split(";") if not p.startswith("UNTIL=")]
    day = until[0]
    if isinstance(day, datetime) and day.tzinfo and isinstance(start, datetime):
        day = day.astimezone(start.tzinfo or timezone.get_current_timezone())
    wall = _wall(day) if isinstance(day, datetime) else datetime.combine(day, time.max)
    return ";".join([*parts, f"UNTIL={wall:%Y%m%dT%H%M%S}"])


def _left_out(event: Event) -> set[datetime]:
    told: Any = event.get("EXDATE", [])
    lists = told if isinstance(told, list) else [told]
    return {_at(day.dt) for each in lists for day in each.dts}


def _takes_time(event: Event) -> bool:
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return False
    return str(event.get("STATUS", "")).upper() != "CANCELLED"


def _length(event: Event) -> timedelta:
    start = event.decoded("DTSTART")
    if "DURATION" in event:
        length: timedelta = event.decoded("DURATION")
    elif "DTEND" in event:
        length = _at(event.decoded("DTEND")) - _at(start)
    else:
        length = timedelta() if isinstance(start, datetime) else timedelta(days=1)
    if length < timedelta():
        raise NotACalendar
    return min(length, _LONGEST)


def _end(event: Event, start: datetime, length: timedelta) -> datetime:
    """Whole days end at midnight, even the day of 23 hours; hours last what they last."""
    if isinstance(event.decoded("DTSTART"), datetime):
        return start + length
    return _at(timezone.localdate(start) + timedelta(days=round(length / timedelta(days=1))))


def _at(when: date) -> datetime:
    """The instant (UTC) of a day or an hour; without a zone, the hour is ours."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    if when.tzinfo is None:
        when = when.replace(tzinfo=timezone.get_current_timezone())
    return when.astimezone(UTC)


def _wall(when: date) -> datetime:
    """What the clock says there and then, without its zone."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    return when.replace(tzinfo=None)


def _again(first: datetime, wall: datetime) -> datetime:
    return wall.replace(tzinfo=first.tzinfo)


def _source(salt: bytes, uid: str, event: Event, start: datetime) -> bytes:
    """A hash of who, which event and which of its times: an event that moves keeps its own."""
    which = ""
    if "RECURRENCE-ID" in event:
        which = _at(event.decoded("RECURRENCE-ID")).isoformat()
    elif "RRULE" in event:
        which = start.isoformat()
    return digest("EN1 busy", salt, uid.encode(), which.encode())
