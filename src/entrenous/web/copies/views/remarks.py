"""Her remarks and what she asks to have corrected: kept with the entry, and answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.copies import remarks
from entrenous.copies.codes import Answered, Wanted
from entrenous.copies.contents import Remark
from entrenous.copies.shapes import shape_of, title_of
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.copies.forms import AnswerForm, RemarkForm
from entrenous.web.copies.views.shared import METHODS, TAB
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.refusals import edited, is_done

_DRAFT = "copies:remark_new"


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def listing(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Every remark of this dossier, those that wait for an answer first."""
    page = open_page(request, dossier, TAB)
    found = sorted(
        page.reading.of(Remark),
        key=lambda r: (r.content.answered_on is not None, r.content.on, r.id.hex),
    )
    rows = [(r, _about(page, r.content.about)) for r in found]
    return render(request, "copies/remarks.html", page.context(rows=rows))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """A remark about the whole file."""
    return _remark(request, dossier, None)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def about(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """A remark about one entry: kept with it."""
    return _remark(request, dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def answer(request: AgentRequest, dossier: UUID, remark: UUID) -> HttpResponse:
    """Say what became of a remark."""
    page = open_page(request, dossier, TAB)
    known = page.reading.find(Remark, remark)
    if known is None:
        raise Http404
    context = page.context(known=known, about=_about(page, known.content.about))
    if request.method != "POST":
        said = {"answer": known.content.answer, "words": known.content.answer_words}
        form = AnswerForm(initial={**said, "version": known.version})
        return respond(request, "copies/remark_answer.html", context, form)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return respond(request, "copies/remark_answer.html", context, form)
    data = form.cleaned_data
    try:
        done = is_done(
            form,
            lambda: remarks.answer(
                request.keyring, page.dossier, remark, answer=Answered(data["answer"]),
                words=data["words"], based_on=data["version"] or 0,
            ),
        )  # fmt: skip
    except EditedMeanwhile as newer:
        again = edited(AnswerForm, request, newer.version)
        return respond(request, "copies/remark_answer.html", context, again)
    if not done:
        return respond(request, "copies/remark_answer.html", context, form)
    messages.success(request, "La réponse est gardée avec sa remarque.")
    return redirect("copies:remarks", dossier)


def _remark(request: AgentRequest, dossier: UUID, record: UUID | None) -> HttpResponse:
    page = open_page(request, dossier, TAB)
    if record is not None and page.reading.by_id(record) is None:
        raise Http404
    context: dict[str, Any] = page.context(about=_about(page, str(record or "")))
    if request.method != "POST":
        kept = drafts.restore(request, _DRAFT, dossier)
        form = RemarkForm(initial=kept)
        return respond(request, "copies/remark.html", context | {"from_draft": bool(kept)}, form)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return respond(request, "copies/remark.html", context, form)
    data = form.cleaned_data
    done = is_done(
        form,
        lambda: remarks.add(
            request.keyring, page.dossier, about=record, wanted=Wanted(data["wanted"]),
            text=data["text"], once=data["once"],
        ),
    )  # fmt: skip
    if not done:
        return respond(request, "copies/remark.html", context, form)
    drafts.discard(request.user, _DRAFT, dossier)
    messages.success(request, "Sa remarque est gardée.")
    return redirect("copies:remarks", dossier)


def _about(page: DossierPage, record: str) -> str:
    """What a remark is about, in a few words without a text of hers."""
    known = page.reading.by_id(UUID(record)) if record else None
    if known is None:
        return "Tout le dossier" if not record else "Un écrit qui n’est plus là"
    shape = shape_of(known.content)
    return title_of(known.content, shape) if shape else "Un écrit"
