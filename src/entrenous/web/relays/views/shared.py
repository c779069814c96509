"""What every page of orientations shares: the tab, one relay of this dossier, or 404."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404

from entrenous.journal.acts import Act
from entrenous.relays.queries import KINDS, RelayState, in_reading
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "relays"
METHODS: Final = ["GET", "HEAD", "POST"]


def open_relays(
    request: AgentRequest, dossier: UUID, *kinds: type[Any], act: Act = Act.DOSSIER_OPENED
) -> DossierPage:
    """Open a dossier at its orientations."""
    return open_page(request, dossier, TAB, *KINDS, *kinds, act=act)


def relay_of(page: DossierPage, record: UUID) -> RelayState:
    """An orientation of this dossier as of today, or 404."""
    found = next((each for each in in_reading(page.reading) if each.id == record), None)
    if found is None:
        raise Http404
    return found
