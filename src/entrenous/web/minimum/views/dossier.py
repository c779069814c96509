"""In a dossier: filled from its budget, each letter kept among its files if one wants it to be."""

import hashlib
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.budgets.contents import Budget
from entrenous.documents import actions
from entrenous.documents.contents import Document
from entrenous.documents.making import made_here
from entrenous.journal.acts import Act
from entrenous.keyring.errors import Damaged
from entrenous.letters import LetterRefused
from entrenous.letters.minimum import Purpose
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.entries import to_constat
from entrenous.web.minimum import flow
from entrenous.web.minimum.access import METHODS
from entrenous.web.minimum.prefill import prefill

TAB: Final = "budget"
_TAKEN: Final = frozenset({"pdf", "docx"})


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def page(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What must be left to this person, from her budget or from what is typed."""
    return flow.figures(_desk(open_page(request, dossier, TAB, Budget)))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def letter(request: AgentRequest, dossier: UUID, purpose: str) -> HttpResponse:
    """A letter of the person: read, taken away, or kept among the files of the dossier."""
    is_taken = request.POST.get(flow.GO, "") in _TAKEN
    act = Act.PRINTED if is_taken else Act.DOSSIER_OPENED
    return flow.write(_desk(open_page(request, dossier, TAB, Budget, Document, act=act)), purpose)


def _desk(opened: DossierPage) -> flow.Desk:
    return flow.Desk(
        opened.request,
        "minimum/dossier",
        "minimum:dossier",
        (opened.dossier.pk,),
        context=opened.context(),
        filled=prefill(opened),
        author=_author(opened),
        keep=partial(_keep, opened),
    )


def _author(opened: DossierPage) -> dict[str, str]:
    """Who signs. A protected address is typed by whoever decides to write it, never filled in."""
    card = opened.card
    if card.is_protected:
        return {"author": card.name}
    address = "\n".join(line for line in (card.street, card.commune) if line)
    return {"author": card.name, "author_address": address, "place": card.commune}


def _keep(opened: DossierPage, purpose: Purpose, content: bytes) -> HttpResponse:
    """Seal the PDF among the files; the same letter sent twice is kept once."""
    request, dossier = opened.request, opened.dossier.pk
    digest = hashlib.sha256(content).digest()
    if any(each.content.sha256 == digest for each in opened.reading.of(Document)):
        messages.info(request, "Cette lettre est déjà dans les pièces du dossier.")
        return redirect("documents:list", dossier)
    try:
        with made_here(request.keyring, "lettre.pdf", content) as upload:
            if upload.refusal:
                raise LetterRefused(upload.refusal.label)
            label = insecable(f"Lettre {purpose.label}")
            actions.attach(request.keyring, dossier, upload, label=label, on=timezone.localdate())
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "La lettre est gardée, scellée, dans les pièces du dossier.")
    return redirect("documents:list", dossier)
