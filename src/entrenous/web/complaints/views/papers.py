"""The answer on paper: a page to print, a PDF, a .docx. Made in memory, kept nowhere."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.letters import Letter, LetterUnprintable, to_docx, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.complaints.views.shared import context_of, open_one
from entrenous.web.complaints.words import ANSWERING, letter_of

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(*ANSWERING)
@require_safe
def letter(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """The answer as it leaves, to print from the browser."""
    shown = open_one(request, complaint)
    if not shown.answer:
        return redirect("complaints:complaint", complaint)
    made = letter_of(shown, request.user, timezone.localdate())
    return render(request, "complaints/letter.html", context_of(shown, letter=made))


@needs(*ANSWERING)
@require_safe
def pdf(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """The answer as a PDF."""
    made = _letter(request, complaint)
    if made is None:
        return redirect("complaints:complaint", complaint)
    try:
        return _file(to_pdf(made), "application/pdf", "reponse.pdf")
    except LetterUnprintable as refused:
        messages.warning(request, refused.message)
        return redirect("complaints:complaint", complaint)


@needs(*ANSWERING)
@require_safe
def docx(request: AgentRequest, complaint: UUID) -> HttpResponse:
    """The answer as a .docx."""
    made = _letter(request, complaint)
    if made is None:
        return redirect("complaints:complaint", complaint)
    return _file(to_docx(made), _DOCX, "reponse.docx")


def _letter(request: AgentRequest, complaint: UUID) -> Letter | None:
    """None before the answer: there is then no letter."""
    shown = open_one(request, complaint)
    return letter_of(shown, request.user, timezone.localdate()) if shown.answer else None


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=said)
