"""The day an address asks for, and the printed day of an agenda."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from entrenous.agents.models import Agent, Function
from entrenous.collective.queries import Slot as GroupSession
from entrenous.reception import agenda as slots
from entrenous.reception import availability
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.reception.places import places_of, workers_of

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)


@dataclass(frozen=True)
class DayLine:
    """A line of a day on paper: an appointment, or the session of a group and its head count."""

    starts_at: datetime
    booked: slots.Booked | None = None
    group: GroupSession | None = None


def groups_on(agents: Iterable[UUID], day: date) -> list[GroupSession]:
    """The sessions of groups that these agents animate that day."""
    first = slots.local(day, time())
    return availability.with_groups(agents, first, slots.local(day + timedelta(days=1), time()))


def day_lines(booked: Iterable[slots.Booked], groups: Iterable[GroupSession]) -> list[DayLine]:
    """Both in the order of the hours."""
    lines = [DayLine(each.appointment.starts_at, booked=each) for each in booked]
    lines += [DayLine(each.starts_at, group=each) for each in groups]
    return sorted(lines, key=lambda line: line.starts_at)


def asked_day(request: HttpRequest) -> date:
    """The day of the address; today when it says nothing clear, or too far away."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET.get("jour", ""))
    except ValueError:
        return today
    return today if abs((day - today).days) > slots.FURTHEST.days else day


def seen(request: AgentRequest, agent: UUID) -> Agent:
    """An agent whose agenda may be seen: oneself, or a worker of reception's houses."""
    if agent == request.user.pk:
        return request.user
    places = places_of(request.user, Function.Kind.RECEPTION)
    found = next((a for a in workers_of(places) if a.pk == agent), None)
    if found is None:
        raise Http404
    return found


@needs(*BOTH)
@require_GET
def sheet(request: AgentRequest) -> HttpResponse:
    """One’s own day, to print."""
    return _sheet(request, request.user)


@needs(*BOTH)
@require_GET
def sheet_of(request: AgentRequest, agent: UUID) -> HttpResponse:
    """The day of a worker of one’s house, to print."""
    return _sheet(request, seen(request, agent))


def _sheet(request: AgentRequest, agent: Agent) -> HttpResponse:
    _ = request.keyring.secret
    day = asked_day(request)
    rows = slots.between([agent.pk], day, day)
    context = {
        "agent": agent,
        "day": day,
        "lines": day_lines(slots.named(rows, by=request.keyring), groups_on([agent.pk], day)),
        "is_own": agent.pk == request.user.pk,
    }
    return render(request, "reception/day_sheet.html", context)
