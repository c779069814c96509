"""Share one file with the person, in her space, or take it back from there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.documents import queries, sharing
from entrenous.documents.contents import Document, SharedDocument
from entrenous.keyring.errors import Damaged
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.views.entries import to_constat


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def share(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Say what sharing does, then do it; or take back. Neither is done twice."""
    opened = open_page(request, dossier, "documents", Document, SharedDocument)
    known = queries.find(opened.reading, record)
    if request.method == "GET":
        seen = sharing.shared_version(opened.reading, record)
        context = opened.context(
            known=known, seen=seen, is_present=_is_present(seen, known.content)
        )
        return render(request, "documents/share.html", context)
    try:
        if "take_back" in request.POST:
            sharing.unshare(request.keyring, dossier, record)
            messages.success(request, "La pièce n’est plus dans l’espace de la personne.")
        else:
            sharing.share(request.keyring, dossier, record)
            messages.success(request, "La pièce est dans l’espace de la personne.")
    except Damaged:
        return to_constat(request, dossier)
    return redirect("documents:show", dossier, record)


def _is_present(seen: SharedDocument | None, document: Document) -> bool:
    return seen is not None and seen.file == document.file
