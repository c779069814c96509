"""One act, in two steps: say it, check it, then it is done. What is typed never is in an address.

A view makes its form with `typed(request)`, then:

    return carry(page, WORDS, form, do=lambda: sharing.withdraw(…), then="dossiers:act_relay")
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from entrenous.web.common.access import AgentRequest
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class ActWords:
    """What the pages of an act say. `after` lists, before it is done, what it will do."""

    title: str
    lead: str
    button: str
    after: Sequence[str]
    done: str
    advice_title: str
    advice: str
    icon: str = "info"
    is_heavy: bool = False


def typed(request: AgentRequest) -> tuple[QueryDict | None, dict[str, Any]]:
    """What a form is made with: its data, or its initial values when one comes back to correct."""
    if request.method != "POST":
        return None, {}
    if "correct" in request.POST:
        return None, {name: request.POST[name] for name in request.POST if name != "correct"}
    return request.POST, {}


def carry(
    page: DossierPage,
    words: ActWords,
    form: ActForm,
    *,
    do: Callable[[], object],
    then: str,
    then_args: Sequence[object] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the act, its check page, or do it and go on to `then`."""
    request, context = page.request, page.context(words=words, **(more or {}))
    if not form.is_valid():
        return respond(request, "dossiers/acts/ask.html", context, form)
    if "do" not in request.POST:
        context |= {"form": form, "lines": form.lines()}
        return render(request, "dossiers/acts/check.html", context)
    if not is_done(form, do):
        return respond(request, "dossiers/acts/ask.html", context, form)
    messages.success(request, words.done)
    return redirect(then, *([page.dossier.pk] if then_args is None else then_args))


def already(page: DossierPage, sentence: str, then: str = "dossiers:more") -> HttpResponse:
    """Answer a second click, or a page left open: nothing is done twice."""
    messages.info(page.request, sentence)
    return redirect(then, page.dossier.pk)
