"""The mandate that the worker shows, and the report that the person takes if she can carry it."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.journal.acts import Act
from entrenous.letters import LetterUnprintable, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of
from entrenous.web.mediations.letter import letter_of
from entrenous.web.mediations.views.shared import METHODS, TAB, back, open_one

_NOTHING = "Aucun mandat n’est en cours : il n’y a pas de lettre à montrer."
REPORT: Final = Paper(
    TAB, "Le compte rendu de la médiation, sur papier", "mediations:report",
    "mediations:mediation", frozenset({Carry.FULL}),
    "Un compte rendu nomme le service et le tiers : relisez-le ensemble, et gardez-le ici.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def letter(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The letter of the mandate, to print from the browser."""
    page, shown = open_one(request, dossier, record, act=Act.PRINTED)
    if not shown.may_say:
        return back(page, record, _NOTHING)
    made = letter_of(page, shown, timezone.localdate())
    return render(request, "mediations/letter.html", page.context(shown=shown, letter=made))


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def pdf(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The same, as a PDF."""
    page, shown = open_one(request, dossier, record, act=Act.PRINTED)
    if not shown.may_say:
        return back(page, record, _NOTHING)
    try:
        made = to_pdf(letter_of(page, shown, timezone.localdate()))
    except LetterUnprintable as refused:
        messages.warning(request, refused.message)
        return redirect("mediations:mediation", dossier, record)
    said = {"Content-Disposition": 'attachment; filename="mandat.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=said)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What she can carry, before the report is printed."""
    return ask_paper(request, dossier, REPORT, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def report(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What was said in her name, what was answered, what came of it."""
    page, shown = open_one(request, dossier, record, *RULE_KINDS, act=Act.PRINTED)
    if contact_rule(page.reading).carry not in REPORT.allows:
        return redirect("mediations:print", dossier, record)
    context = page.context(
        shown=shown, told=lines_of(shown.said.told), small="a4" not in request.GET, **head_of(page)
    )
    return render(request, "mediations/report.html", context)
