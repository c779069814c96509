"""« Pièces » : the files of a dossier. Read one, add one, say what it is, take it away."""

import re
from functools import partial
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.documents import actions, queries, sharing
from entrenous.documents.contents import Document, SharedDocument
from entrenous.documents.uploads import receives_files
from entrenous.keyring import drafts
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.documents import serving, shown
from entrenous.web.documents.forms import AddPieceForm, PieceForm
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage, dossier_of, open_page
from entrenous.web.dossiers.views.entries import to_constat
from entrenous.web.dossiers.views.refusals import edited

_TAB = "documents"
_DRAFT = "documents:add"


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def listing(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Every file of the dossier, the latest first."""
    page = open_page(request, dossier, _TAB, Document, SharedDocument)
    shared = {each.content.document for each in page.reading.of(SharedDocument)}
    found = queries.attachments(page.reading)
    context = page.context(
        files=shown.rows(found, partial(_address, "show", dossier), shared),
        unreadable=queries.unreadable(page.reading),
    )
    return render(request, "documents/list.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
@receives_files
def add(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Add a file; kept even when its label or its date is wrong: these are then asked again."""
    page = open_page(request, dossier, _TAB, Document)
    if request.method == "GET":
        typed = drafts.restore(request, _DRAFT, dossier)
        context = page.context(from_draft=bool(typed))
        return respond(request, "documents/add.html", context, AddPieceForm(initial=typed))
    form = AddPieceForm(request.POST, request.FILES)
    if not form.is_valid() and "file" in form.errors:
        return respond(request, "documents/add.html", page.context(), form)
    try:
        record = actions.attach(request.keyring, dossier, form.cleaned_data["file"], **form.said)
    except Damaged:
        return to_constat(request, dossier)
    drafts.discard(request.user, _DRAFT, dossier)
    if form.errors:
        return _ask_again(request, dossier, record)
    messages.success(request, "La pièce est ajoutée et scellée.")
    return redirect("documents:list", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def show(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One file: its pages as images, or its words; and what can be done with it."""
    opened = open_page(request, dossier, _TAB, Document, SharedDocument)
    known = queries.find(opened.reading, record)
    preview = shown.preview(
        request.keyring, dossier, record, partial(_page_address, dossier, record),
        start=number_of(request.GET.get("de", "")), in_words="mots" in request.GET,
    )  # fmt: skip
    context = opened.context(preview=preview, **_one(opened, known))
    return render(request, "documents/show.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def page(request: AgentRequest, dossier: UUID, record: UUID, number: int) -> HttpResponse:
    """One page of a file as an image."""
    return serving.page_sent(request, dossier_of(request, dossier).pk, record, number)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def take(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The file itself, to keep."""
    try:
        return serving.sent(request, dossier_of(request, dossier).pk, record)
    except serving.NotSent as refused:
        messages.error(request, refused.sentence)
        return redirect("documents:show", dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def describe(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Say what a file is, and the day written on it."""
    opened = open_page(request, dossier, _TAB, Document)
    known = queries.find(opened.reading, record)
    if request.method == "GET":
        form = PieceForm(initial={**_said(known.content), "version": known.version})
        return respond(request, "documents/describe.html", opened.context(known=known), form)
    form = PieceForm(request.POST)
    if not form.is_valid():
        return respond(request, "documents/describe.html", opened.context(known=known), form)
    try:
        based_on = form.cleaned_data["version"] or 0
        actions.describe(request.keyring, dossier, record, **form.said, based_on=based_on)
    except EditedMeanwhile as newer:
        again = edited(PieceForm, request, newer.version)
        return respond(request, "documents/describe.html", opened.context(known=known), again)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "C’est corrigé.")
    return redirect("documents:show", dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def remove(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Ask, then take a file away."""
    opened = open_page(request, dossier, _TAB, Document)
    known = opened.reading.find(Document, record)
    is_damaged = record in {each.id for each in queries.unreadable(opened.reading)}
    if known is None and not is_damaged:
        raise Http404
    if request.method == "GET":
        return render(request, "documents/remove.html", opened.context(known=known, record=record))
    try:
        actions.remove(request.keyring, dossier, record)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "La pièce est retirée. Le journal garde qu’une pièce l’a été.")
    return redirect("documents:list", dossier)


def _ask_again(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The file is kept; what was wrong beside it is asked again, as it was typed."""
    opened = open_page(request, dossier, _TAB, Document)
    known = queries.find(opened.reading, record)
    typed = request.POST.copy()
    typed["version"] = str(known.version)
    context = opened.context(known=known, is_kept=True)
    response = respond(request, "documents/describe.html", context, PieceForm(typed))
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _said(document: Document) -> dict[str, object]:
    return {"label": document.label, "on": document.on, "is_hers": document.is_hers}


def _one(opened: DossierPage, known: OpenRecord[Document]) -> dict[str, object]:
    me = opened.request.user
    others = agents_named([known.author]) if known.author != me.pk else {}
    return {
        "known": known,
        "document": known.content,
        "weight": shown.size_words(known.content.size),
        "former": queries.former_files(opened.opened, known.id) if known.version > 1 else [],
        "seen": sharing.shared_version(opened.reading, known.id),
        "author": author_name(known.author, me=me, known=others),
    }


def number_of(typed: str) -> int:
    """A page number that was typed in an address, or the first page."""
    return int(typed) if re.fullmatch(r"[0-9]{1,4}", typed) else 1


def _address(what: str, dossier: UUID, record: UUID) -> str:
    return reverse(f"documents:{what}", args=[dossier, record])


def _page_address(dossier: UUID, record: UUID, number: int) -> str:
    return reverse("documents:page", args=[dossier, record, number])
