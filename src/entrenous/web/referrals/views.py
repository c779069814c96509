"""An orientation from the desk: the same pages as under a dossier, at home in a request."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Circonscription, Function
from entrenous.dossiers.codes import Carry, Safety
from entrenous.dossiers.models import Dossier
from entrenous.keyring.records import Reading
from entrenous.reception import queries
from entrenous.reception.queries import OpenedDemande
from entrenous.referrals import actions
from entrenous.referrals.homes import InRequest
from entrenous.relays.homes import Home
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.relays.views import following, papers, preparing, reading
from entrenous.web.relays.views.shared import METHODS

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
_PAPERS = (Carry.NEUTRAL, Carry.FULL)


@dataclass(frozen=True)
class RequestPlace:
    """The relays of a request."""

    request: AgentRequest
    opened: OpenedDemande
    space: str = "referrals"

    @property
    def reading(self) -> Reading:
        return self.opened.reading

    @property
    def key(self) -> UUID:
        key: UUID = self.opened.row.pk
        return key

    @property
    def home(self) -> Dossier | Home:
        return InRequest(self.opened.row)

    @property
    def circonscription(self) -> Circonscription:
        return self.opened.row.circonscription

    def context(self, **more: Any) -> dict[str, Any]:
        """The templates of relays, in the page of a request."""
        return {
            "base": "referrals/page.html",
            "space": self.space,
            "key": self.key,
            "opened": self.opened,
            "row": self.opened.row,
            "circonscription": self.circonscription,
            "may_print": self.opened.identity.carry in _PAPERS,
            **more,
        }


@needs(*BOTH)
@require_safe
def referrals(request: AgentRequest, demande: UUID) -> HttpResponse:
    """Those of this request; one more whenever she wants."""
    return reading.list_in(_open(request, demande), is_current=True)


@needs(*BOTH)
@require_http_methods(METHODS)
def new(request: AgentRequest, demande: UUID) -> HttpResponse:
    """To whom, for what, the exact words, her agreement."""
    place = _open(request, demande)

    def prepare(*said: Any, record: UUID) -> UUID:
        return actions.prepare(request.keyring, place.opened.row, *said, record=record)

    return preparing.prepare_in(place, _proposed(place.opened), prepare=prepare)


@needs(*BOTH)
@require_safe
def referral(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """One of them, with its steps."""
    return reading.relay_in(_open(request, demande), record)


@needs(*BOTH)
@require_http_methods(METHODS)
def send(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """It left, or was recalled."""
    return following.send_in(_open(request, demande), record)


@needs(*BOTH)
@require_http_methods(METHODS)
def hear(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """What the partner answered."""
    return following.hear_in(_open(request, demande), record)


@needs(*BOTH)
@require_http_methods(METHODS)
def withdraw(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """She takes her agreement back."""
    return following.withdraw_in(_open(request, demande), record)


@needs(*BOTH)
@require_http_methods(METHODS)
def close(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """Followed no longer."""
    return following.close_in(_open(request, demande), record)


@needs(*BOTH)
@require_safe
def letter(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """The letter, to print from the browser."""
    return papers.letter_in(_open(request, demande), record)


@needs(*BOTH)
@require_safe
def pdf(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """The letter as a PDF."""
    return papers.pdf_in(_open(request, demande), record)


@needs(*BOTH)
@require_safe
def docx(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """The letter as a .docx."""
    return papers.docx_in(_open(request, demande), record)


@needs(*BOTH)
@require_safe
def sheet(request: AgentRequest, demande: UUID, record: UUID) -> HttpResponse:
    """Her sheet, as she said she can carry it; 404 when she carries none."""
    place = _open(request, demande)
    carry = place.opened.identity.carry or Carry.NOTHING
    phone, today = place.circonscription.phone, timezone.localdate()
    answer = papers.sheet_in(place, record, carry, phone=phone, today=today)
    if answer is None:
        raise Http404
    return answer


def _open(request: AgentRequest, demande: UUID) -> RequestPlace:
    """The request, journaled before it is read; KeyNotHeld is a 404."""
    return RequestPlace(request, queries.open_demande(demande, by=request.keyring))


def _proposed(opened: OpenedDemande) -> dict[str, object]:
    """Her name, a number only if it may be used without care, whom the desk named already."""
    who = opened.identity
    return {
        "read_on": timezone.localdate(),
        "partner": opened.words.other_service,
        "tell_identite": who.name,
        "tell_telephone": who.contact if who.safety is Safety.SAFE else "",
    }
