"""The paper kit: every morning a pack to print, and what was noted on paper typed in afterwards."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Agent, Circonscription, Function, Secteur
from entrenous.journal.acts import Act
from entrenous.reception import actions, agenda, meeting
from entrenous.reception.errors import NoLetterBox
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.views.day import gathered
from entrenous.web.reception.forms.afterwards import AfterwardsForm
from entrenous.web.reception.places import places_of, workers_of

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
    workers = [request.user] if is_worker else workers_of(houses)
    rows = agenda.between([worker.pk for worker in workers], today, today)
    booked = agenda.named(rows, by=request.keyring)
    sections = gathered(request, today)[0] if is_worker else []
    request.keyring.note(Act.PACK_PRINTED)
    context = {
        "today": today,
        "days": [
            (worker, [b for b in booked if b.appointment.agent_id == worker.pk])
            for worker in workers
        ],
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
