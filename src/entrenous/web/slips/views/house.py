"""The house's side: whom to call back before when, the call noted, the times it opens."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Circonscription, Function
from entrenous.keyring import drafts
from entrenous.reception.agenda import NoSuchTime
from entrenous.slips import calling, queries, slots, taking_in
from entrenous.slips.calling import AlreadySettled
from entrenous.slips.codes import Outcome
from entrenous.slips.models import Slip
from entrenous.slips.queries import Listed
from entrenous.slips.slots import PastTime
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.reception.places import places_of
from entrenous.web.reception.views.desk import ARRIVAL
from entrenous.web.slips.house_forms import CallForm, OpeningForm

_DESK = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)


@needs(*_DESK)
@require_GET
def slips(request: AgentRequest) -> HttpResponse:
    """Whom platforms promised a call, the nearest promise first."""
    places = places_of(request.user, *_DESK)
    damaged = taking_in.take_in(places, by=request.keyring)
    listed = queries.with_contents(queries.waiting(places), by=request.keyring)
    context = {
        "rows": [row for row in listed if row.content is not None],
        "kept_for_reception": sum(row.content is None for row in listed) - len(damaged),
        "damaged": damaged,
        "done": queries.settled_today(places).count(),
        "slots": sum(slot.left for slot in slots.to_come(places)),
    }
    return respond(request, "slips/list.html", context)


@needs(*_DESK)
@require_GET
def slip(request: AgentRequest, slip: UUID) -> HttpResponse:
    """One slip, and the call to note."""
    found = queries.open_slip(slip, by=request.keyring)
    form = CallForm(initial={"tries": found.slip.tries})
    return _page(request, found, form)


@keeps_no_draft
@needs(*_DESK)
@require_POST
def call(request: AgentRequest, slip: UUID) -> HttpResponse:
    """Note what came of the call, once; it is counted as work of the house."""
    form = CallForm(request.POST)
    if not form.is_valid():
        return _page(request, queries.open_slip(slip, by=request.keyring), form)
    said = form.cleaned_data
    try:
        row = calling.note_call(
            slip,
            Outcome(said["outcome"]),
            by=request.keyring,
            minutes=said["minutes"],
            tries=said["tries"],
        )
    except AlreadySettled:
        messages.warning(request, "Une ou un collègue a déjà rappelé cette personne.")
        return redirect("slips:list")
    if row.status == Slip.Status.WAITING:
        messages.success(request, "L’essai est noté. La fiche reste à rappeler.")
    else:
        messages.success(request, "L’appel est noté et compté dans le travail de l’accueil.")
    if row.outcome == Outcome.REACHED:
        return redirect("slips:slip", slip)
    return redirect("slips:list")


@needs(*_DESK)
@require_POST
def to_demande(request: AgentRequest, slip: UUID) -> HttpResponse:
    """Start her request with what the platform said, to be checked with her."""
    found = queries.open_slip(slip, by=request.keyring)
    chosen = uuid4()
    if found.content is not None:
        content = found.content
        known = {
            "channel": "platform",
            "origin": "platform",
            "family_name": content.family_name,
            "given_name": content.given_name,
            "birth_year": str(content.birth_year or ""),
            "commune": content.commune,
            "street": content.street,
            "contact": content.number,
        }
        drafts.save(request.user, ARRIVAL, chosen, known)
    return redirect("reception:arrival", chosen)


@keeps_no_draft
@needs(*_DESK)
@require_http_methods(["GET", "POST"])
def opening(request: AgentRequest) -> HttpResponse:
    """The times that platforms may promise: opened by those who will call."""
    places = places_of(request.user, *_DESK)
    _ = request.keyring.secret
    form = OpeningForm(
        request.POST if request.method == "POST" else None,
        initial={"day": timezone.localdate()},
    )
    if form.is_bound and form.is_valid() and places:
        made = _open(request, places[0], form)
        if made is not None:
            messages.success(request, _opened(made))
            return redirect("slips:slots")
    context = {"place": places[0] if places else None, "rows": slots.to_come(places)}
    return respond(request, "slips/slots.html", context, form)


@needs(*_DESK)
@require_POST
def close(request: AgentRequest, slot: UUID) -> HttpResponse:
    """Promise nothing more for this time; what was promised stays."""
    _ = request.keyring.secret
    if slots.close_slot(slot, places_of(request.user, *_DESK), by=request.keyring):
        messages.success(request, "Le créneau est fermé. Les rappels déjà promis restent.")
    return redirect("slips:slots")


def _page(request: AgentRequest, found: Listed, form: CallForm) -> HttpResponse:
    context = {"slip": found.slip, "content": found.content}
    return respond(request, "slips/slip_read.html", context, form)


def _open(request: AgentRequest, place: Circonscription, form: OpeningForm) -> int | None:
    try:
        return slots.open_slots(place, form.opening(), by=request.keyring)
    except NoSuchTime:
        form.add_error(
            "first",
            "Cette heure n’existe pas ce jour-là : les horloges avancent. Choisissez-en une autre.",
        )
    except PastTime:
        form.add_error("day", "Ces heures sont passées, ou à plus de deux mois.")
    return None


def _opened(made: int) -> str:
    if not made:
        return "Ces créneaux étaient déjà ouverts, ou trop courts : rien n’a changé."
    return f"{made} créneaux sont ouverts." if made > 1 else "Un créneau est ouvert."
