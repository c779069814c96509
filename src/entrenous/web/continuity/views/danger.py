"""Access in danger: ask, confirm on one's own session, read, close."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Agent, Function
from entrenous.continuity import covers, danger, danger_notices, sheets
from entrenous.continuity.models import DangerAccess
from entrenous.custody.codes import Audience
from entrenous.dossiers.models import DueDate
from entrenous.reception.models import Appointment
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.continuity.forms import DangerForm
from entrenous.web.continuity.sentences import REFUSED, sentence
from entrenous.web.continuity.views.carrying import JUST_STARTED

WHO = (Function.Kind.SOCIAL_WORKER, Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)


@needs(*WHO)
@require_GET
def home(request: AgentRequest) -> HttpResponse:
    """What waits for a confirmation, what one asked, who is to be told."""
    by = request.keyring
    _ = by.secret
    danger.forget_old()
    rows = [(row, danger.state_of(row)) for row in danger.seen_by(by).distinct()]
    context = {
        "rows": rows,
        "to_confirm": danger.to_confirm(by),
        "notices": [(n, Audience(n.audience)) for n in danger_notices.waiting(by)],
        "may_ask": bool(danger.sides_of(by)),
        "missing": _missing(request),
    }
    return render(request, "continuity/danger_home.html", context)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def prepare(request: AgentRequest) -> HttpResponse:
    """Make the sheets that are missing, a step at a time."""
    done = sheets.prepare_some(request.keyring, seconds=covers.STEP_SECONDS)
    left = _missing(request)
    if not left:
        messages.success(request, "Chaque dossier en cours a sa fiche. Elles se tiennent à jour.")
    elif not done:
        messages.warning(
            request, "Des dossiers ne s’ouvrent pas entièrement : faites-y d’abord le constat."
        )
    return redirect("continuity:danger_home")


@needs(*WHO)
@require_http_methods(["GET", "POST"])
def ask(request: AgentRequest) -> HttpResponse:
    """The number, the second, the reason; « Vérifier », then ask."""
    by = request.keyring
    _ = by.secret
    people = danger.seconds_for(by)
    form = DangerForm(
        request.POST if request.method == "POST" else None,
        seconds=[(str(a.pk), a.display_name) for a in people],
    )
    context: dict[str, object] = {"has_people": bool(people)}
    if "correct" in request.POST:
        form.errors.clear()
        return respond(request, "continuity/danger_ask.html", context, form)
    if not form.is_valid():
        return respond(request, "continuity/danger_ask.html", context, form)
    said = form.cleaned_data
    second = next(a for a in people if str(a.pk) == said["second"])
    if "sure" not in request.POST:
        return respond(request, "continuity/danger_check.html", {"second": second}, form)
    try:
        made = danger.ask(by, said["number"], second, said["reason"], container=said["once"])
    except REFUSED as refused:
        form.add_error(None, sentence(refused))
        return respond(request, "continuity/danger_ask.html", context, form)
    return redirect("continuity:danger", made.pk)


@needs(*WHO)
@require_GET
def access(request: AgentRequest, access: UUID) -> HttpResponse:
    """Where it stands, why it was asked, and what each may do."""
    row = seen(request, access)
    state = danger.state_of(row)
    context = {
        "access": row,
        "state": state,
        "reason": danger.reason_of(request.keyring, row),
        "is_asker": row.asked_by_id == request.user.pk,
        "is_second": row.second_id == request.user.pk,
        "notices": [
            (n, Audience(n.audience).label, danger_notices.may_give(request.keyring, n))
            for n in row.notices.select_related("access__dossier")
        ],
    }
    return render(request, "continuity/danger.html", context)


@needs(*WHO)
@require_GET
def read(request: AgentRequest, access: UUID) -> HttpResponse:
    """Dates, next appointments, how to call safely. Journaled each time."""
    row = seen(request, access)
    try:
        found = danger.read(request.keyring, row)
    except REFUSED as refused:
        messages.info(request, sentence(refused))
        return redirect("continuity:danger", row.pk)
    agents = Agent.objects.in_bulk({UUID(m.agent) for m in found.meetings})
    now = timezone.now()
    context = {
        "access": row,
        "contact": found.contact,
        "due": [(d.on, DueDate.Kind(d.kind).label) for d in found.due],
        "meetings": [
            (m, Appointment.Where(m.where).label, agents.get(UUID(m.agent)))
            for m in found.meetings
            if m.at >= now - JUST_STARTED
        ],
    }
    return render(request, "continuity/danger_read.html", context)


@keeps_no_draft
@needs(*WHO)
@require_POST
def confirm(request: AgentRequest, access: UUID) -> HttpResponse:
    """The second agent, on her own session."""
    row = seen(request, access)
    _only(request, row.second_id)
    try:
        danger.confirm(request.keyring, row)
    except REFUSED as refused:
        messages.info(request, sentence(refused))
    else:
        messages.success(request, f"Confirmé : {row.asked_by.display_name} peut lire.")
    return redirect("continuity:danger", row.pk)


@keeps_no_draft
@needs(*WHO)
@require_POST
def close(request: AgentRequest, access: UUID) -> HttpResponse:
    """No, or enough."""
    row = seen(request, access)
    _only(request, row.asked_by_id, row.second_id)
    try:
        danger.close(request.keyring, row)
    except REFUSED as refused:
        messages.info(request, sentence(refused))
    else:
        messages.success(request, "C’est fermé : plus rien ne s’ouvre par cet accès.")
    return redirect("continuity:danger_home")


def seen(request: AgentRequest, access: UUID) -> DangerAccess:
    """An access whose reason she holds, or 404."""
    _ = request.keyring.secret
    danger.forget_old()
    row = danger.seen_by(request.keyring).filter(pk=access).distinct().first()
    if row is None:
        raise Http404
    return row


def _only(request: AgentRequest, *agents: UUID) -> None:
    if request.user.pk not in agents:
        raise Http404


def _missing(request: AgentRequest) -> int:
    """How many of her dossiers have no sheet; nothing for who follows none."""
    if not request.user.has_function(Function.Kind.SOCIAL_WORKER):
        return 0
    return sheets.missing(request.keyring).count()
