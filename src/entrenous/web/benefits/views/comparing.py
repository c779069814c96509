"""Change one thing of an estimate, and read both side by side."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.web.benefits.change_form import ChangeForm
from entrenous.web.benefits.views.asking import computed, keep
from entrenous.web.benefits.views.shared import (
    METHODS,
    engine_note,
    estimation_of,
    open_estimations,
)
from entrenous.web.benefits.words import month_words
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def compare(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What changes, asked; then a second estimate, kept beside the first."""
    page = open_estimations(request, dossier)
    known = estimation_of(page, record)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, asked=known.content.asked)
    if form.is_valid():
        before = known.content
        found = computed(
            form,
            lambda f: f.changed(),
            budget=before.budget,
            budget_version=before.budget_version,
            compared_with=known.id,
            what_if=form.what_if,
        )
        if found is not None and (kept := keep(page, form, found)):
            return redirect("benefits:estimation", dossier, kept)
    context = page.context(known=known, month=month_words(known.content), engine_note=engine_note())
    return respond(request, "benefits/compare.html", context, form)
