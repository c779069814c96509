"""The files of a request: the letter received, what came with it. One, its pages, one more."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.documents import actions, queries
from entrenous.documents.uploads import receives_files
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.documents import serving, shown
from entrenous.web.documents.forms import AddForm
from entrenous.web.gateway.access import KEEPERS, METHODS, READERS
from entrenous.web.gateway.pages import open_page
from entrenous.web.gateway.views.refusals import as_it_stands


@needs(*KEEPERS)
@require_http_methods(METHODS)
@receives_files
@as_it_stands
def add(request: AgentRequest, sollicitation: UUID) -> HttpResponse:
    """Add a file: the letter, a title shown since."""
    page = open_page(request, sollicitation)
    form = AddForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        actions.attach(request.keyring, sollicitation, form.cleaned_data["file"], **form.said)
        messages.success(request, "Le fichier est ajouté et scellé.")
        return redirect("gateway:show", sollicitation)
    again = form.is_bound and "file" in request.FILES
    return respond(request, "gateway/file_add.html", page.context(again=again), form)


@needs(*READERS)
@require_safe
def show(request: AgentRequest, sollicitation: UUID, record: UUID) -> HttpResponse:
    """One file: its pages as images, or its words."""
    opened = open_page(request, sollicitation)
    known = queries.find(opened.found.reading, record)
    start = request.GET.get("de", "")
    preview = shown.preview(
        request.keyring, sollicitation, record, partial(_page_url, sollicitation, record),
        start=int(start) if start.isdecimal() and len(start) < 5 else 1,  # noqa: PLR2004
        in_words="mots" in request.GET,
    )  # fmt: skip
    context = opened.context(preview=preview, known=known, document=known.content)
    return render(request, "gateway/file.html", context)


@needs(*READERS)
@require_safe
def page(request: AgentRequest, sollicitation: UUID, record: UUID, number: int) -> HttpResponse:
    """One page of a file as an image."""
    return serving.page_sent(request, sollicitation, record, number)


@needs(*READERS)
@require_safe
def take(request: AgentRequest, sollicitation: UUID, record: UUID) -> HttpResponse:
    """The file itself, to keep."""
    try:
        return serving.sent(request, sollicitation, record)
    except serving.NotSent as refused:
        messages.error(request, refused.sentence)
        return redirect("gateway:file", sollicitation, record)


def _page_url(sollicitation: UUID, record: UUID, number: int) -> str:
    return reverse("gateway:file-page", args=[sollicitation, record, number])
