"""Her appointments for her own calendar: days and hours under a neutral title (00-decisions 27)."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Final
from uuid import uuid5

from icalendar import Calendar, Event

from entrenous.reception.models import Appointment

TITLE: Final = "Rendez-vous"


def calendar(appointments: Iterable[Appointment]) -> bytes:
    """RFC 5545: neither a place, nor a service, nor a name; the identifier tells nothing."""
    made = Calendar()
    made.add("prodid", "-//Agenda//FR")
    made.add("version", "2.0")
    for each in appointments:
        made.add_component(_event(each))
    return bytes(made.to_ical())


def _event(appointment: Appointment) -> Event:
    start = appointment.starts_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{uuid5(appointment.pk, 'rendez-vous')}@agenda.invalid")
    # Not the moment it was taken: the same appointment gives the same bytes.
    event.add("dtstamp", start)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=appointment.minutes))
    event.add("summary", TITLE)
    event.add("class", "PRIVATE")
    return event
