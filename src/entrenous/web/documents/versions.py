"""A new version of a file takes its place in the list; the former ones stay, behind it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.documents import actions, queries
from entrenous.documents.contents import Document
from entrenous.documents.uploads import receives_files
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.documents import serving, shown
from entrenous.web.documents.forms import AddPieceForm
from entrenous.web.documents.views import number_of
from entrenous.web.dossiers.pages import dossier_of, open_page
from entrenous.web.dossiers.views.entries import to_constat
from entrenous.web.dossiers.views.refusals import edited

_TAB = "documents"


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
@receives_files
def replace(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Send a new version of a file; what it is follows from the present one."""
    opened = open_page(request, dossier, _TAB, Document)
    known = queries.find(opened.reading, record)
    context = opened.context(known=known)
    if request.method == "GET":
        said = {"label": known.content.label, "is_hers": known.content.is_hers}
        form = AddPieceForm(initial={**said, "version": known.version})
        return respond(request, "documents/replace.html", context, form)
    form = AddPieceForm(request.POST, request.FILES)
    if not form.is_valid():
        return respond(request, "documents/replace.html", context, form)
    arrived, based_on = form.cleaned_data["file"], form.cleaned_data["version"] or 0
    try:
        actions.replace_file(
            request.keyring, dossier, record, arrived, **form.said, based_on=based_on
        )
    except EditedMeanwhile as newer:
        again = edited(AddPieceForm, request, newer.version, files=request.FILES)
        return respond(request, "documents/replace.html", context, again)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "La nouvelle version est ajoutée. L’ancienne reste sous elle.")
    return redirect("documents:show", dossier, record)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def former(request: AgentRequest, dossier: UUID, record: UUID, version: int) -> HttpResponse:
    """A version that was replaced: its pages or its words."""
    opened = open_page(request, dossier, _TAB, Document)
    present = queries.find(opened.reading, record)
    files = queries.former_files(opened.opened, record)
    known = next((f for f in files if f.version == version), None)
    if known is None:
        raise Http404
    preview = shown.preview(
        request.keyring, dossier, record, partial(_page_address, dossier, record, version),
        start=number_of(request.GET.get("de", "")), in_words="mots" in request.GET,
        version=version,
    )  # fmt: skip
    context = {"known": known, "document": known.content, "present": present, "preview": preview}
    return render(request, "documents/former.html", opened.context(**context))


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def former_page(
    request: AgentRequest, dossier: UUID, record: UUID, version: int, number: int
) -> HttpResponse:
    """One page of a former version as an image."""
    container = dossier_of(request, dossier).pk
    return serving.page_sent(request, container, record, number, version=version)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def former_take(request: AgentRequest, dossier: UUID, record: UUID, version: int) -> HttpResponse:
    """A former version, to keep."""
    try:
        return serving.sent(request, dossier_of(request, dossier).pk, record, version=version)
    except serving.NotSent as refused:
        messages.error(request, refused.sentence)
        return redirect("documents:former", dossier, record, version)


def _page_address(dossier: UUID, record: UUID, version: int, number: int) -> str:
    return reverse("documents:former_page", args=[dossier, record, version, number])
