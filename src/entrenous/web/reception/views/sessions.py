"""Duty sessions and places: what is planned, who is expected, and what may still be offered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Circonscription
from entrenous.reception import agenda as slots
from entrenous.reception import availability, sessions
from entrenous.reception.errors import FarSlot, PastSlot, SessionInUse, SlotTaken
from entrenous.reception.models import Appointment, DutySession, Place
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import jour_long
from entrenous.web.reception.forms.agenda import PlaceForm, SessionForm, open_places
from entrenous.web.reception.places import places_of, workers_of
from entrenous.web.reception.views.agenda import BOTH
from entrenous.web.reception.views.days import asked_day

PLANNERS = sessions.PLANNERS
REFUSED = (SlotTaken, PastSlot, FarSlot, availability.NoSuchTime)
IN_USE = "Des personnes y sont attendues : prévenez-les, et annulez d’abord leurs rendez-vous."
HELD = (
    "Quelque chose est encore prévu dans ce lieu : annulez-le d’abord. Les jours sont ci-dessous."
)


@dataclass(frozen=True)
class SlotLine:
    """One slot of a session: free, or whose."""

    starts_at: datetime
    booked: slots.Booked | None = None


@needs(*PLANNERS)
@require_http_methods(["GET", "POST"])
def planned(request: AgentRequest) -> HttpResponse:
    """The duty sessions to come, and a form to plan more."""
    _ = request.keyring.secret
    houses = places_of(request.user, *PLANNERS)
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        workers=workers_of(houses),
        places=open_places(houses),
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = sessions.plan(
                form.workers[data["worker"]],
                form.places[data["place"]],
                form.plan(),
                by=request.keyring,
            )
        except REFUSED as refused:
            form.refuse(refused)
        else:
            words = "permanences sont planifiées" if len(made) > 1 else "permanence est planifiée"
            messages.success(request, f"{len(made)} {words}.")
            return redirect("reception:sessions")
    rows = sessions.ahead(houses)
    context = {
        "rows": [(row, len(availability.session_slots(row))) for row in rows],
        "has_agenda": _has_agenda(request),
    }
    return respond(request, "reception/sessions.html", context, form)


@needs(*PLANNERS)
@require_GET
def session(request: AgentRequest, session: UUID) -> HttpResponse:
    """One session, slot by slot; the names for those who hold the keys."""
    _ = request.keyring.secret
    row = _session(request, session)
    booked = row.appointments.select_related("agent", "beside", "place").order_by("starts_at")
    named = slots.named(booked, by=request.keyring)
    lines = [SlotLine(b.appointment.starts_at, b) for b in named]
    lines += [SlotLine(start) for start in availability.session_slots(row)]
    context = {
        "session": row,
        "lines": sorted(lines, key=lambda line: line.starts_at),
        "statuses": Appointment.Status.choices,
        "is_mine": row.agent_id == request.user.pk,
        "is_ahead": not row.is_cancelled and row.ends_at > timezone.now(),
        "expected": sessions.expected(row),
    }
    return respond(request, "reception/session.html", context)


@needs(*PLANNERS)
@require_POST
def cancel(request: AgentRequest, session: UUID) -> HttpResponse:
    """Take a session back."""
    row = _session(request, session)
    done = f"La permanence du {jour_long(row.starts_at)} est annulée."
    if not _is_free(request, partial(sessions.cancel, row.pk), done, IN_USE):
        return redirect("reception:session", row.pk)
    return redirect("reception:sessions")


@needs(*PLANNERS)
@require_http_methods(["GET", "POST"])
def places(request: AgentRequest) -> HttpResponse:
    """The rooms, and where else the houses receive."""
    _ = request.keyring.secret
    houses = places_of(request.user, *PLANNERS)
    form = PlaceForm(request.POST if request.method == "POST" else None, houses=houses)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            sessions.open_place(
                form.chosen_house,
                data["name"],
                address=data["address"],
                is_room=not data["address"],
                by=request.keyring,
            )
        except sessions.SameName:
            form.add_error("name", "Un lieu porte déjà ce nom. Donnez-lui-en un autre.")
        else:
            messages.success(request, "Le lieu est proposé.")
            return redirect("reception:places")
    closed = Place.objects.filter(circonscription__in=houses, is_open=False)
    context = {
        "places": open_places(houses),
        "closed": closed,
        "has_agenda": _has_agenda(request),
    }
    return respond(request, "reception/places.html", context, form)


@needs(*PLANNERS)
@require_GET
def place(request: AgentRequest, room: UUID) -> HttpResponse:
    """The day of a place: who receives there, when, and whom for those who hold the keys."""
    _ = request.keyring.secret
    row = _place(request, room)
    day = asked_day(request)
    first = slots.local(day, datetime.min.time())
    last = slots.local(day + timedelta(days=1), datetime.min.time())
    booked = Appointment.objects.filter(place=row, starts_at__gte=first, starts_at__lt=last)
    booked = booked.select_related("agent", "beside", "place").order_by("starts_at")
    held = DutySession.objects.filter(
        place=row, is_cancelled=False, starts_at__gte=first, starts_at__lt=last
    )
    context = {
        "place": row,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "today": timezone.localdate(),
        "booked": slots.named(booked, by=request.keyring),
        "sessions": held.select_related("agent"),
        "days_ahead": sessions.days_ahead(row),
    }
    return respond(request, "reception/place.html", context)


@needs(*PLANNERS)
@require_POST
def close_place(request: AgentRequest, room: UUID) -> HttpResponse:
    """Propose a place no more."""
    row = _place(request, room)
    done = f"{row.name} : ce lieu n’est plus proposé."
    if not _is_free(request, partial(sessions.close_place, row.pk), done, HELD):
        return redirect("reception:place", row.pk)
    return redirect("reception:places")


def _has_agenda(request: AgentRequest) -> bool:
    """A lead plans sessions, and has no agenda of her own to go back to."""
    return any(request.user.has_function(kind) for kind in BOTH)


def _is_free(
    request: AgentRequest, take_back: Callable[..., object], done: str, in_use: str
) -> bool:
    """Take it back and say so; or say what is still planned there, and nothing changed."""
    try:
        take_back(by=request.keyring)
    except SessionInUse:
        messages.warning(request, in_use)
        return False
    messages.success(request, done)
    return True


def _session(request: AgentRequest, pk: UUID) -> DutySession:
    houses: list[Circonscription] = places_of(request.user, *PLANNERS)
    rows = DutySession.objects.filter(place__circonscription__in=houses)
    row = rows.select_related("agent", "place__circonscription").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _place(request: AgentRequest, pk: UUID) -> Place:
    houses: list[Circonscription] = places_of(request.user, *PLANNERS)
    row = Place.objects.filter(circonscription__in=houses, pk=pk).first()
    if row is None:
        raise Http404
    return row
