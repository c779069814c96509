"""What every page of agreements shares: the tab, one agreement of this dossier, or 404."""

from typing import Final
from uuid import UUID

from django.http import Http404

from entrenous.consents.contents import Agreement
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "agreements"
METHODS: Final = ["GET", "HEAD", "POST"]


def open_agreements(request: AgentRequest, dossier: UUID) -> DossierPage:
    """Open a dossier at its agreements."""
    return open_page(request, dossier, TAB, Agreement)


def agreement_of(page: DossierPage, record: UUID) -> OpenRecord[Agreement]:
    """An agreement of this dossier, or 404."""
    known = page.reading.find(Agreement, record)
    if known is None:
        raise Http404
    return known
