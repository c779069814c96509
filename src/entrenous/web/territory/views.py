"""One address, one answer in one step; « hors secteur », the right service and its paper."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents import neighbours, territory
from entrenous.agents.models import Agent, Function, NeighbourService, Secteur
from entrenous.agents.neighbours import Elsewhere
from entrenous.agents.sectors import Outcome
from entrenous.agents.territory import Placed
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.territory.forms import AddressForm, HandOffForm

_DESK = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
_QUESTIONS = {
    Outcome.NUMBER_NEEDED: "Cette rue est partagée entre plusieurs secteurs : demandez le numéro.",
    Outcome.STREET_NEEDED: "Cette commune a plusieurs secteurs : demandez la rue.",
    Outcome.SEVERAL: "La carte donne cette adresse à plusieurs secteurs : choisissez, "
    "et signalez-le à qui administre les secteurs.",
}


@dataclass(frozen=True)
class Answered:
    """What is said of an address."""

    placed: Placed
    secteurs: tuple[tuple[Secteur, tuple[Agent, ...]], ...] = ()
    question: str = ""
    elsewhere: Elsewhere | None = None

    @property
    def is_gap(self) -> bool:
        """Tell whether the commune is ours and the map forgets this address."""
        found = self.placed.resolution
        return found.outcome is Outcome.NONE and found.commune_known


@keeps_no_draft
@needs(*_DESK)
@require_http_methods(["GET", "POST"])
def find(request: AgentRequest) -> HttpResponse:
    """The secteur of an address, who works there, its number; or the service that receives."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    answer = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        answer = _answer(request, street=said["street"], commune=said["commune"])
    return respond(request, "territory/find.html", {"answer": answer}, form)


@keeps_no_draft
@needs(*_DESK)
@require_http_methods(["GET", "POST"])
def hand_off(request: AgentRequest, service: int) -> HttpResponse:
    """The paper for a service of elsewhere: what was said to it, never who comes nor why."""
    rows = NeighbourService.objects.filter(organisation=request.user.organisation)
    row = get_object_or_404(rows, pk=service)
    form = HandOffForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        context = {"service": row, "said": form.cleaned_data, "today": timezone.localdate()}
        context["place"] = _place(request)
        return render(request, "territory/paper.html", context)
    return respond(request, "territory/hand_off.html", {"service": row}, form)


def _answer(request: AgentRequest, *, street: str, commune: str) -> Answered:
    organisation = request.user.organisation_id
    placed = territory.place(organisation, street=street, commune=commune)
    found = placed.resolution
    if found.outcome is Outcome.NONE and not found.commune_known:
        return Answered(placed, elsewhere=neighbours.service_of(organisation, commune))
    workers = Agent.objects.filter(
        functions__kind=Function.Kind.SOCIAL_WORKER, is_active=True
    ).distinct()
    listed = tuple((row, tuple(workers.filter(functions__secteur=row))) for row in placed.secteurs)
    question = _QUESTIONS.get(found.outcome, "")
    if found.outcome is Outcome.STREET_NEEDED and found.suggestions:
        question = f"Plusieurs rues se ressemblent : {', '.join(found.suggestions)}."
    return Answered(placed, listed, question)


def _place(request: AgentRequest) -> object:
    places = [f.circonscription for f in request.user.functions.select_related("circonscription")]
    return next((place for place in places if place is not None), None)
