"""Start a writing: why and to whom, on which rule; then the elements that serve the purpose."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.keyring import drafts
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.writings.forms import ElementsForm, WhyForm
from entrenous.web.writings.views.shared import LISTS, METHODS, kept, open_writings
from entrenous.web.writings.words import base_for, employer_for
from entrenous.writings import actions
from entrenous.writings.codes import Kind
from entrenous.writings.contents import Writing


@dataclass(frozen=True)
class Starting:
    """The same two pages for an ordinary writing and for one kept apart."""

    page: DossierPage
    is_apart: bool
    draft: str

    def why(self, *args: Any, **kwargs: Any) -> WhyForm:
        """The first page."""
        request = self.page.request
        return WhyForm(
            *args, base=base_for(request), employer=employer_for(request), is_apart=self.is_apart,
            **kwargs,
        )  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """A report, a note, an attestation."""
    return _pages(Starting(open_writings(request, dossier), is_apart=False, draft="writings:new"))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new_apart(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """A child-protection report, an alert."""
    page = open_writings(request, dossier)
    return _pages(Starting(page, is_apart=True, draft="writings:new_apart"))


def _pages(starting: Starting) -> HttpResponse:
    """The page that what was sent leads to."""
    request = starting.page.request
    if request.method != "POST" or "back" in request.POST:
        typed = _typed(request) or kept(request, starting.draft, starting.page.dossier.pk)
        return _ask_why(starting, starting.why(initial=typed), typed)
    why = starting.why(request.POST)
    if not why.is_valid():
        return _ask_why(starting, why, _typed(request))
    offered = why.framed(None)
    if "do" not in request.POST:
        form = ElementsForm(initial=_typed(request), offered=offered)
        return _ask_elements(starting, why, form)
    form = ElementsForm(request.POST, offered=offered)
    if not form.holds(why.framed):
        return _ask_elements(starting, why, form)
    return _start(starting, why, form)


def _ask_why(starting: Starting, why: WhyForm, typed: dict[str, Any]) -> HttpResponse:
    carried = [(name, value) for name in LISTS for value in typed.get(name, [])]
    context = starting.page.context(starting=starting, carried=carried)
    return respond(starting.page.request, "writings/why.html", context, why)


def _ask_elements(starting: Starting, why: WhyForm, form: ElementsForm) -> HttpResponse:
    context = starting.page.context(starting=starting, why=why, frame=form.offered)
    return respond(starting.page.request, "writings/elements.html", context, form)


def _start(starting: Starting, why: WhyForm, form: ElementsForm) -> HttpResponse:
    page, request, said = starting.page, starting.page.request, why.cleaned_data
    draft = Writing(
        kind=Kind(said["kind"]), to_function=said["to_function"], to_name=said["to_name"],
        to_address=said["to_address"], purpose=said["purpose"], basis=said["basis"],
        facts=form.facts_said, elements=form.elements_said(),
    )  # fmt: skip
    made: list[UUID] = []

    @transaction.atomic
    def act() -> None:
        made.append(
            actions.start(
                request.keyring, page.dossier, draft, base=base_for(request),
                employer=employer_for(request), on=timezone.localdate(), record=said["once"],
            )
        )  # fmt: skip
        if kept(request, starting.draft, page.dossier.pk):
            drafts.discard(request.user, starting.draft, page.dossier.pk)

    if not is_done(form, act):
        return _ask_elements(starting, why, form)
    return redirect("writings:edit", page.dossier.pk, made[0])


def _typed(request: AgentRequest) -> dict[str, Any]:
    """What came back from a page, without judging it."""
    return {
        name: request.POST.getlist(name) if name in LISTS else request.POST[name]
        for name in request.POST
    }
