"""The paper kit: every morning a pack to print, and what was noted on paper typed in afterwards."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Agent, Circonscription, Function, Secteur
from entrenous.journal.acts import Act
from entrenous.reception import actions, agenda, entries, meeting
from entrenous.reception.entries import Entry
from entrenous.reception.errors import NoLetterBox
from entrenous.reception.models import Appointment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.views.day import gathered
from entrenous.web.reception.forms.afterwards import AfterwardsForm
from entrenous.web.reception.places import places_of, workers_of
from entrenous.web.reception.views.days import DayLine, day_lines, groups_on

WorkerDay = tuple[Agent, list[DayLine]]

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
NO_BOX = "L’accueil de cette maison n’a pas encore de clé certifiée : rien n’est enregistré."


@needs(*BOTH)
@require_GET
def pack(request: AgentRequest) -> HttpResponse:
    """Today on paper, for its holder: hours, promises, dates due, direct numbers, blank forms."""
    _ = request.keyring.secret
    today = timezone.localdate()
    is_worker = request.user.has_function(Function.Kind.SOCIAL_WORKER)
    houses = places_of(request.user, *BOTH)
    days = _own_day(request, today) if is_worker else _days_of_house(request, houses, today)
    sections = gathered(request, today)[0] if is_worker else []
    request.keyring.note(Act.PACK_PRINTED)
    context = {
        "today": today,
        "days": days,
        "promised": [] if is_worker else _promised(request, houses),
        # Appointments are told above, with their places.
        "sections": [s for s in sections if s.order],
        "numbers": _numbers(houses),
        "houses": houses,
        "vacancies": meeting.vacancies(houses),
    }
    return render(request, "reception/pack.html", context)


@needs(*BOTH)
@require_http_methods(["GET", "POST"])
def afterwards(request: AgentRequest) -> HttpResponse:
    """A request noted on paper during an outage: dated of that day, said to be typed afterwards."""
    _ = request.keyring.secret
    houses = places_of(request.user, *BOTH)
    form = AfterwardsForm(
        request.POST if request.method == "POST" else None, initial={"id": str(uuid4())}
    )
    if form.is_bound and form.is_valid():
        try:
            made = actions.record_afterwards(form.arrival(houses[0]), by=request.keyring)
        except NoLetterBox:
            form.add_error(None, NO_BOX)
        else:
            messages.success(request, f"Demande {made.ticket} enregistrée, saisie après coup.")
            return redirect("reception:demande", made.pk)
    return respond(request, "reception/afterwards.html", {}, form)


def _own_day(request: AgentRequest, today: date) -> list[WorkerDay]:
    return [(request.user, _lines(request, [request.user], today)[request.user.pk])]


def _days_of_house(
    request: AgentRequest, houses: list[Circonscription], today: date
) -> list[WorkerDay]:
    """The day of each worker; and one's own, when one animates a group."""
    workers = workers_of(houses)
    found = _lines(request, [request.user, *workers], today)
    own = [(request.user, lines)] if (lines := found[request.user.pk]) else []
    return [*own, *((worker, found[worker.pk]) for worker in workers)]


def _lines(
    request: AgentRequest, agents: Sequence[Agent], today: date
) -> dict[UUID, list[DayLine]]:
    """The hours of each, without the calls: those are with what was promised."""
    ids = [agent.pk for agent in agents]
    rows = agenda.between(ids, today, today)
    meetings = [row for row in rows if row.kind != Appointment.Kind.CALL_BACK]
    booked = agenda.named(meetings, by=request.keyring)
    groups = groups_on(ids, today)
    return {
        pk: day_lines(
            [b for b in booked if pk in {b.appointment.agent_id, b.appointment.beside_id}],
            [g for g in groups if pk in g.agents],
        )
        for pk in ids
    }


def _promised(request: AgentRequest, houses: list[Circonscription]) -> list[Entry]:
    """The calls promised for today, and those whose hour is over."""
    waiting = entries.waiting(houses, by=request.keyring)
    calls = [each for each in waiting if each.promised_at is not None]
    return [each for each in calls if each.is_for_today or each.is_late]


def _numbers(houses: list[Circonscription]) -> list[tuple[Secteur, list[Agent]]]:
    """Each secteur of the houses, and who is in post there."""
    found = Secteur.objects.filter(circonscription__in=houses).prefetch_related("functions__agent")
    return [
        (
            row,
            [
                f.agent
                for f in row.functions.all()
                if f.kind == Function.Kind.SOCIAL_WORKER and f.agent.is_active
            ],
        )
        for row in found
    ]
