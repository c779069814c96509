"""What every page of orientations shares: where they live, one of them, or 404.

The pages are the same for a dossier and for a request at the desk: each view of a dossier opens its
place, then calls what `web.referrals` calls too.
"""

from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from entrenous.agents.models import Circonscription
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring.records import Reading
from entrenous.relays.homes import Home
from entrenous.relays.queries import KINDS, RelayState, in_reading
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.pages import DossierPage, open_page

TAB: Final = "relays"
METHODS: Final = ["GET", "HEAD", "POST"]


class Place(Protocol):
    """Where relays live, as pages show it. `space`: the name of its addresses; `key`: their id."""

    @property
    def request(self) -> AgentRequest: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def space(self) -> str: ...
    @property
    def key(self) -> UUID: ...
    @property
    def home(self) -> Dossier | Home: ...
    @property
    def circonscription(self) -> Circonscription: ...
    def context(self, **more: Any) -> dict[str, Any]:
        """What the templates need: `base`, `space`, `key`, and whatever a page adds."""


@dataclass(frozen=True)
class DossierPlace:
    """The relays of a dossier."""

    page: DossierPage
    space: str = "relays"

    @property
    def request(self) -> AgentRequest:
        return self.page.request

    @property
    def reading(self) -> Reading:
        return self.page.reading

    @property
    def key(self) -> UUID:
        key: UUID = self.page.dossier.pk
        return key

    @property
    def home(self) -> Dossier | Home:
        return self.page.dossier

    @property
    def circonscription(self) -> Circonscription:
        return self.page.dossier.secteur.circonscription

    def context(self, **more: Any) -> dict[str, Any]:
        return self.page.context(
            space=self.space, key=self.key, base="dossiers/page.html",
            circonscription=self.circonscription, **more,
        )  # fmt: skip


def open_relays(
    request: AgentRequest, dossier: UUID, *kinds: type[Any], act: Act = Act.DOSSIER_OPENED
) -> DossierPlace:
    """Open a dossier at its orientations."""
    return DossierPlace(open_page(request, dossier, TAB, *KINDS, *kinds, act=act))


def relay_of(place: Place, record: UUID) -> RelayState:
    """An orientation of this place as of today, or 404."""
    found = next((each for each in in_reading(place.reading) if each.id == record), None)
    if found is None:
        raise Http404
    return found


def to_relay(place: Place, record: UUID) -> HttpResponse:
    """Go to an orientation."""
    return redirect(f"{place.space}:relay", place.key, record)
