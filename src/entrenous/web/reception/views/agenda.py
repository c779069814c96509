"""Agendas by day or week: one's own, or for reception those of the workers of the house."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Agent, Function
from entrenous.collective.queries import Slot as GroupSession
from entrenous.dossiers import contact
from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import agenda as slots
from entrenous.reception import availability, sessions
from entrenous.reception.errors import FarSlot, OutsideSession, PastSlot, RoomTaken, SlotTaken
from entrenous.reception.models import Appointment, BusyTime, DutySession
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.reception.forms.agenda import AppointmentForm, CollectiveForm, open_places
from entrenous.web.reception.forms.desk import BusyForm, StatusForm
from entrenous.web.reception.places import places_of, workers_of
from entrenous.web.reception.views.days import asked_day, seen

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
TAKEN_SINCE = (
    "Ce moment a été donné à quelqu’un d’autre entre-temps : l’état n’a pas changé. "
    "Fixez un nouveau rendez-vous."
)
REFUSED = (SlotTaken, RoomTaken, OutsideSession, PastSlot, FarSlot)
_WORK_DAYS = 5


@dataclass(frozen=True)
class Column:
    """One day of an agenda."""

    on: date
    booked: list[slots.Booked]
    free: list[datetime]
    is_today: bool
    sessions: list[DutySession]
    elsewhere: list[BusyTime]
    groups: list[GroupSession]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing fills it."""
        return not (self.booked or self.sessions or self.elsewhere or self.groups)


@needs(*BOTH)
@require_GET
def mine(request: AgentRequest) -> HttpResponse:
    """One's own agenda; reception's is that of the first worker of the house."""
    if request.user.has_function(Function.Kind.SOCIAL_WORKER):
        return _page(request, request.user)
    found = workers_of(places_of(request.user, Function.Kind.RECEPTION))
    return _page(request, found[0] if found else request.user)


@needs(*BOTH)
@require_GET
def of_worker(request: AgentRequest, agent: UUID) -> HttpResponse:
    """The agenda of a worker of one’s house."""
    return _page(request, seen(request, agent))


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def busy(request: AgentRequest) -> HttpResponse:
    """Keep some time for oneself."""
    _ = request.keyring.secret
    data = request.POST.copy()
    data["worker"] = str(request.user.pk)
    form = BusyForm(data, workers=[request.user])
    if form.is_valid() and form.slot:
        try:
            slots.book(request.user, form.slot, by=request.keyring)
        except REFUSED as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Ce moment est réservé dans votre agenda.")
            return redirect(
                _address(request.user, request.user, timezone.localdate(form.slot.starts_at))
            )
    return _page(request, request.user, form)


@needs(*BOTH)
@require_POST
def settle(request: AgentRequest, appointment: UUID) -> HttpResponse:
    """Say what became of an appointment."""
    _ = request.keyring.secret
    form = StatusForm(request.POST)
    if not form.is_valid():
        raise Http404
    status = Appointment.Status(form.cleaned_data["status"])
    try:
        row = slots.settle(appointment, status, by=request.keyring, came=form.cleaned_data["came"])
    except REFUSED:
        messages.warning(request, TAKEN_SINCE)
        row = Appointment.objects.select_related("agent").get(pk=appointment)
    else:
        messages.success(request, "C’est noté dans l’agenda.")
    return redirect(_address(request.user, row.agent, timezone.localdate(row.starts_at)))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def collective(request: AgentRequest) -> HttpResponse:
    """Put a collective session in one’s agenda: how many people, never who."""
    _ = request.keyring.secret
    houses = places_of(request.user, Function.Kind.SOCIAL_WORKER)
    posted = None
    if request.method == "POST":
        posted = request.POST.copy()
        posted["worker"] = str(request.user.pk)
    form = CollectiveForm(
        posted,
        workers=[request.user],
        places=open_places(houses),
        colleagues=[a for a in workers_of(houses) if a.pk != request.user.pk],
    )
    if form.is_bound and form.is_valid() and form.slot:
        try:
            slots.book(request.user, form.slot, by=request.keyring)
        except REFUSED as refused:
            form.refuse(refused)
        else:
            messages.success(request, "La séance est dans votre agenda.")
            day = timezone.localdate(form.slot.starts_at)
            return redirect(_address(request.user, request.user, day))
    return respond(request, "reception/collective.html", {}, form)


