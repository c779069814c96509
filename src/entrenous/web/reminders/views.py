"""What the person wants to be reminded by; what is to be sent, read before it leaves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Circonscription, Function
from entrenous.dossiers.models import Dossier
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.reception.models import Demande
from entrenous.reminders import gateways, sending, wishes
from entrenous.reminders.codes import State, Way
from entrenous.reminders.words import SUBJECT
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.reminders.forms import WishForm

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
METHODS = ["GET", "POST"]
DAMAGED = (
    "Une partie de cet écrit est abîmée : rien n’est changé. "
    "Faites d’abord le constat de ce qui manque."
)
NO_MORE = "Ce moyen vient de changer : il n’est plus dit sûr. Choisissez de nouveau."


@needs(*BOTH)
@require_http_methods(METHODS)
def to_send(request: AgentRequest) -> HttpResponse:
    """The reminders of the coming days, word for word; one click sends them."""
    _ = request.keyring.secret
    if request.method == "POST":
        done = sending.send(request.keyring)
        if done.sent:
            messages.success(request, _count(done.sent, "rappel envoyé", "rappels envoyés"))
        if done.rehearsed:
            words = ("rappel essayé", "rappels essayés")
            messages.warning(
                request, f"{_count(done.rehearsed, *words)} Aucune passerelle n’est réglée."
            )
        if done.failed:
            words = ("rappel n’est pas parti", "rappels ne sont pas partis")
            messages.warning(request, f"{_count(done.failed, *words)} Appelez si c’est possible.")
        return redirect("reminders:list")
    counted = sending.counts(request.keyring)
    context = {
        "due": sending.due(request.keyring),
        "subject": SUBJECT,
        "rehearses": [way.label for way in Way if not gateways.configured(way).leaves],
        "counted": [(state.label, n) for state in State if (n := counted[state])],
    }
    return render(request, "reminders/list.html", context)


@needs(*BOTH)
@require_http_methods(METHODS)
def of_dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What the person of a dossier wants."""
    row = Dossier.objects.select_related("secteur__circonscription").filter(pk=dossier).first()
    if row is None:
        raise KeyNotHeld
    back = reverse("dossiers:dossier", args=[dossier])
    return _wish(request, dossier, row.secteur.circonscription, back)


@needs(*BOTH)
@require_http_methods(METHODS)
def of_demande(request: AgentRequest, demande: UUID) -> HttpResponse:
    """What the person of a request wants."""
    row = Demande.objects.select_related("circonscription").filter(pk=demande).first()
    if row is None:
        raise KeyNotHeld
    back = reverse("reception:demande", args=[demande])
    return _wish(request, demande, row.circonscription, back)


def _wish(
    request: AgentRequest, container: UUID, house: Circonscription, back: str
) -> HttpResponse:
    reading = wishes.read(container, by=request.keyring)
    wish = wishes.wish_in(reading)
    means = wishes.safe_means(reading)
    form = WishForm(request.POST if request.method == "POST" else None, means=means, wish=wish)
    if form.is_bound and form.is_valid():
        named = form.cleaned_data["names_service"]
        try:
            wishes.choose(container, form.value, names_service=named, by=request.keyring)
        except wishes.NotSafe:
            form.add_error("where", NO_MORE)
        except Damaged:
            form.add_error(None, DAMAGED)
        else:
            messages.success(
                request, "Le rappel est choisi." if form.value else "Aucun rappel ne partira."
            )
            return redirect(back)
    context = {"means": means, "wish": wish, "house": house, "back": back}
    return respond(request, "reminders/wish.html", context, form)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}."
