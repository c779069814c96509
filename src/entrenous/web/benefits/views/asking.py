"""Ask the engine about a household: one form, one answer, kept sealed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.benefits import actions, worker
from entrenous.benefits.contents import Asked, Estimation
from entrenous.keyring import drafts
from entrenous.web.benefits.forms import SituationForm
from entrenous.web.benefits.prefill import prefill
from entrenous.web.benefits.views.shared import METHODS, engine_note, home, open_estimations
from entrenous.web.benefits.words import standing_words
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done

_DRAFT = "benefits:new"
_KEPT = "L’estimation est scellée dans le dossier."
_LISTS = ("changes",)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The form, filled from the budget; then the estimate itself."""
    page = open_estimations(request, dossier)
    known = prefill(page)
    if request.method == "POST":
        form = SituationForm(request.POST)
        found = computed(form, lambda f: f.asked(), **known.origin) if form.is_valid() else None
        if found is not None and (kept := keep(page, form, found)):
            drafts.discard(request.user, _DRAFT, dossier)
            messages.success(request, _KEPT)
            return redirect("benefits:estimation", dossier, kept)
    else:
        form = SituationForm(initial=known.initial | _draft(request, dossier))
    context = page.context(known=known, engine_note=engine_note())
    return respond(request, "benefits/ask.html", context, form)


def computed(form: Any, asked: Any, **origin: Any) -> Estimation | None:
    """What the engine says of a valid form; None when the form now says why it did not."""
    told: Asked = asked(form)
    try:
        return actions.estimate(home(), told, **origin)
    except worker.NoAnswer as silent:
        form.add_error(
            None, f"{standing_words(silent.standing)} Rien de ce qui est écrit n’est perdu."
        )
    except actions.Refused as refused:
        is_commune = "INSEE" in refused.sentence and "insee" in form.fields
        form.add_error("insee" if is_commune else None, refused.sentence)
    return None


def keep(page: DossierPage, form: Form, found: Estimation) -> UUID | None:
    """Seal an estimate under the id that the form carries; None when the form says why not."""
    made: list[UUID] = []
    once: UUID = form.cleaned_data["once"]
    by = page.request.keyring
    is_kept = is_done(form, lambda: made.append(actions.keep(by, page.dossier, found, record=once)))
    return made[0] if is_kept else None


def _draft(request: AgentRequest, dossier: UUID) -> dict[str, Any]:
    """What was typed on this page when the vault closed."""
    typed = drafts.read(request, _DRAFT, dossier)
    if typed is None:
        return {}
    return {n: v if n in _LISTS else v[0] for n, v in typed.fields.items() if v}
