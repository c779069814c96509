"""Renew what a group received before a member left, in steps that the open page asks for."""

from collections import Counter
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.keyring import renewal
from entrenous.keyring.models import Container
from entrenous.keyring.renewal import Step
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs, not_human
from entrenous.web.keys import places
from entrenous.web.keys.forms import StepForm

_CONSTATS: Final = {
    Container.Kind.DOSSIER.value: ("Un dossier", "dossiers:constat"),
    Container.Kind.DEMANDE.value: ("Une demande", "reception:constat"),
}


_MOST_NAMED: Final = 20


@keeps_no_draft
@needs(*places.TEAM)
@require_http_methods(["GET", "POST"])
def renew(request: AgentRequest) -> HttpResponse:
    """Say what waits; a POST renews as much as fits in a step and says what is left."""
    return _page(request)


@not_human
@keeps_no_draft
@needs(*places.TEAM)
@require_POST
def renew_on(request: AgentRequest) -> HttpResponse:
    """The next step, asked for by the page itself: it does not keep a vault open."""
    return _page(request)


def _page(request: AgentRequest) -> HttpResponse:
    _ = request.keyring.secret
    form = StepForm(request.POST if request.method == "POST" else None)
    step, before = Step(), 0
    if form.is_valid():
        step = renewal.renew_some(request.keyring, after=form.cleaned_data["after"])
        before = form.cleaned_data["done"] or 0
    waiting = renewal.waiting(request.keyring)
    kinds = Counter(Container.Kind(container.kind).label for container in waiting)
    is_over = form.is_valid() and step.last is None
    context = {
        "done": before + step.done,
        "last": step.last,
        "left": len(waiting),
        "kinds": sorted(kinds.items()),
        "stuck": [_stuck(container) for container in waiting[:_MOST_NAMED]] if is_over else [],
        "is_over": is_over,
    }
    page = "keys/part_renew.html" if request.htmx else "keys/renew.html"
    return render(request, page, context)


def _stuck(container: Container) -> tuple[str, str]:
    """What does not open, and where its constat is, if it has one."""
    words, name = _CONSTATS.get(container.kind, ("", ""))
    if not name:
        return str(Container.Kind(container.kind).label).capitalize(), ""
    return words, reverse(name, args=[container.pk])
