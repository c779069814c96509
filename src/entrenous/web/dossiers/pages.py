"""What every page of one dossier shares: opening it, its head, its tabs, its banners.

A page of a dossier is three lines:

    page = open_page(request, dossier, "plan")
    … page.reading, page.card, page.dossier …
    return render(request, "dossiers/plan.html", page.context(extra=…))

with a template that extends "dossiers/page.html" and fills its block `tab`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from entrenous.dossiers import former
from entrenous.dossiers.contents import PersonCard, Reopening
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import OpenContainer
from entrenous.keyring.records import Reading
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest

UNREADABLE = PersonCard(alias="Identité illisible")
_TABS = (
    ("thread", "Fil", "dossiers:dossier"),
    ("plan", "Plan", "dossiers:plan"),
    ("assessment", "Évaluation", "dossiers:assessment"),
    ("budget", "Budget", "budgets:budget"),
    ("rights", "Droits", "benefits:list"),
    ("procedures", "Procédures", "procedures:list"),
    ("documents", "Pièces", "documents:list"),
    ("agreements", "Accords", "consents:list"),
    ("relays", "Orientations", "relays:list"),
    ("mediations", "Médiations", "mediations:list"),
    ("requests", "Sollicitations", "gateway:dossier"),
    ("writings", "Rapports", "writings:list"),
    ("person", "Personne", "dossiers:person"),
    ("log", "Qui a consulté", "dossiers:log"),
    ("more", "Autres actes", "dossiers:more"),
)


class Tab(NamedTuple):
    """A link of the tab bar."""

    label: str
    url: str
    here: bool


@dataclass(frozen=True)
class DossierPage:
    """One dossier, open for one request."""

    request: AgentRequest
    dossier: Dossier
    opened: OpenContainer
    reading: Reading
    tab: str
    folded_before: date | None = None

    @property
    def card(self) -> PersonCard:
        """Who the person is; a stand-in when the identity does not open."""
        known = self.reading.one(PersonCard)
        return known.content if known else UNREADABLE

    @property
    def tabs(self) -> list[Tab]:
        """The pages of a dossier, in the order of the screen."""
        return [
            Tab(label, reverse(name, args=[self.dossier.pk]), key == self.tab)
            for key, label, name in _TABS
        ]

    @property
    def title(self) -> str:
        """Which page of a dossier it is, without a name: what a screen reader says first."""
        return next((label for key, label, _ in _TABS if key == self.tab), "Page")

    def context(self, **more: Any) -> dict[str, Any]:
        """What "dossiers/page.html" needs, and whatever the page adds."""
        return {"page": self, "dossier": self.dossier, "card": self.card, **more}

    @property
    def is_mine(self) -> bool:
        """Tell whether the reader is the référente."""
        return self.dossier.referent_id == self.request.user.pk


def dossier_of(request: AgentRequest, dossier: UUID) -> Dossier:
    """The unsealed header of a dossier of this organisation, or 404. Opens nothing."""
    found = (
        Dossier.objects.filter(
            pk=dossier, container__organisation_id=request.user.organisation_id, merged_into=None
        )
        .select_related("secteur__circonscription", "referent")
        .first()
    )
    if found is None:
        raise Http404
    return found


def open_page(
    request: AgentRequest, dossier: UUID, tab: str, *kinds: type[Any], act: Act = Act.DOSSIER_OPENED
) -> DossierPage:
    """Open a dossier for a page: journal, then read (every kind, or these and the identity).

    What was written before it was taken up again is left out until the person agreed to it.
    raises  Http404, KeyNotHeld (both shown as 404), VaultClosed
    """
    header = dossier_of(request, dossier)
    opened = request.keyring.open(dossier, act)
    opened.key_for(Compartment.IDENTITY)  # reception's own compartment is not a page of the file
    wanted = (*kinds, PersonCard, Reopening) if kinds else ()
    reading = records.read(opened, *wanted)
    before = former.folded_before(reading)
    return DossierPage(request, header, opened, former.fold(reading, before), tab, before)
