"""A promised call: the words left, how to call without risk, what came of a try, take it over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from entrenous.agents.models import Function
from entrenous.desk import promises
from entrenous.desk.errors import AlreadyEnded
from entrenous.dossiers import contact
from entrenous.dossiers.contents import PersonCard, ReceptionCard, ReceptionMessage
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.records import Reading
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.models import Appointment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.desk.forms.calls import TryForm

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
_OVER = "Ce rappel est déjà terminé : rien n’a été noté de plus."


@needs(*BOTH)
@require_GET
def call(request: AgentRequest, call: UUID) -> HttpResponse:
    """One promised call, journaled before it is shown."""
    return _page(request, promises.promise(call, by=request.keyring), TryForm())


@needs(*BOTH)
@require_POST
def note_try(request: AgentRequest, call: UUID) -> HttpResponse:
    """Say what came of a try."""
    _ = request.keyring.secret
    form = TryForm(request.POST)
    row = promises.promise(call, by=request.keyring)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        promises.note_try(call, form.came_of_it, by=request.keyring, once=form.cleaned_data["once"])
    except AlreadyEnded:
        messages.warning(request, _OVER)
        return redirect("desk:call", call)
    messages.success(request, "C’est noté, avec l’heure.")
    return redirect("desk:call", call)


@needs(*BOTH)
@require_POST
def take_over(request: AgentRequest, call: UUID) -> HttpResponse:
    """Promise it oneself, in the place of a colleague who left or is away."""
    _ = request.keyring.secret
    try:
        promises.take_over(call, by=request.keyring)
    except AlreadyEnded:
        messages.warning(request, _OVER)
    else:
        messages.success(request, "Ce rappel est maintenant le vôtre.")
    return redirect("desk:call", call)


def _page(request: AgentRequest, row: Appointment, form: TryForm) -> HttpResponse:
    reading = _read(request, row)
    asked = reading.one(DemandeIdentity)
    context = {
        "row": row,
        "name": _name(reading),
        "asked": asked.content if asked else None,
        "rule": _rule(reading),
        "left": [m for m in reading.of(ReceptionMessage) if not m.content.is_handled],
        "alone": bool(row.dossier_id) and contact.is_alone_in(reading),
        "tries": list(row.tries.all()),
        "state": promises.keeping(row),
        "side": promises.side_of(row.starts_at),
        "is_adrift": row.agent_id in promises.adrift([row.agent]),
        "is_mine": row.agent_id == request.user.pk,
        "at_desk": request.user.has_function(Function.Kind.RECEPTION),
    }
    return respond(request, "desk/call.html", context, form)


def _read(request: AgentRequest, row: Appointment) -> Reading:
    """What the reader's key gives of the request, or of reception's part of the dossier."""
    link = row.demande_id or row.dossier_id
    if link is None or not request.keyring.holds(link):
        return Reading()
    act = Act.DEMANDE_OPENED if row.demande_id else Act.CONTACT_RULE_READ
    opened = request.keyring.open(link, act)
    if row.demande_id:
        return records.read(opened, DemandeIdentity)
    return records.read(opened, ReceptionCard, ReceptionMessage, PersonCard)


def _name(reading: Reading) -> str:
    asked, called = reading.one(DemandeIdentity), reading.one(ReceptionCard)
    card = reading.one(PersonCard)
    if asked:
        return asked.content.name
    if card:
        return card.content.name
    return called.content.called_name if called else ""


def _rule(reading: Reading) -> str:
    called = reading.one(ReceptionCard)
    return called.content.safe_rule if called else ""
