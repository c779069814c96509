"""The telephone card: what to say to whoever calls. No name is asked, none is shown."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.gateway.base import base_of, employer_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.reception import calls

ANSWER_THE_TELEPHONE = (
    Function.Kind.RECEPTION,
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.TEAM_LEAD,
    Function.Kind.LEGAL_DESK,
)


@needs(*ANSWER_THE_TELEPHONE)
@require_safe
def callers(request: AgentRequest) -> HttpResponse:
    """Who calls?"""
    counters = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
    context = {
        "callers": calls.CALLERS,
        "may_count": any(request.user.has_function(kind) for kind in counters),
        "once": uuid4(),
    }
    return render(request, "reception/phone.html", context)


@needs(*ANSWER_THE_TELEPHONE)
@require_safe
def caller(request: AgentRequest, caller: str) -> HttpResponse:
    """One kind of caller: the sentence to say, and what comes next."""
    found = calls.caller_named(caller)
    if found is None:
        raise Http404
    return render(request, "reception/phone_caller.html", {"call": _call(request, found)})


@needs(*ANSWER_THE_TELEPHONE)
@require_safe
def danger(request: AgentRequest) -> HttpResponse:
    """Someone is in immediate danger: what must be done, what may be said, to whom."""
    organisation = request.user.organisation
    found = calls.rescue(
        base_of(organisation.pk), employer=employer_of(organisation), today=timezone.localdate()
    )
    return render(request, "reception/phone_danger.html", {"rescue": found, "shown": found.shown})


@needs(*ANSWER_THE_TELEPHONE)
@require_safe
def call_back(request: AgentRequest) -> HttpResponse:
    """Call a verified number back, with the agreement that the person recorded."""
    organisation = request.user.organisation
    found = calls.call_backs(
        base_of(organisation.pk), employer=employer_of(organisation), today=timezone.localdate()
    )
    return render(request, "reception/phone_call_back.html", {"call_backs": found})


@needs(*ANSWER_THE_TELEPHONE)
@require_safe
def card(request: AgentRequest) -> HttpResponse:
    """Every kind of caller on one sheet, to keep beside the telephone."""
    organisation = request.user.organisation
    found = calls.rescue(
        base_of(organisation.pk), employer=employer_of(organisation), today=timezone.localdate()
    )
    context = {
        "calls": [_call(request, each) for each in calls.CALLERS],
        "rescue": found,
        "organisation": organisation,
        "today": timezone.localdate(),
    }
    return render(request, "reception/phone_card.html", context)


def _call(request: AgentRequest, caller: calls.Caller) -> calls.Call:
    organisation = request.user.organisation
    return calls.call(
        base_of(organisation.pk),
        caller,
        employer=employer_of(organisation),
        today=timezone.localdate(),
    )
