"""What every page of a budget shares: the tab, the dossier open at its budget."""

from typing import Any, Final
from uuid import UUID

from entrenous.budgets.contents import Budget
from entrenous.budgets.queries import history
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "budget"


def open_budget(request: AgentRequest, dossier: UUID, *kinds: type[Any]) -> DossierPage:
    """Open a dossier at its budget; `kinds`: what else the page reads."""
    return open_page(request, dossier, TAB, Budget, *kinds)


def versions_of(page: DossierPage) -> list[tuple[OpenRecord[Budget], str]]:
    """Every version with the name of its author, the one in force first."""
    found = history(page.opened, page.reading)
    names = agents_named(version.author for version in found)
    return [
        (version, author_name(version.author, me=page.request.user, known=names))
        for version in found
    ]
