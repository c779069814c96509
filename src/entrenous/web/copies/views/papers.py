"""What was handed over, as it was: the PDF, the data; and the letter that says why not all."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.copies.contents import CopyOutcome
from entrenous.copies.queries import Asked
from entrenous.documents.queries import FileAltered, FileMissing, open_file
from entrenous.journal.acts import Act
from entrenous.letters import LetterUnprintable, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.copies.letter import letter_of
from entrenous.web.copies.views.shared import asked_of, open_copies
from entrenous.web.documents.serving import ALTERED, MISSING
from entrenous.web.dossiers.pages import DossierPage


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def pdf(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """The copy that was handed over, to print or to give again."""
    return _file(request, dossier, copy, "pdf", "application/pdf")


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def data(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """The same as structured data."""
    return _file(request, dossier, copy, "json", "application/json")


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def letter(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """The letter that says what is not given, why, and the appeals; to print."""
    page, asked, outcome = _ended(request, dossier, copy)
    context = page.context(asked=asked, letter=letter_of(page, asked, outcome))
    return render(request, "copies/letter.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def letter_pdf(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """The letter as a PDF."""
    page, asked, outcome = _ended(request, dossier, copy)
    try:
        made = to_pdf(letter_of(page, asked, outcome))
    except LetterUnprintable as refused:
        messages.warning(request, refused.message)
        return redirect("copies:copy", dossier, copy)
    return _sent(made, "application/pdf", "lettre.pdf")


def _file(request: AgentRequest, dossier: UUID, copy: UUID, name: str, mime: str) -> HttpResponse:
    page = open_copies(request, dossier, act=Act.DOSSIER_OPENED)
    outcome = asked_of(page, copy).outcome
    record = getattr(outcome, name, "") if outcome else ""
    if not record:
        raise Http404
    try:
        with open_file(request.keyring, dossier, UUID(record), act=Act.COPY_TAKEN) as file:
            made = b"".join(file.chunks())
    except (FileMissing, FileAltered) as gone:
        messages.error(request, MISSING if isinstance(gone, FileMissing) else ALTERED)
        return redirect("copies:copy", dossier, copy)
    return _sent(made, mime, f"copie-{outcome.on:%Y-%m-%d}.{name}" if outcome else name)


def _ended(
    request: AgentRequest, dossier: UUID, copy: UUID
) -> tuple[DossierPage, Asked, CopyOutcome]:
    page = open_copies(request, dossier, act=Act.PRINTED)
    asked = asked_of(page, copy)
    if asked.outcome is None:
        raise Http404
    return page, asked, asked.outcome


def _sent(content: bytes, kind: str, name: str) -> HttpResponse:
    said = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind, headers=said)
