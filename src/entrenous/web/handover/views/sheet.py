"""The handover sheet of one dossier: read by its holders, written by its référente."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import sharing
from entrenous.handover import sheets
from entrenous.keyring import containers, drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.refusals import DAMAGED, EDITED, is_done
from entrenous.web.handover import proposals
from entrenous.web.handover.forms import SheetForm, initial_of

TAB: Final = "more"
DRAFT: Final = "handover:write"
_METHODS: Final = ["GET", "HEAD", "POST"]


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The sheet, and what can be done with it."""
    page = open_page(request, dossier, TAB, *sheets.KINDS)
    found = sheets.sheet_in(page.reading, page.dossier.referent_id)
    author = found.said.author if found.said else None
    written_by = (
        author_name(author, me=request.user, known=agents_named([author])) if author else ""
    )
    context = page.context(
        sheet=found,
        written_by=written_by,
        elsewhere=[a for a in proposals.upcoming(page) if a.agent_id != page.dossier.referent_id],
        is_orphan=_has_no_referent(page),
    )
    return render(request, "handover/sheet.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_METHODS)
def write(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Write the sheet, or go on with it. Only the référente does."""
    page = _open(request, dossier)
    found = sheets.sheet_in(page.reading, request.user.pk)
    if request.method != "POST":
        typed = drafts.restore(request, DRAFT, dossier)
        form = SheetForm(initial=typed or _proposed(page, found))
        return _show(page, form, from_draft=bool(typed))
    if "forget" in request.POST:
        drafts.discard(request.user, DRAFT, dossier)
        return redirect("handover:write", dossier)
    form = SheetForm(request.POST)
    if not form.is_valid():
        return _show(page, form)

    @transaction.atomic
    def keep() -> None:
        sheets.keep(request.keyring, page.dossier, form.said, form.notes, based_on=form.based_on)
        drafts.discard(request.user, DRAFT, dossier)

    try:
        if not is_done(form, keep):
            return _show(page, form)
    except EditedMeanwhile:
        return _meanwhile(page)
    messages.success(request, "La fiche est enregistrée et scellée.")
    return redirect("handover:sheet", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def take_over(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """A collègue relais becomes référente, once the account of the former one is closed."""
    page = open_page(request, dossier, TAB, *sheets.KINDS)
    if page.is_mine:
        return redirect("handover:sheet", dossier)
    if page.reading.is_whole:
        sharing.take_over(request.keyring, page.dossier)
        messages.success(request, "Vous êtes maintenant la personne référente de ce dossier.")
    else:
        messages.error(request, DAMAGED)
    return redirect("handover:sheet", dossier)


def _has_no_referent(page: DossierPage) -> bool:
    """The référente's account is closed, and the reader holds the key for good."""
    holding = containers.whole_holders(page.dossier.pk)
    return not page.dossier.referent.is_active and page.request.user.pk in holding


def _open(request: AgentRequest, dossier: UUID) -> DossierPage:
    page = open_page(request, dossier, TAB, *sheets.KINDS, *proposals.KINDS)
    if not page.is_mine:
        raise Http404
    return page


def _proposed(page: DossierPage, found: sheets.Sheet) -> dict[str, Any]:
    return initial_of(
        found,
        promises=proposals.promises(page.reading),
        next_dates=proposals.next_dates(page),
    )


def _meanwhile(page: DossierPage) -> HttpResponse:
    """Another window wrote: what is kept is shown above what was typed; nothing is lost."""
    newer = _open(page.request, page.dossier.pk)
    found = sheets.sheet_in(newer.reading, page.request.user.pk)
    data = page.request.POST.copy()
    data["version"], data["notes_version"] = map(str, found.versions)
    form = SheetForm(data)
    form.add_error(None, EDITED)
    return _show(newer, form, newer=found)


def _show(
    page: DossierPage,
    form: SheetForm,
    *,
    from_draft: bool = False,
    newer: sheets.Sheet | None = None,
) -> HttpResponse:
    context = page.context(
        from_draft=from_draft, newer=newer, draft_form=DRAFT, draft_about=page.dossier.pk
    )
    return respond(page.request, "handover/write.html", context, form)
