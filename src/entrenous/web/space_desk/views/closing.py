"""Close a space, at once and by one click: whoever is in danger does not wait for a phrase."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.dossiers.contents import ReceptionCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.space import desk
from entrenous.space.models import Space
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import dossier_of
from entrenous.web.space_desk.views.desk import open_space

_CLOSED = "L’espace est fermé : le code n’ouvre plus rien."
_SAME = "C’était déjà fait : rien n’a changé."
_WAITS = (
    "L’espace est fermé : le code n’ouvre plus rien. La clé du dossier sera renouvelée quand la "
    "personne référente ouvrira cette page."
)
_DISCREET = (
    "L’espace est discret : rien ne s’ouvre plus à distance, et le code répond comme un code faux."
)
_RENEWED = "La clé du dossier est renouvelée."
_DAMAGED = "Une partie du dossier est abîmée : la clé se renouvellera après le constat."


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def take_back(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Close it: a lost code, one that somebody saw, or because she wants it closed."""
    page, _ = open_space(request, dossier)
    _close(request, page.dossier)
    return redirect("space_desk:state", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def make_discreet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """« Espace discret »."""
    page, _ = open_space(request, dossier)
    try:
        desk.make_discreet(request.keyring, page.dossier)
    except desk.NotOpen:
        messages.info(request, _SAME)
    else:
        messages.success(request, _DISCREET)
    return redirect("space_desk:state", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def renew(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Renew the dossier's key after a closing at reception."""
    page, _ = open_space(request, dossier)
    try:
        desk.renew(request.keyring, page.dossier)
    except desk.NotOpen:
        messages.info(request, _SAME)
    except Damaged:
        messages.error(request, _DAMAGED)
    else:
        messages.success(request, _RENEWED)
    return redirect("space_desk:state", dossier)


@needs(Function.Kind.RECEPTION)
@require_http_methods(["GET", "HEAD", "POST"])
def at_reception(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Reception closes a lost code, and reads nothing but the name to call."""
    header = dossier_of(request, dossier)
    opened = request.keyring.open(dossier, Act.DIRECTORY_HIT)
    if not opened.covers(Compartment.RECEPTION):
        raise Http404
    if request.method == "POST":
        _close(request, header)
        return redirect("space_desk:reception", dossier)
    space, card = desk.space_of(dossier), records.read(opened, ReceptionCard).one(ReceptionCard)
    context = {
        "name": card.content.called_name if card else "",
        "dossier": header,
        "space": space,
        "may_close": bool(space and space.state != Space.State.CLOSED),
    }
    return render(request, "space_desk/reception.html", context)


def _close(request: AgentRequest, dossier: Dossier) -> None:
    try:
        space = desk.take_back(request.keyring, dossier)
    except desk.NotOpen:
        messages.info(request, _SAME)
        return
    messages.success(request, _WAITS if space.waits_for_renewal else _CLOSED)