@needs(*BOTH)
@require_http_methods(["GET", "POST"])
def for_dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """An appointment for someone whose dossier one holds, wholly or for its reception part."""
    if not request.keyring.holds(dossier):
        raise KeyNotHeld
    _ = request.keyring.secret
    if contact.is_left_alone(request.keyring, dossier):
        follows = request.user.has_function(Function.Kind.SOCIAL_WORKER)
        return render(
            request, "reception/left_alone.html", {"dossier": dossier, "follows": follows}
        )
    places = places_of(request.user, *BOTH)
    initial = {"worker": str(request.user.pk)}
    posted = request.POST if request.method == "POST" else None
    planned = sessions.ahead(places)
    form = AppointmentForm(
        posted,
        workers=workers_of(places),
        places=open_places(places),
        sessions=planned,
        initial=initial,
    )
    if form.is_bound and form.is_valid() and form.slot:
        agent = form.workers[form.cleaned_data["worker"]]
        try:
            slots.book(agent, form.slot, by=request.keyring, dossier=dossier)
        except REFUSED as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Le rendez-vous est fixé.")
            day = timezone.localdate(form.slot.starts_at)
            return redirect(_address(request.user, agent, day))
    free = slots.next_free(request.user.pk) if str(request.user.pk) in form.workers else []
    context = {
        "dossier": dossier,
        "free": free,
        "may_remind": request.user.has_function(Function.Kind.SOCIAL_WORKER),
    }
    return respond(request, "reception/appointment.html", context, form)


def _page(request: AgentRequest, agent: Agent, form: BusyForm | None = None) -> HttpResponse:
    _ = request.keyring.secret
    day, by_week = asked_day(request), request.GET.get("vue") != "jour"
    first = day - timedelta(days=day.weekday()) if by_week else day
    shown = [first + timedelta(days=n) for n in range(7 if by_week else 1)]
    rows = slots.between([agent.pk], shown[0], shown[-1])
    booked = slots.named(rows, by=request.keyring)
    columns = _columns(agent, shown, booked)
    step = timedelta(days=7 if by_week else 1)
    is_mine = agent.pk == request.user.pk
    context = {
        "agent": agent,
        "is_mine": is_mine and request.user.has_function(Function.Kind.SOCIAL_WORKER),
        "columns": [
            c for c in columns if c.on.weekday() < _WORK_DAYS or not c.is_empty or not by_week
        ],
        "by_week": by_week,
        "day": day,
        "first": shown[0],
        "last": shown[-1],
        "before": _address(request.user, agent, first - step, by_week=by_week),
        "after": _address(request.user, agent, first + step, by_week=by_week),
        "this_day": _address(request.user, agent, day, by_week=False),
        "this_week": _address(request.user, agent, day, by_week=True),
        "today": _address(request.user, agent, timezone.localdate(), by_week=by_week),
        "workers": _others(request, agent),
        "statuses": Appointment.Status.choices,
        "sheet": _sheet_address(request.user, agent, day),
    }
    busy_form = form or BusyForm(workers=[request.user], initial={"on": day})
    return respond(request, "reception/agenda.html", {**context, "busy": busy_form}, form)


def _columns(agent: Agent, shown: list[date], booked: list[slots.Booked]) -> list[Column]:
    """The days side by side, from as many readings however many they are."""
    first = slots.local(shown[0], time())
    last = slots.local(shown[-1] + timedelta(days=1), time())
    spans = availability.taken(agent.pk, first, last)
    planned = DutySession.objects.filter(
        agent=agent, is_cancelled=False, starts_at__gte=first, starts_at__lt=last
    ).select_related("place")
    elsewhere = list(BusyTime.objects.filter(agent=agent, starts_at__lt=last, ends_at__gt=first))
    groups = availability.with_groups([agent.pk], first, last)
    return [
        Column(
            on=day,
            booked=[b for b in booked if timezone.localdate(b.appointment.starts_at) == day],
            free=availability.free_among(day, spans),
            is_today=day == timezone.localdate(),
            sessions=[s for s in planned if timezone.localdate(s.starts_at) == day],
            elsewhere=[
                b
                for b in elsewhere
                if timezone.localdate(b.starts_at) <= day and b.ends_at > slots.local(day, time())
            ],
            groups=[g for g in groups if timezone.localdate(g.starts_at) == day],
        )
        for day in shown
    ]


def _others(request: AgentRequest, agent: Agent) -> list[tuple[str, str, bool]]:
    """The workers whose agenda reception may turn to: address, name, whether it is this one."""
    places = places_of(request.user, Function.Kind.RECEPTION)
    return [
        (reverse("reception:agenda-of", args=[a.pk]), a.display_name, a.pk == agent.pk)
        for a in workers_of(places)
    ]


def _address(reader: Agent, agent: Agent, day: date, *, by_week: bool = True) -> str:
    own = agent.pk == reader.pk
    base = reverse("reception:agenda") if own else reverse("reception:agenda-of", args=[agent.pk])
    return f"{base}?jour={day.isoformat()}{'' if by_week else '&vue=jour'}"


def _sheet_address(reader: Agent, agent: Agent, day: date) -> str:
    own = agent.pk == reader.pk
    base = (
        reverse("reception:day-sheet")
        if own
        else reverse("reception:day-sheet-of", args=[agent.pk])
    )
    return f"{base}?jour={day.isoformat()}"
