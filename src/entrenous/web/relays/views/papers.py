"""The letter to the partner, and the sheet that the person takes if she can carry one."""

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
from entrenous.letters import Letter, LetterUnprintable, to_docx, to_pdf
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of
from entrenous.web.relays.letter import letter_of
from entrenous.web.relays.views.shared import METHODS, TAB, Place, open_relays, relay_of, to_relay

_PDF: Final = "application/pdf"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEMPLATES: Final = {Carry.NEUTRAL: "relays/sheet_neutral.html", Carry.FULL: "relays/sheet.html"}
SHEET: Final = Paper(
    TAB, "Ce qu’elle emporte de cette orientation", "relays:sheet", "relays:relay",
    frozenset(_TEMPLATES),
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def letter(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The letter as it leaves, to print from the browser."""
    return letter_in(open_relays(request, dossier, act=Act.PRINTED), record)


def letter_in(place: Place, record: UUID) -> HttpResponse:
    """The letter of a place; back to the orientation when nothing may leave any more."""
    shown = relay_of(place, record)
    if not shown.may_leave:
        return to_relay(place, record)
    made = letter_of(place, shown, timezone.localdate())
    context = place.context(shown=shown, letter=made)
    return render(place.request, "relays/letter.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def pdf(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The letter as a PDF."""
    return pdf_in(open_relays(request, dossier, act=Act.PRINTED), record)


def pdf_in(place: Place, record: UUID) -> HttpResponse:
    """The same, of any place."""
    made = _letter(place, record)
    if made is None:
        return to_relay(place, record)
    try:
        return _file(to_pdf(made), _PDF, "orientation.pdf")
    except LetterUnprintable as refused:
        messages.warning(place.request, refused.message)
        return to_relay(place, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def docx(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The letter as a .docx."""
    return docx_in(open_relays(request, dossier, act=Act.PRINTED), record)


def docx_in(place: Place, record: UUID) -> HttpResponse:
    """The same, of any place."""
    made = _letter(place, record)
    if made is None:
        return to_relay(place, record)
    return _file(to_docx(made), _DOCX, "orientation.docx")


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def ask(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """What she can carry, before anything is printed for her."""
    return ask_paper(request, dossier, SHEET, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Her sheet: nothing, a neutral slip, or the whole, as she said."""
    place = open_relays(request, dossier, *RULE_KINDS, act=Act.PRINTED)
    carry = contact_rule(place.reading).carry or Carry.NOTHING
    answer = sheet_in(place, record, carry, asks_carry=True, **head_of(place.page))
    return answer or redirect("relays:print", dossier, record)


def sheet_in(place: Place, record: UUID, carry: Carry, **head: object) -> HttpResponse | None:
    """Her sheet as she can carry it; None when she carries none."""
    shown = relay_of(place, record)
    template = _TEMPLATES.get(carry)
    if template is None:
        return None
    small = "a6" in place.request.GET
    context = place.context(shown=shown, told=lines_of(shown.may_leave), small=small, **head)
    return render(place.request, template, context)


def _letter(place: Place, record: UUID) -> Letter | None:
    """None when nothing may leave any more: there is then no letter."""
    shown = relay_of(place, record)
    return letter_of(place, shown, timezone.localdate()) if shown.may_leave else None


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=said)
