"""The waiting room at the desk and for workers, and the screen on the wall, which reads numbers."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from entrenous.agents.models import Circonscription, Function
from entrenous.keyring import throttling
from entrenous.keyring.middleware import not_human
from entrenous.reception import agenda
from entrenous.reception import waiting as hall
from entrenous.reception.models import Place, Screen, Waiting
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.visitors import visitor
from entrenous.web.reception.forms.agenda import open_places
from entrenous.web.reception.places import places_of

NOT_TODAY = "Ce rendez-vous n’est pas d’aujourd’hui, ou il est déjà terminé."
#: Seconds between two readings of the screen, by the browser itself: no script.
AGAIN_AFTER = 10


@needs(*hall.CALLERS)
@require_GET
def room(request: AgentRequest) -> HttpResponse:
    """Who is expected today, who waits, who is called."""
    _ = request.keyring.secret
    houses = places_of(request.user, *hall.CALLERS)
    rows = hall.today(houses)
    expected = hall.expected(houses)
    named = agenda.named(
        [*expected, *(row.appointment for row in rows if row.appointment)], by=request.keyring
    )
    names = {each.appointment.pk: each.name for each in named}
    context = {
        "expected": [each for each in named if each.appointment in expected],
        "rows": [(row, names.get(row.appointment_id, "")) for row in rows],  # type: ignore[arg-type]
        "sent": [d for d in hall.sent_to_duty(houses) if request.keyring.holds(d.pk)],
        "rooms": open_places(houses).filter(is_room=True),
        "keeps_screen": bool(places_of(request.user, *hall.KEEPERS)),
    }
    return render(request, "reception/waiting.html", context)


@needs(*hall.CALLERS)
@require_POST
def arrive(request: AgentRequest, appointment: UUID) -> HttpResponse:
    """She is here: a ticket."""
    houses = places_of(request.user, *hall.CALLERS)
    try:
        given = hall.arrive(appointment, _house_of(appointment, houses), by=request.keyring)
    except hall.NotToday:
        messages.warning(request, NOT_TODAY)
    else:
        messages.success(request, f"Ticket {given.ticket} : à dire, à noter ou à imprimer.")
    return redirect("reception:waiting")


@needs(*hall.CALLERS)
@require_GET
def ticket(request: AgentRequest, waiting: UUID) -> HttpResponse:
    """The number on paper, and nothing else."""
    _ = request.keyring.secret
    houses = places_of(request.user, *hall.CALLERS)
    row = Waiting.objects.filter(pk=waiting, circonscription__in=houses).first()
    if row is None:
        raise Http404
    return render(request, "reception/ticket.html", {"row": row})


@needs(*hall.CALLERS)
@require_POST
def call(request: AgentRequest, waiting: UUID) -> HttpResponse:
    """Call a ticket."""
    row = hall.call(waiting, _room(request), by=request.keyring)
    messages.success(request, f"Le ticket {row.ticket} est appelé.")
    return redirect("reception:waiting")


@needs(*hall.CALLERS)
@require_POST
def call_demande(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Call who came without an appointment."""
    try:
        row = hall.call_demande(demande, _room(request), by=request.keyring)
    except hall.NotToday:
        messages.warning(request, "Cette demande n’est pas d’aujourd’hui.")
    else:
        messages.success(request, f"Le ticket {row.ticket} est appelé.")
    return redirect("reception:waiting")


@needs(*hall.CALLERS)
@require_POST
def received(request: AgentRequest, waiting: UUID) -> HttpResponse:
    """She is in the room."""
    hall.received(waiting, by=request.keyring)
    return redirect("reception:waiting")


@keeps_no_draft
@needs(*hall.KEEPERS)
@require_http_methods(["GET", "POST"])
def screen(request: AgentRequest) -> HttpResponse:
    """The address of the screen: made, shown once, taken back."""
    _ = request.keyring.secret
    house: Circonscription = places_of(request.user, *hall.KEEPERS)[0]
    made = ""
    if "take_back" in request.POST and hall.take_back_screen(house, by=request.keyring):
        messages.success(request, "L’écran ne montre plus rien.")
    if request.method == "POST" and "make" not in request.POST:
        return redirect("reception:screen")
    if "make" in request.POST:
        path = reverse("reception:wall", args=[hall.make_screen(house, by=request.keyring)])
        made = request.build_absolute_uri(path)
    known = Screen.objects.filter(circonscription=house).first()
    context = {"house": house, "screen": known, "made": made}
    return render(request, "reception/screen.html", context)


@login_not_required
@not_human
@require_safe
def wall(request: HttpRequest, wall: str) -> HttpResponse:
    """What the wall shows; an unknown address is told nothing, and is counted."""
    tried = throttling.address_counter(visitor(request))
    if wait := throttling.wait_seconds(tried):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
    try:
        found = hall.read_screen(wall)
    except hall.NoScreen:
        throttling.failed(tried)
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    context = {"called": hall.shown(found), "now": timezone.now()}
    answer = render(request, "reception/wall.html", context)
    answer["Refresh"] = str(AGAIN_AFTER)
    return answer


def _house_of(appointment: UUID, houses: list[Circonscription]) -> Circonscription:
    """The house of hers where the worker of the appointment receives; her first, to be refused."""
    theirs = Function.objects.filter(agent__appointments=appointment, circonscription__in=houses)
    found = set(theirs.values_list("circonscription", flat=True))
    return next((house for house in houses if house.pk in found), houses[0])


def _room(request: AgentRequest) -> Place | None:
    houses = places_of(request.user, *hall.CALLERS)
    asked = request.POST.get("room", "")
    return next((p for p in open_places(houses) if str(p.pk) == asked), None)
