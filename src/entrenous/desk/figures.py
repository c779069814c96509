"""Figures for the team, by house and month: what was done and how long people waited.

Never about an agent: a figure to which fewer than three agents contributed is not shown. Never
about a person: nor is a figure of fewer than eleven people. No total is given beside a breakdown,
so that no hidden figure can be worked out; a count typed without a name (hours, people sent away)
says nothing of anyone and is shown as typed.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.desk import figures_around
from entrenous.desk.codes import Counted, Keeping
from entrenous.desk.figure import HIDDEN, MIN_PERSONS, Figure
from entrenous.desk.models import Listening, Tally, Task
from entrenous.desk.promises import keeping
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.reception import agenda
from entrenous.reception.codes import Channel, Urgency
from entrenous.reception.models import Appointment, Demande


@dataclass
class Wait:
    """How long people of one urgency waited: days to an answer, minutes to a first listening."""

    urgency: Urgency
    figure: Figure
    days: list[int] = field(default_factory=list)
    heard: Figure = field(default_factory=lambda: Figure("écoutes"))
    minutes: list[int] = field(default_factory=list)

    @property
    def median_days(self) -> str:
        """The middle of the waits, in days, when it may be shown."""
        shown = self.figure.is_shown and len(self.days) >= MIN_PERSONS
        return f"{median(self.days):g}".replace(".", ",") if shown else HIDDEN

    @property
    def median_minutes(self) -> str:
        """The middle of the minutes from the call of the duty worker to the first listening."""
        shown = self.heard.is_shown and len(self.minutes) >= MIN_PERSONS
        return f"{median(self.minutes):g}".replace(".", ",") if shown else HIDDEN


@dataclass(frozen=True)
class Month:
    """All the figures of one house in one month."""

    place: Circonscription
    first: date
    last: date
    came: list[Figure]
    promised: list[Figure]
    written: list[Figure]
    appointments: list[Figure]
    own_work: list[Figure]
    defended: list[Figure]
    hours_lost: str
    waits: list[Wait]


def of_month(place: Circonscription, first: date) -> Month:
    """The figures of a house from the first to the last day of a month. Reads codes and days."""
    last = next_month(first) - timedelta(days=1)
    rows = list(
        Demande.objects.filter(circonscription=place, received_on__range=(first, last)).only(
            "container", "channel", "urgency", "received_on", "decided_at", "status", "decision"
        )
    )
    recorded = _actors(Act.DEMANDE_RECORDED, [row.pk for row in rows])
    tallies = list(Tally.objects.filter(circonscription=place, on__range=(first, last)))
    counted_by = _actors(Act.DESK_COUNTED, [row.pk for row in tallies])
    counts = {what: Figure(what.label, is_typed=True) for what in Counted}
    for tally in tallies:
        counts[Counted(tally.what)].add(counted_by.get(tally.pk), tally.number, tally.minutes)
    channels = _by_channel(rows, recorded)
    return Month(
        place=place,
        first=first,
        last=last,
        came=_came(channels, counts),
        promised=_promised(place, first, last),
        written=figures_around.written(place, first, last),
        appointments=[
            *_appointments(place, first, last),
            *figures_around.reminders(place, first, last),
        ],
        own_work=[_people(counts[Counted.INTERVIEW]), _tasks(place, first, last)],
        defended=[
            counts[Counted.NOT_RECEIVED],
            counts[Counted.SENT_TO_PHONE],
            counts[Counted.SENT_ONLINE],
        ],
        hours_lost=_hours(counts[Counted.HOURS_LOST]),
        waits=_waits(rows, recorded),
    )


def _by_channel(rows: Iterable[Demande], by: dict[UUID, UUID]) -> dict[Channel, Figure]:
    found = {channel: Figure(channel.label) for channel in Channel}
    for row in rows:
        found[Channel(row.channel)].add(by.get(row.pk))
    return found


def _came(channels: dict[Channel, Figure], counts: dict[Counted, Figure]) -> list[Figure]:
    """Visits and calls, with and without a request; what a platform sent is absorbed work."""
    return [
        _sum("Passages", channels[Channel.WALK_IN], counts[Counted.VISIT]),
        _sum("Appels pris", channels[Channel.PHONE], counts[Counted.CALL]),
        _sum("Appels qui n’ont pas pu être pris", counts[Counted.UNANSWERED]),
        _sum("Appels absorbés d’une plateforme", channels[Channel.PLATFORM]),
        _sum("Courriers et courriels", channels[Channel.LETTER], channels[Channel.EMAIL]),
        _sum("Partenaires", channels[Channel.PARTNER], counts[Counted.PARTNER]),
        _sum(
            "Aller-vers et demandes en ligne", channels[Channel.OUTREACH], channels[Channel.ONLINE]
        ),
    ]


def _promised(place: Circonscription, first: date, last: date) -> list[Figure]:
    words = {
        Keeping.KEPT: "Rappels tenus à l’heure",
        Keeping.LATE: "Rappels tenus en retard",
        Keeping.NOT_KEPT: "Rappels pas encore tenus",
    }
    found = {state: Figure(label) for state, label in words.items()}
    for row in _booked(place, first, last, Appointment.Kind.CALL_BACK).prefetch_related("tries"):
        state = keeping(row)
        if state in found:
            found[state].add(row.agent_id)
    return list(found.values())


def _appointments(place: Circonscription, first: date, last: date) -> list[Figure]:
    upcoming = Appointment.Status.UPCOMING.value
    words = [(code, label) for code, label in Appointment.Status.choices if code != upcoming]
    found = {code: Figure(f"Rendez-vous : {label}") for code, label in words}
    rows = _booked(place, first, last, Appointment.Kind.MEETING).values_list("status", "agent_id")
    for status, agent in rows:
        if status in found:
            found[status].add(agent)
    return list(found.values())


def _tasks(place: Circonscription, first: date, last: date) -> Figure:
    start, end = _span(first, last)
    done = Task.objects.filter(
        circonscription=place, status=Task.Status.DONE, ended_at__gte=start, ended_at__lt=end
    ).values_list("pk", flat=True)
    found = Figure("Tâches confiées, faites")
    for agent in _actors(Act.TASK_DONE, list(done)).values():
        found.add(agent)
    return found


def _waits(rows: Iterable[Demande], by: dict[UUID, UUID]) -> list[Wait]:
    found = {u: Wait(u, Figure(u.label)) for u in sorted(Urgency, reverse=True)}
    listed = {row.pk: row for row in rows}
    answered = _answered_on(listed)
    for row in listed.values():
        wait = found[row.level]
        wait.figure.add(by.get(row.pk))
        if row.pk in answered:
            wait.days.append(max(0, (answered[row.pk] - row.received_on).days))
    heard = Listening.objects.filter(demande__in=listed).exclude(heard_at=None)
    heard_by = _actors(Act.DEMANDE_HEARD, list(listed))
    for each in heard:
        if each.minutes is not None:
            wait = found[listed[each.pk].level]
            wait.heard.add(heard_by.get(each.pk))
            wait.minutes.append(each.minutes)
    return list(found.values())


def _answered_on(rows: dict[UUID, Demande]) -> dict[UUID, date]:
    """The day a person met or heard someone: first meeting, first listening, or an answer given."""
    days: dict[UUID, list[date]] = defaultdict(list)
    for row in rows.values():
        if row.status == Demande.Status.CLOSED:
            days[row.pk].append(timezone.localdate(row.decided_at))
    met = Appointment.objects.filter(
        demande__in=rows, status=Appointment.Status.HONOURED
    ).values_list("demande_id", "starts_at")
    for demande, starts_at in met:
        if demande is not None:
            days[demande].append(timezone.localdate(starts_at))
    heard = Listening.objects.filter(demande__in=rows).exclude(heard_at=None)
    for pk, heard_at in heard.values_list("pk", "heard_at"):
        if heard_at is not None:
            days[pk].append(timezone.localdate(heard_at))
    return {pk: min(found) for pk, found in days.items()}


def _actors(act: Act, containers: list[UUID]) -> dict[UUID, UUID]:
    """Who did it first, as the journal tells; only ever counted."""
    rows = Entry.objects.filter(container__in=containers, act=act).order_by("-seq")
    return {c: a for c, a in rows.values_list("container", "actor") if c and a}


def _booked(place: Circonscription, first: date, last: date, kind: str) -> "QuerySet[Appointment]":
    start, end = _span(first, last)
    return Appointment.objects.filter(
        Q(demande__circonscription=place) | Q(dossier__secteur__circonscription=place),
        kind=kind,
        starts_at__gte=start,
        starts_at__lt=end,
    )


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return agenda.local(first, time()), agenda.local(last + timedelta(days=1), time())


def _sum(label: str, *parts: Figure) -> Figure:
    """Counts of visits and calls are acts; what contains a request counts people as well."""
    whole = Figure(label, is_typed=all(part.is_typed for part in parts))
    for part in parts:
        whole.number += part.number
        whole.agents |= part.agents
    return whole


def _people(figure: Figure) -> Figure:
    return Figure(figure.label.capitalize(), figure.number, figure.minutes, figure.agents)


def _hours(figure: Figure) -> str:
    if not figure.is_shown:
        return HIDDEN
    hours, minutes = divmod(figure.minutes, 60)
    return f"{hours} h {minutes:02}" if minutes else f"{hours} h"


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
