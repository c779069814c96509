"""The letter to the person: read on the screen, then on paper or as a PDF if it may reach her."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.endings.errors import NotProposed
from entrenous.journal.acts import Act
from entrenous.letters import Letter, LetterUnprintable, to_html_parts, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.papers import Paper, ask_paper, head_of
from entrenous.web.endings.letter import letter_of, may_leave
from entrenous.web.endings.views.shared import METHODS, EndingPage, open_ending

LETTER: Final = Paper(
    "more", "La lettre, remise en main propre", "endings:sheet", "endings:letter",
    frozenset({Carry.FULL}),
    "Cette lettre nomme le service : relisez-la ensemble, et gardez-la ici.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def letter(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The letter on the screen, and how it may reach her."""
    ending = open_ending(request, dossier)
    if ending.known is None:
        return ending.already(NotProposed)
    made = letter_of(ending.page, ending.known, ending.rule)
    context = ending.page.context(
        ending=ending, rule=ending.rule, parts=to_html_parts(made),
        may_leave=may_leave(ending.rule),
    )  # fmt: skip
    return render(request, "endings/letter.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the letter is handed over."""
    return ask_paper(request, dossier, LETTER)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The letter to print."""
    ending = open_ending(request, dossier, act=Act.PRINTED)
    made = _leaving(ending)
    if isinstance(made, HttpResponse):
        return made
    context = ending.page.context(letter=made, rule=ending.rule, **head_of(ending.page))
    return render(request, "endings/sheet.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def pdf(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The letter as a PDF, made in memory."""
    made = _leaving(open_ending(request, dossier, act=Act.PRINTED))
    if isinstance(made, HttpResponse):
        return made
    try:
        content = to_pdf(made)
    except LetterUnprintable as refused:
        messages.warning(request, refused.message)
        return redirect("endings:letter", dossier)
    said = {"Content-Disposition": 'attachment; filename="lettre.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=said)


def _leaving(ending: EndingPage) -> Letter | HttpResponse:
    """The letter, or why it does not leave: what she said is asked again at each sheet."""
    if ending.known is None:
        return ending.already(NotProposed)
    if not may_leave(ending.rule):
        return redirect("endings:letter", ending.pk)
    return letter_of(ending.page, ending.known, ending.rule)
