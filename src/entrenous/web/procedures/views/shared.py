"""What every page of procedures shares: the tab, one procedure of this dossier, or 404."""

from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from entrenous.gateway.confirmations import confirmed_names
from entrenous.keyring.errors import Damaged
from entrenous.keyring.records import OpenRecord
from entrenous.law import LawError
from entrenous.procedures.actions import ProcedureClosed
from entrenous.procedures.contents import FollowedProcedure
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.refusals import DAMAGED

TAB: Final = "procedures"
METHODS: Final = ["GET", "HEAD", "POST"]
CLOSED: Final = "Cette procédure n’est plus suivie : reprenez-la d’abord. Rien n’a été changé."


def confirmed_here(request: AgentRequest) -> dict[str, date]:
    """The articles that this organisation read again in force, and when. One query."""
    return confirmed_names(request.user.organisation_id)


def open_procedures(request: AgentRequest, dossier: UUID) -> DossierPage:
    """Open a dossier at its procedures."""
    return open_page(request, dossier, TAB, FollowedProcedure)


def procedure_of(page: DossierPage, record: UUID) -> OpenRecord[FollowedProcedure]:
    """A procedure of this dossier, or 404."""
    known = page.reading.find(FollowedProcedure, record)
    if known is None:
        raise Http404
    return known


def do(
    request: AgentRequest, dossier: UUID, record: UUID, act: Callable[[], object], done: str
) -> HttpResponse:
    """A one-click act: what the world refuses is said on the page it comes back to."""
    try:
        act()
    except ProcedureClosed:
        messages.info(request, CLOSED)
    except Damaged:
        messages.error(request, DAMAGED)
    except LawError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("procedures:procedure", dossier, record)
