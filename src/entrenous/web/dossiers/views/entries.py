"""Write an entry, read it over as the person will, correct it, mark it, move it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.copies.contents import Remark
from entrenous.copies.queries import remarks_about
from entrenous.dossiers import queries, thread
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.dossiers.passages import Piece, marked
from entrenous.keyring import drafts
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.damage import keep_typed
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.entry import BLANK_STEPS, EntryForm, initial_of
from entrenous.web.dossiers.forms.others import MarksForm, MoveForm
from entrenous.web.dossiers.names import agents_named, author_name, typist_name
from entrenous.web.dossiers.pages import DossierPage, dossier_of, open_page
from entrenous.web.dossiers.words import title_of

NEW, EDIT = "dossiers:entry_new", "dossiers:entry_edit"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Add an entry: saved at once, or read over first."""
    page = open_page(request, dossier, "thread", PersonCard)
    if "forget" in request.POST:
        drafts.discard(request.user, NEW, dossier)
        return redirect("dossiers:entry_new", dossier)
    if request.method == "GET":
        typed = drafts.restore(request, NEW, dossier)
        form = _form(page, initial=typed or {"on": timezone.localdate()})
        return _show(page, form, from_draft=bool(typed))
    form = _form(page, request.POST)
    if "save" not in request.POST or not form.is_valid():
        return _before_saving(page, form)
    try:
        with transaction.atomic():
            entry = thread.typed_by(request.user.pk, form.entry())
            written = thread.write_entry(request.keyring, page.dossier, entry)
            drafts.discard(request.user, NEW, dossier)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "C’est enregistré et scellé.")
    return redirect("dossiers:entry", dossier, written.record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def edit(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Correct an entry. Both texts are kept when another version came meanwhile."""
    page = open_page(request, dossier, "thread", ThreadEntry)
    known = entry_of(page, record)
    if "forget" in request.POST:
        drafts.discard(request.user, EDIT, record)
        return redirect("dossiers:entry_edit", dossier, record)
    if request.method == "GET":
        typed = drafts.restore(request, EDIT, record)
        stored = initial_of(known.content, version=known.version)
        steps = len(known.content.next_steps) + 1
        form = _form(page, initial=typed or stored, steps=max(BLANK_STEPS, steps))
        return _show(page, form, known, from_draft=bool(typed))
    form = _form(page, request.POST)
    if "save" not in request.POST or not form.is_valid():
        return _before_saving(page, form, known)
    try:
        with transaction.atomic():
            thread.correct_entry(
                request.keyring, page.dossier, record, form.entry(),
                based_on=form.cleaned_data["version"] or 0,
            )  # fmt: skip
            drafts.discard(request.user, EDIT, record)
    except EditedMeanwhile as newer:
        return _edited_meanwhile(page, form, known, newer.version)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "La correction est enregistrée. L’ancien texte est gardé.")
    return redirect("dossiers:entry", dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def entry(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """One entry, her remarks about it, and what can be done with it."""
    page = open_page(request, dossier, "thread", ThreadEntry, Remark)
    known = entry_of(page, record)
    context = page.context(
        **_entry_context(page, known), remarks=remarks_about(page.reading, record)
    )
    return render(request, "dossiers/entry.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def versions(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Every version of an entry, the latest first: who wrote it and on which day."""
    page = open_page(request, dossier, "thread", ThreadEntry)
    entry_of(page, record)
    found = queries.entry_versions(page.opened, record)
    known = agents_named(v.author for v in found)
    rows = [(v, author_name(v.author, me=request.user, known=known)) for v in found]
    context = page.context(versions=rows, record=record, title=title_of(found[0].content))
    return render(request, "dossiers/versions.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def marks(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Say whose words each sentence is. Optional, after saving."""
    page = open_page(request, dossier, "thread", ThreadEntry)
    known = entry_of(page, record)
    context = page.context(**_entry_context(page, known))
    if request.method == "GET":
        form = MarksForm(entry=known.content, initial={"version": known.version})
        return respond(request, "dossiers/marks.html", context, form)
    form = MarksForm(request.POST, entry=known.content)
    if form.is_valid():
        try:
            based_on = form.cleaned_data["version"]
            thread.mark_passages(
                request.keyring, page.dossier, record, form.passages(), based_on=based_on
            )
        except EditedMeanwhile:
            form.add_error(None, "Le texte a changé entre-temps : le voici, à marquer de nouveau.")
        except Damaged:
            return to_constat(request, dossier)
        else:
            messages.success(request, "Les passages sont marqués.")
            return redirect("dossiers:entry", dossier, record)
    return respond(request, "dossiers/marks.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def move(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Move an entry typed in the wrong dossier to another of one's own."""
    page = open_page(request, dossier, "thread", ThreadEntry)
    known = entry_of(page, record)
    rows = queries.own_list(request.keyring)
    targets = [(str(r.dossier.pk), r.sorted_name) for r in rows if r.dossier.pk != dossier]
    form = MoveForm(request.POST if request.method == "POST" else None, targets=targets)
    context = page.context(**_entry_context(page, known), has_targets=bool(targets))
    if not form.is_valid():
        return respond(request, "dossiers/move.html", context, form)
    target = dossier_of(request, UUID(form.cleaned_data["target"]))
    try:
        moved = thread.move_entry(request.keyring, record, source=page.dossier, target=target)
    except Damaged:
        form.add_error(None, "L’un des deux dossiers est abîmé : faites d’abord le constat.")
        return respond(request, "dossiers/move.html", context, form)
    messages.success(request, "L’écrit est rangé ici. Les deux journaux en gardent la trace.")
    return redirect("dossiers:entry", target.pk, moved)


def entry_of(page: DossierPage, record: UUID) -> OpenRecord[ThreadEntry]:
    """An entry of this dossier, or 404."""
    known = page.reading.find(ThreadEntry, record)
    if known is None:
        raise Http404
    return known


def to_constat(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Writing waits for a constat: what was typed is kept as a draft."""
    keep_typed(request, "Rien n’a été ajouté : ce dossier est abîmé.")
    return redirect("dossiers:constat", dossier)


def with_version(typed: QueryDict, version: int) -> QueryDict:
    """What was typed, now based on another version."""
    data = typed.copy()
    data["version"] = str(version)
    return data


def _form(page: DossierPage, data: Any = None, **kwargs: Any) -> EntryForm:
    return EntryForm(data, birth_on=page.card.birth_on, **kwargs)


def _show(
    page: DossierPage,
    form: EntryForm,
    known: OpenRecord[ThreadEntry] | None = None,
    **more: Any,
) -> HttpResponse:
    draft = (EDIT, known.id) if known else (NEW, page.dossier.pk)
    context = page.context(known=known, draft_form=draft[0], draft_about=draft[1], **more)
    return respond(page.request, "dossiers/entry_form.html", context, form)


def _before_saving(
    page: DossierPage, form: EntryForm, known: OpenRecord[ThreadEntry] | None = None
) -> HttpResponse:
    """« Relire » shows the page as the person will read it; « Corriger » comes back from it."""
    if "correct" in page.request.POST:
        back = _form(page, initial=_as_typed(form), steps=form.steps)
        return _show(page, back, known)
    if not form.is_valid():
        return _show(page, form, known)
    typed = form.entry()
    context = page.context(entry=typed, title=title_of(typed), form=form, known=known)
    context["pieces"] = _plain(typed.text)
    return render(page.request, "dossiers/entry_review.html", context)


def _as_typed(form: EntryForm) -> dict[str, Any]:
    """What came back from the reading page, without judging it."""
    return {name: form[name].value() for name in form.fields}


def _edited_meanwhile(
    page: DossierPage, form: EntryForm, known: OpenRecord[ThreadEntry], newer: int
) -> HttpResponse:
    """Show the newer version above what was typed; saving again then keeps both."""
    form.data = with_version(page.request.POST, newer)
    response = _show(page, form, known, newer=known, pieces=_plain(known.content.text))
    response.status_code = HTTPStatus.CONFLICT
    return response


def _plain(text: str) -> list[Piece]:
    return marked(text, ())


def _entry_context(page: DossierPage, known: OpenRecord[ThreadEntry]) -> dict[str, Any]:
    me = page.request.user
    typed_by = known.content.typed_by
    others = {known.author, typed_by} - {me.pk, None}
    named = agents_named(others) if others else {}
    return {
        "known": known,
        "entry": known.content,
        "title": title_of(known.content),
        "pieces": marked(known.content.text, known.content.passages),
        "author": author_name(known.author, me=me, known=named),
        "typed_by": typist_name(typed_by, me=me, known=named),
    }
