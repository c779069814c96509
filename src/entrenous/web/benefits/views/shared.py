"""What every page of estimates shares: the tab, one estimate of this dossier, the engine's word."""

from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404

from entrenous.benefits import worker
from entrenous.benefits.contents import Estimation
from entrenous.budgets.contents import Budget
from entrenous.journal.acts import Act
from entrenous.keyring.records import OpenRecord
from entrenous.web.benefits.words import standing_words
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "rights"
METHODS: Final = ["GET", "HEAD", "POST"]


def open_estimations(
    request: AgentRequest, dossier: UUID, *, act: Act = Act.DOSSIER_OPENED
) -> DossierPage:
    """Open a dossier at its estimates, with its budget."""
    return open_page(request, dossier, TAB, Estimation, Budget, act=act)


def estimation_of(page: DossierPage, record: UUID) -> OpenRecord[Estimation]:
    """An estimate of this dossier, or 404."""
    known = page.reading.find(Estimation, record)
    if known is None:
        raise Http404
    return known


def home() -> Path:
    """The state folder: the engine's socket is known by it."""
    found: Path = settings.ENTRENOUS_HOME
    return found


def engine_note() -> str:
    """Why the engine would not answer now, or nothing when it should."""
    found = worker.standing(home())
    return "" if found is worker.Standing.READY else standing_words(found)
