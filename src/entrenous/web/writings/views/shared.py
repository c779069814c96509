"""What every page of writings shares: the tab, one writing of this dossier, or 404."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from entrenous.journal.acts import Act
from entrenous.keyring import drafts
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.writings.contents import Writing

TAB: Final = "writings"
METHODS: Final = ["GET", "HEAD", "POST"]
LISTS: Final = ("facts", "elements")
_SENT: Final = "Cet écrit est déjà parti : il se lit, il ne s’écrit plus."


def open_writings(
    request: AgentRequest, dossier: UUID, *kinds: type[Any], act: Act = Act.DOSSIER_OPENED
) -> DossierPage:
    """Open a dossier at its writings."""
    return open_page(request, dossier, TAB, Writing, *kinds, act=act)


def writing_of(page: DossierPage, record: UUID) -> OpenRecord[Writing]:
    """A writing of this dossier, or 404."""
    known = page.reading.find(Writing, record)
    if known is None:
        raise Http404
    return known


def already_sent(page: DossierPage, record: UUID) -> HttpResponse:
    """Answer a second click, or a page left open: what has left does not change."""
    messages.info(page.request, _SENT)
    return redirect("writings:writing", page.dossier.pk, record)


def kept(request: AgentRequest, form: str, about: UUID) -> dict[str, Any]:
    """What was typed on this very page when the vault closed."""
    typed = drafts.read(request, form, about)
    if typed is None or typed.path != request.path:
        return {}
    return {name: v if name in LISTS else v[0] for name, v in typed.fields.items() if v}
