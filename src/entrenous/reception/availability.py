"""When a worker or a room is free: what is taken, what can be offered, what is refused.

Taken: appointments (hers, or those she makes beside a colleague), her duty sessions, the sessions
of the groups she animates, the hours of her other calendar. A promised call takes no time.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.collective import queries as collective
from entrenous.reception.errors import OutsideSession, RoomTaken, SlotTaken
from entrenous.reception.models import Appointment, BusyTime, DutySession, Place

MORNING: Final = (time(9), time(12))
AFTERNOON: Final = (time(13, 30), time(17, 30))
USUAL_MINUTES: Final = 45
#: The longest appointment (8 h) and the longest session (12 h): no need to look further back.
_LOOK_BACK: Final = timedelta(hours=12)
_SATURDAY: Final = 5

Span = tuple[datetime, datetime]


class NoSuchTime(Exception):
    """The hour does not exist that day: the clocks go forward."""


def local(day: date, hour: time) -> datetime:
    """The instant (UTC) of a day and an hour on the wall. NoSuchTime when the clocks skip it.

    An hour that happens twice is the first of the two.
    """
    zone = timezone.get_current_timezone()
    wall = datetime.combine(day, hour)
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall:
        raise NoSuchTime
    return instant


def of(agent: UUID) -> Q:
    """The appointments that an agent makes, alone or beside a colleague."""
    return Q(agent=agent) | Q(beside=agent)


def taken(
    agent: UUID, first: datetime, last: datetime, *, session: UUID | None = None
) -> list[Span]:
    """Every span between two instants when she is taken; `session` is hers and takes nothing."""
    booked = Appointment.objects.filter(
        of(agent),
        status=Appointment.Status.UPCOMING,
        starts_at__lt=last,
        starts_at__gt=first - _LOOK_BACK,
    ).exclude(kind=Appointment.Kind.CALL_BACK)
    sessions = DutySession.objects.filter(
        agent=agent, is_cancelled=False, starts_at__lt=last, starts_at__gt=first - _LOOK_BACK
    )
    if session is not None:
        sessions = sessions.exclude(pk=session)
    elsewhere = BusyTime.objects.filter(agent=agent, starts_at__lt=last, ends_at__gt=first)
    spans = [
        *((row.starts_at, row.ends_at) for row in booked),
        *((row.starts_at, row.ends_at) for row in sessions),
        *((row.starts_at, row.ends_at) for row in with_groups([agent], first, last)),
        *elsewhere.values_list("starts_at", "ends_at"),
    ]
    return sorted((start, end) for start, end in spans if end > first)


def with_groups(agents: Iterable[UUID], first: datetime, last: datetime) -> list[collective.Slot]:
    """The sessions of groups that these agents animate between two instants. No key is used."""
    days = timezone.localdate(first - _LOOK_BACK), timezone.localdate(last)
    found = collective.slots(agents, *days)
    return [each for each in found if each.starts_at < last and each.ends_at > first]


def free_slots(
    agent: UUID, day: date, *, minutes: int = USUAL_MINUTES, now: datetime | None = None
) -> list[datetime]:
    """The starts of free slots in office hours, one every `minutes`, none in the past."""
    spans = taken(agent, local(day, time()), local(day + timedelta(days=1), time()))
    return free_among(day, spans, minutes=minutes, now=now)


def next_free(
    agent: UUID, *, count: int = 6, days: int = 21, first: date | None = None
) -> list[datetime]:
    """The next free starts, at most two a day so that several days are offered.

    first  the day that was wished; today, or when it is past
    """
    now = timezone.now()
    today = max(timezone.localdate(), first or timezone.localdate())
    spans = taken(agent, local(today, time()), local(today + timedelta(days=days), time()))
    found: list[datetime] = []
    for ahead in range(days):
        slots = free_among(today + timedelta(days=ahead), spans, now=now)
        found += [*slots[:1], *slots[-1:]] if len(slots) > 1 else slots
        if len(found) >= count:
            break
    return found[:count]


def free_among(
    day: date, spans: list[Span], *, minutes: int = USUAL_MINUTES, now: datetime | None = None
) -> list[datetime]:
    """The free starts of a day, given what is taken around it."""
    if day.weekday() >= _SATURDAY:
        return []
    found: list[datetime] = []
    for opens, closes in (MORNING, AFTERNOON):
        found += _cut(local(day, opens), local(day, closes), minutes, spans, now or timezone.now())
    return found


def session_slots(session: DutySession, *, now: datetime | None = None) -> list[datetime]:
    """The free starts of a duty session, one per slot of its own length."""
    if session.is_cancelled:
        return []
    spans = taken(session.agent_id, session.starts_at, session.ends_at, session=session.pk)
    start, length = session.starts_at, session.slot_minutes
    return _cut(start, session.ends_at, length, spans, now or timezone.now())


def check_free(agent: Agent, start: datetime, end: datetime, session: DutySession | None) -> None:
    """Refuse any overlap in an agenda. SlotTaken; OutsideSession: not hers, or out of its hours."""
    if session is not None and (
        session.agent_id != agent.pk
        or session.is_cancelled
        or start < session.starts_at
        or end > session.ends_at
    ):
        raise OutsideSession
    spans = taken(agent.pk, start, end, session=session.pk if session else None)
    if spans:
        raise SlotTaken(*spans[0], who=agent)


def check_room(place: Place, start: datetime, end: datetime) -> None:
    """A room holds one appointment at a time. RoomTaken."""
    if not place.is_room:
        return
    near = Appointment.objects.filter(
        place=place,
        status=Appointment.Status.UPCOMING,
        starts_at__lt=end,
        starts_at__gt=start - _LOOK_BACK,
    )
    for other in near.order_by("starts_at"):
        if other.ends_at > start:
            raise RoomTaken(place, other.starts_at, other.ends_at)


def lock(agents: Iterable[UUID], place: Place | None) -> None:
    """Hold the rows of the agendas and of the room, in one order, until the end of the write."""
    wanted = sorted(set(agents))
    list(Agent.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if place is not None:
        Place.objects.select_for_update().get(pk=place.pk)


def _cut(
    start: datetime, end: datetime, minutes: int, spans: list[Span], now: datetime
) -> list[datetime]:
    found = []
    while start + timedelta(minutes=minutes) <= end:
        until = start + timedelta(minutes=minutes)
        if start > now and not any(start < e and s < until for s, e in spans):
            found.append(start)
        start = until
    return found
