"""The declaration of accessibility, and the pages that show every component in every state."""

from functools import wraps
from typing import Any, Final, Protocol

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.web.common import samples
from entrenous.web.common.forms import respond

ERRORS: Final = ("400", "403", "404", "413", "500", "csrf", "locked")
SIZES: Final = {"a4": "style/sheet_a4.html", "a5": "style/sheet_a5.html"}


class View(Protocol):
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse: ...


def for_trial_only(view: View) -> View:
    """Answer 404 on a service that holds real dossiers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG or settings.ENTRENOUS_DEMO or settings.ENTRENOUS_TEST):
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(guarded)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    contact = settings.ENTRENOUS_ACCESSIBILITY_CONTACT
    return render(request, "common/accessibility.html", {"contact": contact})


@for_trial_only
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    form = samples.ExampleForm({"name": "Mélanie\u202e Caron", "on": "31 02 2026"})
    return render(request, "style/components.html", {**samples.around(request), "form": form})


@for_trial_only
@require_safe
def style_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("etat", "")
    shown = [row for row in samples.ROWS if not state or row.state == state]
    context = {"rows": shown, "filters": samples.filters(state), "state": state}
    return render(request, "style/list.html", {**samples.around(request), **context})


@for_trial_only
@require_safe
def style_dossier(request: HttpRequest) -> HttpResponse:
    context = {"entries": samples.ENTRIES, "tasks": samples.TASKS}
    return render(request, "style/dossier.html", {**samples.around(request), **context})


@for_trial_only
@require_http_methods(["GET", "HEAD", "POST"])
def style_journey(request: HttpRequest) -> HttpResponse:
    form = samples.ExampleForm(request.POST or None)
    if form.is_valid():
        return render(request, "style/sent.html", samples.around(request))
    return respond(request, "style/journey.html", samples.around(request), form)


@for_trial_only
@require_safe
def style_sheet(request: HttpRequest, size: str) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    return render(request, SIZES[size], {"tasks": samples.TASKS})


@for_trial_only
@require_safe
def style_error(request: HttpRequest, name: str) -> HttpResponse:
    if name not in ERRORS:
        raise Http404
    context = samples.around(request) if name == "locked" else {}
    return render(request, f"errors/{name}.html", {**context, "draft_kept": True})
