"""Write the text, change its elements, read it together, give a draft up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Function
from entrenous.dossiers.contents import DomainAssessment
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.law import vocabulary
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import edited, is_done
from entrenous.web.writings.forms import ElementsForm, ReadForm, TextForm
from entrenous.web.writings.views.shared import (
    METHODS,
    already_sent,
    kept,
    open_writings,
    writing_of,
)
from entrenous.web.writings.words import base_for, beside, frame_of, line_of
from entrenous.writings import actions, queries
from entrenous.writings.codes import Part
from entrenous.writings.contents import Element, Writing
from entrenous.writings.errors import AlreadySent

_DRAFT = "writings:edit"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def edit(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The text, element by element, with what the assessment says beside each."""
    page = open_writings(request, dossier, DomainAssessment)
    known = writing_of(page, record)
    if known.content.sent_on is not None:
        return already_sent(page, record)
    if "forget" in request.POST:
        drafts.discard(request.user, _DRAFT, record)
        return redirect("writings:edit", dossier, record)
    typed = kept(request, _DRAFT, record) if request.method != "POST" else {}
    elements, newer = known.content.elements, None
    initial = TextForm.initial_of(known) | typed
    form = TextForm(request.POST or None, initial=initial, elements=elements)
    if form.is_valid():
        try:
            if is_done(form, lambda: _rewrite(page, known, form)):
                messages.success(request, "C’est enregistré et scellé.")
                return redirect("writings:writing", dossier, record)
        except AlreadySent:
            return already_sent(page, record)
        except EditedMeanwhile:
            newer = writing_of(open_writings(request, dossier), record)
            every = _with_typed(request, newer.content.elements)
            form = edited(TextForm, request, newer.version, elements=every)
    return respond(request, "writings/edit.html", _around(page, known, newer, form, typed), form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def elements(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Tick other elements; the texts already written stay, in the versions if not on the page."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    said = known.content
    offered = frame_of(request, said, timezone.localdate())
    if said.sent_on is not None or offered is None:
        return already_sent(page, record) if said.sent_on else _no_basis(page, record)
    initial = {"elements": [e.code for e in said.elements], "facts": list(said.facts)}
    form = ElementsForm(
        request.POST or None, initial=initial | {"version": known.version}, offered=offered
    )
    form.fields.pop("facts", None)  # they are stated once, when the writing is started
    if form.holds(lambda _facts: offered):
        fresh = Writing(
            kind=said.kind, basis=said.basis, to_function=said.to_function, to_name=said.to_name,
            to_address=said.to_address, purpose=said.purpose,
            elements=form.elements_said(said.elements),
        )  # fmt: skip
        try:
            if is_done(form, lambda: _keep(page, record, fresh, form)):
                return redirect("writings:edit", dossier, record)
        except AlreadySent:
            return already_sent(page, record)
        except EditedMeanwhile:
            newer = writing_of(open_writings(request, dossier), record)
            form = edited(ElementsForm, request, newer.version, offered=offered)
            form.fields.pop("facts", None)
    context = page.context(line=line_of(known, base_for(request)), frame=offered)
    return respond(request, "writings/elements.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def read_together(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """The text, large, to read with the person; her remarks and disagreement under it."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    if known.content.sent_on is not None:
        return already_sent(page, record)
    form = ReadForm(request.POST or None, initial=ReadForm.initial_of(known))
    if form.is_valid():
        try:
            if is_done(form, lambda: _read(page, record, form)):
                messages.success(request, "La lecture est notée, ses remarques sont à côté.")
                return redirect("writings:writing", dossier, record)
        except AlreadySent:
            return already_sent(page, record)
        except EditedMeanwhile:
            known = writing_of(open_writings(request, dossier), record)
            form = edited(ReadForm, request, known.version)
    context = page.context(line=line_of(known, base_for(request)))
    return respond(request, "writings/read.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def give_up(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Take a draft out, with what was typed of it."""
    page = open_writings(request, dossier)
    known = writing_of(page, record)
    back = "writings:apart" if queries.is_hidden(known.content) else "writings:list"
    try:
        with transaction.atomic():
            actions.give_up(request.keyring, page.dossier, record)
            drafts.discard(request.user, _DRAFT, record)
    except AlreadySent:
        return already_sent(page, record)
    messages.success(request, "Le brouillon est abandonné.")
    return redirect(back, dossier)


@transaction.atomic
def _rewrite(page: DossierPage, known: OpenRecord[Writing], form: TextForm) -> None:
    said = form.written(known.content)
    version = form.cleaned_data["version"] or 0
    request = page.request
    actions.rewrite(request.keyring, page.dossier, known.id, said, based_on=version)
    drafts.discard(request.user, _DRAFT, known.id)


def _keep(page: DossierPage, record: UUID, said: Writing, form: ElementsForm) -> None:
    version = form.cleaned_data["version"] or 0
    actions.rewrite(page.request.keyring, page.dossier, record, said, based_on=version)


def _read(page: DossierPage, record: UUID, form: ReadForm) -> None:
    data = form.cleaned_data
    actions.read_together(
        page.request.keyring, page.dossier, record, on=data["on"], remarks=data["remarks"],
        disagreement=data["disagreement"], may_attach=data["may_attach"],
        based_on=data["version"] or 0,
    )  # fmt: skip


def _with_typed(request: AgentRequest, newer: tuple[Element, ...]) -> tuple[Element, ...]:
    """The newer elements, and those typed here that another tab took out meanwhile."""
    codes = {each.code for each in newer}
    known = {*vocabulary().items, *(part.value for part in Part)}
    typed = (name.removeprefix("text_") for name in request.POST if name.startswith("text_"))
    added = [code for code in typed if code in known and code not in codes]
    return (*newer, *(Element(code) for code in added))


def _around(
    page: DossierPage,
    known: OpenRecord[Writing],
    newer: OpenRecord[Writing] | None,
    form: TextForm,
    typed: dict[str, Any],
) -> dict[str, Any]:
    base = base_for(page.request)
    return page.context(
        line=line_of(known, base),
        newer=line_of(newer, base) if newer else None,
        rows=[(each, field, beside(page.reading, each.code)) for each, field in form.texts],
        frame=frame_of(page.request, known.content, timezone.localdate()),
        draft_form=_DRAFT, draft_about=known.id, from_draft=bool(typed),
    )  # fmt: skip


def _no_basis(page: DossierPage, record: UUID) -> HttpResponse:
    messages.info(page.request, "La règle n’ouvre plus rien aujourd’hui : voyez sa raison.")
    return redirect("writings:writing", page.dossier.pk, record)
