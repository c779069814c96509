"""Letters: written, read before they leave, taken away in PDF or .docx, noted once they left."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.gateway import answering, promises
from entrenous.gateway.errors import (
    BadLetter,
    ItemNotDecided,
    PersonNotTold,
    ProposalChanged,
)
from entrenous.gateway.sending import label_of, printed_again, sealed_letter
from entrenous.letters import Kind, Letter, LetterError, to_docx, to_html_parts, to_pdf
from entrenous.web.asking.journey import GO
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.gateway.access import KEEPERS, METHODS, READERS
from entrenous.web.gateway.forms.sending import LeftForm, SendForm
from entrenous.web.gateway.pages import open_page
from entrenous.web.gateway.views.refusals import as_it_stands
from entrenous.web.gateway.writing import Writing
from entrenous.web.protect.forms import kind_of

CHECK, SEND, EDIT = "check", "send", "edit"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REFUSED: Final[dict[type[Exception], str]] = {
    ItemNotDecided: "La lettre donne un élément que la décision garde : décidez de nouveau.",
    ProposalChanged: "Ce qui peut être donné a changé : un accord retiré, par exemple. La lettre"
    " ne part pas ; décidez de nouveau.",
    PersonNotTold: "La personne est informée avant la réponse : notez quand et comment, ou"
    " pourquoi elle ne l’est pas, puis revenez ici.",
}


@needs(*KEEPERS)
@require_http_methods(METHODS)
@as_it_stands
def letter(request: AgentRequest, sollicitation: UUID, kind: str) -> HttpResponse:
    """A letter about a request: complete it, check it, note that it left."""
    found = kind_of(kind)
    if found is None or found is Kind.REMINDER:
        raise Http404
    return _pages(Writing(open_page(request, sollicitation), found))


@needs(*KEEPERS)
@require_http_methods(METHODS)
@as_it_stands
def reminder(request: AgentRequest, sollicitation: UUID, record: UUID) -> HttpResponse:
    """A reminder of what was announced and has not come."""
    return _pages(Writing(open_page(request, sollicitation), Kind.REMINDER, record))


def _pages(writing: Writing) -> HttpResponse:
    request = writing.page.request
    if not writing.is_open:
        messages.info(request, "Cette lettre ne correspond plus à l’état de la sollicitation.")
        return redirect("gateway:show", writing.page.row.pk)
    form = writing.form()
    if request.method != "POST":
        return _edit(writing, form, _or_none(writing))
    if form.is_valid():
        try:
            return _go_on(writing, form, writing.compose(form))
        except LetterError as error:
            form.refuse(error)
    return _edit(writing, form, None)


def _go_on(writing: Writing, form: SendForm, composed: Letter) -> HttpResponse:
    """The file, the page that checks, the departure, or the letter brought up to date."""
    go = writing.page.request.POST.get(GO, "")
    if go in ("pdf", "docx"):
        return _file(composed, go)
    if go == SEND:
        return _send(writing, form, composed)
    if go == CHECK:
        return _check(writing, form, composed, LeftForm(initial={"on": timezone.localdate()}))
    return _edit(writing, form, composed)


def _or_none(writing: Writing) -> Letter | None:
    try:
        return writing.preview()
    except LetterError:
        return None


def _edit(writing: Writing, form: SendForm, composed: Letter | None) -> HttpResponse:
    context = writing.page.context(
        kind=writing.kind, parts=to_html_parts(composed) if composed else None
    )
    return respond(writing.page.request, "gateway/letter.html", context, form)


def _check(writing: Writing, form: SendForm, composed: Letter, left: LeftForm) -> HttpResponse:
    context = writing.page.context(
        kind=writing.kind,
        parts=to_html_parts(composed),
        typed=form,
        embargo=writing.page.verdict.under_embargo,
    )
    return respond(writing.page.request, "gateway/letter_check.html", context, left)


def _send(writing: Writing, form: SendForm, composed: Letter) -> HttpResponse:
    request, pk = writing.page.request, writing.page.row.pk
    left = LeftForm(request.POST)
    if not left.is_valid():
        return _check(writing, form, composed, left)
    try:
        _record(writing, form, composed, left)
    except BadLetter as bad:
        left.refuse(bad)
    except tuple(_REFUSED) as refused:
        left.add_error(None, insecable(_REFUSED[type(refused)]))
    else:
        messages.success(request, "La lettre est gardée, scellée, avec la sollicitation.")
        return redirect("gateway:show", pk)
    return _check(writing, form, composed, left)


@transaction.atomic
def _record(writing: Writing, form: SendForm, composed: Letter, left: LeftForm) -> None:
    by, pk, told = writing.page.request.keyring, writing.page.row.pk, left.cleaned_data
    sealed = sealed_letter(composed, form.values(), on=told["on"], minutes=told["minutes"] or 0)
    answering.record_letter(by, pk, sealed)
    if writing.kind is Kind.DEMAND_EVIDENCE:
        answering.ask_evidence(by, pk)
    if writing.kind is Kind.REMINDER and writing.record:
        promises.reminded(by, pk, writing.record, on=told["on"])


@needs(*READERS)
@require_http_methods(METHODS)
def sent(request: AgentRequest, sollicitation: UUID, record: UUID) -> HttpResponse:
    """A letter that left, as it left: to read, to print, to take away again."""
    page = open_page(request, sollicitation)
    known = next((each.content for each in page.found.letters if each.id == record), None)
    if known is None:
        raise Http404
    again = printed_again(known)
    go = request.POST.get(GO, "")
    if again and go in ("pdf", "docx"):
        try:
            return _file(again, go)
        except LetterError as error:
            messages.error(request, error.message)
    context = page.context(
        sent=known, label=label_of(known), parts=to_html_parts(again) if again else None
    )
    return render(request, "gateway/sent.html", context)


def _file(composed: Letter, form: str) -> HttpResponse:
    """A file made in memory, under a neutral name."""
    content, kind = (
        (to_pdf(composed), "application/pdf") if form == "pdf" else (to_docx(composed), _WORD)
    )
    disposition = f'attachment; filename="lettre.{form}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
