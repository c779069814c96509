"""The writing on paper: a page to print, a PDF, a .docx to edit. Made in memory, kept nowhere."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.journal.acts import Act
from entrenous.letters import Letter, LetterUnprintable, to_docx, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.writings.letter import letter_of
from entrenous.web.writings.views.shared import open_writings, writing_of
from entrenous.web.writings.words import base_for, line_of

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The writing as it leaves, to print from the browser."""
    page = open_writings(request, dossier, act=Act.PRINTED)
    line = line_of(writing_of(page, record), base_for(request))
    letter = letter_of(page, line.said, line.rule, timezone.localdate())
    return render(request, "writings/sheet.html", page.context(line=line, letter=letter))


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def pdf(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The writing as a PDF."""
    letter = _letter(request, dossier, record)
    try:
        return _file(to_pdf(letter), _PDF, "ecrit.pdf")
    except LetterUnprintable as refused:
        messages.warning(request, refused.message)
        return redirect("writings:writing", dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def docx(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The writing as a .docx."""
    return _file(to_docx(_letter(request, dossier, record)), _DOCX, "ecrit.docx")


def _letter(request: AgentRequest, dossier: UUID, record: UUID) -> Letter:
    page = open_writings(request, dossier, act=Act.PRINTED)
    line = line_of(writing_of(page, record), base_for(request))
    return letter_of(page, line.said, line.rule, timezone.localdate())


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=said)
