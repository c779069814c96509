"""What ends a contact: she is being listened to, what she can carry, an information interview."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.desk import counting, listening
from entrenous.desk import sheets as rights_sheets
from entrenous.dossiers.codes import Carry
from entrenous.keyring import drafts
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.reception import actions, queries
from entrenous.reception.errors import AlreadyClosed
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.desk.forms.contact import CarryForm, InterviewForm

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
INTERVIEW = "desk:interview"
_CLOSED = "Quelqu’un d’autre a terminé cette demande entre-temps. Relisez-la."
_DAMAGED = (
    "Une partie de cette demande est abîmée : rien n’est enregistré avant le constat. "
    "Votre saisie reste ici."
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def hear(request: AgentRequest, demande: UUID) -> HttpResponse:
    """« Je la reçois »: the instant of the first listening."""
    _ = request.keyring.secret
    try:
        listening.hear(demande, by=request.keyring)
    except AlreadyClosed:
        messages.warning(request, _CLOSED)
    else:
        messages.success(request, "L’heure de la première écoute est notée.")
    return redirect("reception:demande", demande)


@needs(*BOTH)
@require_POST
def carry(request: AgentRequest, demande: UUID) -> HttpResponse:
    """What she can carry, asked at the end: nothing, a neutral slip, the whole next step."""
    _ = request.keyring.secret
    if not request.keyring.holds(demande):
        raise KeyNotHeld
    form = CarryForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Choisissez ce que la personne peut emporter.")
        return redirect("reception:demande", demande)
    chosen = Carry(form.cleaned_data["carry"])
    try:
        actions.ask_carry(demande, chosen, by=request.keyring)
    except Damaged:
        return redirect("reception:constat", demande)
    if chosen is Carry.NOTHING:
        messages.success(request, "C’est noté : elle n’emporte aucun papier.")
        return redirect("reception:demande", demande)
    return redirect("reception:receipt", demande)


@needs(Function.Kind.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def interview(request: AgentRequest, demande: UUID) -> HttpResponse:
    """A first-level information interview of reception's own, sealed with the request."""
    opened = queries.open_demande(demande, by=request.keyring)
    offered = rights_sheets.of(request.user.organisation)
    data = request.POST if request.method == "POST" else None
    typed = drafts.restore(request, INTERVIEW, demande) if data is None else None
    form = InterviewForm(data, sheets=offered, initial=typed)
    if form.is_bound and form.is_valid():
        try:
            counting.give_information(
                request.keyring, demande, form.said(), once=form.cleaned_data["once"]
            )
        except Damaged:
            form.add_error(None, _DAMAGED)
        else:
            drafts.discard(request.user, INTERVIEW, demande)
            messages.success(request, "L’entretien d’information est enregistré, scellé.")
            return redirect("reception:demande", demande)
    context = {"row": opened.row, "demande": demande, "sheets": offered}
    return respond(request, "desk/interview.html", context, form)
