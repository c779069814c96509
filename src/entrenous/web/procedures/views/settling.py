"""Say what became of a date; stop following a procedure; take it up again."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.procedures import actions
from entrenous.procedures.codes import Closing, Outcome
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.procedures.forms import CloseForm
from entrenous.web.procedures.views.shared import (
    METHODS,
    confirmed_here,
    do,
    open_procedures,
    procedure_of,
)
from entrenous.web.procedures.words import line_of

_SAID = {
    Outcome.DONE: "C’est noté comme fait.",
    Outcome.DROPPED: "C’est noté : cette date est sans objet.",
    None: "Cette date est de nouveau suivie.",
}


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def mark(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What became of one date, on the day that was on the screen."""
    page = open_procedures(request, dossier)
    procedure_of(page, record)
    on, outcome = _day(request.POST.get("on", "")), _outcome(request.POST.get("outcome", ""))
    code = request.POST.get("code", "")

    def act() -> None:
        actions.mark(request.keyring, page.dossier, record, code, on=on, outcome=outcome)

    return do(request, dossier, record, act, _SAID[outcome])


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def close(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Why it is no longer followed; its dates leave « Ma journée »."""
    page, today = open_procedures(request, dossier), timezone.localdate()
    known = procedure_of(page, record)
    if known.content.closed_on is not None:
        return redirect("procedures:procedure", dossier, record)
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, initial={"on": today}, opened_on=known.content.opened_on)
    if form.is_valid():
        because, on = Closing(form.cleaned_data["because"]), form.cleaned_data["on"]
        if is_done(
            form,
            lambda: actions.close(request.keyring, page.dossier, record, because=because, on=on),
        ):
            messages.success(request, "Cette procédure n’est plus suivie. Elle se lit toujours.")
            return redirect("procedures:list", dossier)
    context = page.context(line=line_of(known, today, confirmed_here(request)))
    return respond(request, "procedures/close.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def take_up_again(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Follow a closed procedure again."""
    page = open_procedures(request, dossier)
    procedure_of(page, record)

    def act() -> None:
        actions.take_up_again(request.keyring, page.dossier, record)

    return do(request, dossier, record, act, "La procédure est de nouveau suivie.")


def _day(said: str) -> date:
    with suppress(ValueError):
        return date.fromisoformat(said)
    raise Http404


def _outcome(said: str) -> Outcome | None:
    if not said:
        return None
    with suppress(ValueError):
        return Outcome(said)
    raise Http404
