"""The address of one's calendar: made, shown once, taken back; and what it answers (ADR 0015)."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.keyring import throttling
from entrenous.keyring.middleware import not_human
from entrenous.procedures import feed as calendars
from entrenous.reception import agenda
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.visitors import visitor
from entrenous.web.procedures.views.shared import METHODS


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def address(request: AgentRequest) -> HttpResponse:
    """Whether there is one, since when, when it was last read; make another, take it back."""
    made = ""
    if "take_back" in request.POST and calendars.take_back(request.keyring):
        messages.success(request, "L’adresse ne répond plus. Retirez-la de votre agenda.")
    if request.method == "POST" and "make" not in request.POST:
        return redirect("procedures:calendar")
    if "make" in request.POST:
        path = reverse("procedures:feed", args=[calendars.make(request.keyring)])
        made = request.build_absolute_uri(path)
    context = {"calendar": calendars.of(request.user), "made": made}
    return render(request, "procedures/calendar.html", context)


@login_not_required
@not_human
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The days and hours, for whoever has the address; an unknown one is told nothing, counted."""
    tried = throttling.address_counter(visitor(request))
    if wait := throttling.wait_seconds(tried):
        return _later(wait)
    try:
        found = calendars.read(secret)
    except calendars.NoFeed:
        throttling.failed(tried)
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    readings = throttling.readings_counter(found.pk.hex)
    if wait := throttling.wait_seconds(readings):
        return _later(wait)
    throttling.failed(readings)
    home = request.build_absolute_uri(reverse("dossiers:day"))
    today = timezone.localdate()
    hours = agenda.hours_of(found.agent, today)
    told = calendars.calendar(found, today, url=home, hours=hours)
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return answer


def _later(seconds: int) -> HttpResponse:
    return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds)})
