"""Who must be told of an access in danger: acknowledge, note it, or put the person's notice off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.continuity import danger, danger_notices
from entrenous.continuity.codes import Told
from entrenous.continuity.errors import NotYours
from entrenous.continuity.models import DangerNotice
from entrenous.custody.codes import Audience
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.continuity.forms import PutOffForm, ToldForm

_TOLD = (Function.Kind.SOCIAL_WORKER, Function.Kind.LEGAL_DESK)


@needs(*_TOLD)
@require_http_methods(["GET", "POST"])
def notice(request: AgentRequest, told: UUID) -> HttpResponse:
    """« Pris connaissance », or how the person was told."""
    row = _notice(request, told)
    is_person = row.audience == Audience.PERSON
    form = ToldForm(request.POST if request.method == "POST" else None) if is_person else None
    if request.method == "POST" and (form is None or form.is_valid()):
        said = form.cleaned_data if form else {}
        danger_notices.give(
            request.keyring,
            row,
            way=Told(said["way"]) if said else None,
            on=said["on"] if said else timezone.localdate(),
        )
        messages.success(request, "C’est noté.")
        return redirect("dossiers:day" if _is_worker(request) else "continuity:danger_home")
    context = {
        "notice": row,
        "access": row.access,
        "reason": danger.reason_of(request.keyring, row.access),
        "is_person": is_person,
        "may_put_off": is_person and request.user.has_function(Function.Kind.LEGAL_DESK),
    }
    return respond(request, "continuity/danger_notice.html", context, form)


@needs(Function.Kind.LEGAL_DESK)
@require_http_methods(["GET", "POST"])
def put_off(request: AgentRequest, told: UUID) -> HttpResponse:
    """The legal desk: not before a day, and why."""
    row = _notice(request, told)
    if row.audience != Audience.PERSON or row.given_on is not None:
        raise Http404
    form = PutOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        danger_notices.bar(request.keyring, row, until=said["until"], reason=said["reason"])
        messages.success(request, "L’avis est différé. Il reviendra ce jour-là.")
        return redirect("continuity:danger", row.access_id)
    return respond(request, "continuity/danger_put_off.html", {"access": row.access}, form)


def _notice(request: AgentRequest, told: UUID) -> DangerNotice:
    """A notice that this agent may give, or 404."""
    _ = request.keyring.secret
    rows = DangerNotice.objects.select_related(
        "access__dossier", "access__asked_by", "access__second"
    ).filter(access__dossier__container__organisation_id=request.user.organisation_id)
    row = rows.filter(pk=told).first()
    if row is None:
        raise Http404
    try:
        danger_notices.check(request.keyring, row)
    except NotYours:
        raise Http404 from None
    return row


def _is_worker(request: AgentRequest) -> bool:
    return request.user.has_function(Function.Kind.SOCIAL_WORKER)
