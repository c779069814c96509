"""What every page of mediations shares: the tab, one mediation of this dossier, or 404."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from entrenous.journal.acts import Act
from entrenous.mediations.queries import KINDS, MediationState, in_reading
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "mediations"
METHODS: Final = ["GET", "HEAD", "POST"]


def open_mediations(
    request: AgentRequest, dossier: UUID, *kinds: type[Any], act: Act = Act.DOSSIER_OPENED
) -> DossierPage:
    """Open a dossier at its mediations."""
    return open_page(request, dossier, TAB, *KINDS, *kinds, act=act)


def open_one(
    request: AgentRequest,
    dossier: UUID,
    record: UUID,
    *kinds: type[Any],
    act: Act = Act.DOSSIER_OPENED,
) -> tuple[DossierPage, MediationState]:
    """The same, and one of them as of today, or 404."""
    page = open_mediations(request, dossier, *kinds, act=act)
    return page, _mediation_of(page, record)


def _mediation_of(page: DossierPage, record: UUID) -> MediationState:
    found = next((each for each in in_reading(page.reading) if each.id == record), None)
    if found is None:
        raise Http404
    return found


def back(page: DossierPage, record: UUID, sentence: str) -> HttpResponse:
    """A second click, or a page left open: nothing is done twice."""
    messages.info(page.request, sentence)
    return redirect("mediations:mediation", page.dossier.pk, record)
