"""What every page of copies shares: the dossier open whole, one request of it, or 404."""

from typing import Final
from uuid import UUID

from django.http import Http404

from entrenous.copies import actions, second
from entrenous.copies.queries import Asked, request_of
from entrenous.copies.reviewing import Review, review_of
from entrenous.journal.acts import Act
from entrenous.keyring.errors import Damaged
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "more"
METHODS: Final = ["GET", "HEAD", "POST"]


def open_copies(request: AgentRequest, dossier: UUID, *, act: Act = Act.COPY_READ) -> DossierPage:
    """Open a dossier whole, for its copies; requests from the person's space are taken up."""
    page = open_page(request, dossier, TAB, act=act)
    page.opened.key_for(Compartment.WHOLE)  # a cover of dates hands nothing over
    try:
        actions.settle(request.keyring, page.dossier)
    except Damaged:
        return page  # said by the banner of the page; the request waits
    return page


def asked_of(page: DossierPage, copy: UUID) -> Asked:
    """One request of this dossier, or 404."""
    return request_of(page.reading, page.dossier, copy)


def review_page(request: AgentRequest, dossier: UUID, copy: UUID) -> tuple[DossierPage, Review]:
    """A dossier and the review of one request; what a second reader said is brought back."""
    page = open_copies(request, dossier)
    asked = asked_of(page, copy)
    try:
        if asked.row.is_open and second.collect(request.keyring, page.dossier, copy):
            page = open_page(request, dossier, TAB, act=Act.COPY_READ)
    except Damaged:
        pass
    by = request.keyring
    return page, review_of(by, page.dossier, page.opened, page.reading, copy)


def open_review(request: AgentRequest, dossier: UUID, copy: UUID) -> tuple[DossierPage, Review]:
    """The same, of a request that still waits; 404 once it was answered."""
    page, review = review_page(request, dossier, copy)
    if not review.asked.row.is_open:
        raise Http404
    return page, review
