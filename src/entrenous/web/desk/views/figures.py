"""Count without a name, and the figures of the team: never of an agent, never of a person."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Circonscription, Function
from entrenous.desk import counting, figures
from entrenous.desk.codes import TYPED, Counted
from entrenous.desk.figure import MIN_AGENTS, MIN_PERSONS
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.desk.forms.counts import DayForm, OneForm
from entrenous.web.reception.places import places_of

AT_THE_DESK = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
THE_TEAM = (*AT_THE_DESK, Function.Kind.TEAM_LEAD)
_SAID = {
    Counted.VISIT: "Un passage est compté.",
    Counted.CALL: "Un appel est compté.",
    Counted.PARTNER: "L’appel d’un partenaire est compté.",
}


@needs(*AT_THE_DESK)
@require_POST
def count(request: AgentRequest) -> HttpResponse:
    """One click: a visit, a call, a partner. A second click counts nothing."""
    _ = request.keyring.secret
    form = OneForm(request.POST)
    if form.is_valid():
        what = Counted(form.cleaned_data["what"])
        counting.count(request.keyring, _house(request), what, once=form.cleaned_data["once"])
        messages.success(request, _SAID[what])
    else:
        messages.warning(request, "Rien n’a été compté : recommencez depuis cette page.")
    at_desk = request.user.has_function(Function.Kind.RECEPTION)
    return redirect("reception:desk" if at_desk else "reception:duty")


@needs(*AT_THE_DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def typed(request: AgentRequest) -> HttpResponse:
    """At the end of a day: who could not be received, the hours lost. Numbers only."""
    _ = request.keyring.secret
    place = _house(request)
    form = DayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        for what, once, number, minutes in form.counts():
            counting.count(
                request.keyring, place, what, once=once, number=number, minutes=minutes,
                on=form.cleaned_data["on"],
            )  # fmt: skip
        messages.success(request, "C’est compté, sans nom.")
        return redirect("desk:figures")
    return respond(request, "desk/count_day.html", {"place": place, "typed": TYPED}, form)


@needs(*THE_TEAM)
@require_safe
def month(request: AgentRequest) -> HttpResponse:
    """The figures of a house for a month."""
    return _page(request, "desk/figures.html")


@needs(*THE_TEAM)
@require_safe
def paper(request: AgentRequest) -> HttpResponse:
    """The same on paper, with how it was counted."""
    return _page(request, "desk/figures_print.html")


def _page(request: AgentRequest, template: str) -> HttpResponse:
    first = _asked(request)
    found = figures.of_month(_house(request), first)
    today = timezone.localdate()
    context = {
        "month": found,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": figures.next_month(first) if figures.next_month(first) <= today else None,
        "is_current": found.last >= today,
        "min_agents": MIN_AGENTS,
        "min_persons": MIN_PERSONS,
    }
    return render(request, template, context)


def _house(request: AgentRequest) -> Circonscription:
    """The house where this agent works."""
    places = places_of(request.user, *THE_TEAM)
    if not places:
        raise Http404
    return places[0]


def _asked(request: AgentRequest) -> date:
    """The first day of the month asked for; this month when the address says nothing clear."""
    this = timezone.localdate().replace(day=1)
    try:
        asked = date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        return this
    return min(asked, this)
