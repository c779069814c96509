"""A new request on one page, its secteur found at once, several open at a time."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.keyring import drafts
from entrenous.keyring.models import Container
from entrenous.reception import actions
from entrenous.reception.errors import FarSlot, NoLetterBox, PastSlot, SlotTaken
from entrenous.reception.models import Demande
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.reception.forms.arrival import MULTIPLE, ArrivalForm
from entrenous.web.reception.places import Placement, places_of, workers_of
from entrenous.web.reception.views.desk import ARRIVAL, started

NO_LETTER_BOX = (
    "L’accueil de cette circonscription n’a pas encore de clé certifiée : rien n’est enregistré. "
    "Votre saisie est gardée en brouillon ; prévenez la ou le responsable."
)
_BUTTONS = ("find_secteur", "set_aside")
_STARTED_WITH = ("family_name", "given_name", "birth_year")


@needs(Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def start(request: AgentRequest) -> HttpResponse:
    """Open a new form, with the name just searched if there was one."""
    chosen = uuid4()
    known = {n: request.POST[n] for n in _STARTED_WITH if request.POST.get(n)}
    if known:
        drafts.save(request.user, ARRIVAL, chosen, known)
    return redirect("reception:arrival", chosen)


@needs(Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def arrival(request: AgentRequest, demande: UUID) -> HttpResponse:
    """The form; `demande` is drawn when it opens, so that a second click records nothing."""
    _ = request.keyring.secret
    if Demande.objects.filter(pk=demande).exists():
        return redirect("reception:demande", demande)
    if Container.objects.filter(pk=demande).exists():
        raise Http404
    if "set_aside" in request.POST:
        drafts.keep(request.user, _typed(request, demande))
        messages.success(request, "La demande commencée est gardée, scellée pour vous.")
        return redirect("reception:desk")
    form = _form(request, demande)
    if form.is_bound and "find_secteur" not in request.POST and form.is_valid():
        saved = _record(request, form, demande)
        if saved is not None:
            drafts.discard(request.user, ARRIVAL, demande)
            return redirect("reception:demande", saved.pk)
    if "find_secteur" in request.POST:
        drafts.keep(request.user, _typed(request, demande))
        return redirect(f"{request.path}#secteur")
    others = [each for each in started(request) if each.about != demande]
    context = {"demande": demande, "placement": form.placement, "others": others}
    return respond(request, "reception/arrival.html", context, form)


@needs(Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
@require_POST
def secteur(request: AgentRequest) -> HttpResponse:
    """The secteur of what is being typed, for the page that asks while one types."""
    form = _bound(request)
    placement: Placement = form.placement
    context = {"form": form, "placement": placement, "secteur": form["secteur"]}
    return render(request, "reception/part_secteur.html", context)


@needs(Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
@require_POST
def discard(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Give a draft up: nothing of it is kept."""
    drafts.discard(request.user, ARRIVAL, demande)
    return redirect("reception:desk")


def here_of(request: AgentRequest) -> Circonscription:
    """The house where this agent receives people."""
    places = places_of(request.user, Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
    if not places:
        raise Http404
    return places[0]


def _form(request: AgentRequest, demande: UUID) -> ArrivalForm:
    if request.method == "POST":
        return _bound(request)
    here = here_of(request)
    initial = dict(drafts.restore(request, ARRIVAL, demande) or {})
    for name in MULTIPLE:
        if isinstance(initial.get(name), str):
            initial[name] = [str(initial[name])]
    return ArrivalForm(
        initial=initial, agent=request.user, here=here, workers=_workers(request, here)
    )


def _bound(request: AgentRequest) -> ArrivalForm:
    here = here_of(request)
    return ArrivalForm(request.POST, agent=request.user, here=here, workers=_workers(request, here))


def _workers(request: AgentRequest, here: Circonscription) -> list[Agent]:
    """The workers of the house, and the agent herself, who may promise to call back."""
    found = workers_of([here])
    return found if request.user in found else [*found, request.user]


def _typed(request: AgentRequest, demande: UUID) -> drafts.Typed:
    typed = drafts.typed_in(request)
    fields = {n: v for n, v in typed.fields.items() if n not in _BUTTONS}
    return drafts.Typed(ARRIVAL, demande, request.path, fields)


def _record(request: AgentRequest, form: ArrivalForm, demande: UUID) -> Demande | None:
    try:
        return actions.record_demande(form.arrival(demande), by=request.keyring)
    except (SlotTaken, PastSlot, FarSlot) as refused:
        form.refuse(refused)
    except NoLetterBox:
        drafts.keep(request.user, _typed(request, demande))
        form.add_error(None, NO_LETTER_BOX)
    return None
