"""The workspace of reception: search, drafts, queue of the day, message for a référente."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.agents.models import Circonscription, Function
from entrenous.continuity import danger
from entrenous.desk import promises, standing_in
from entrenous.desk.codes import ONE_CLICK
from entrenous.dossiers import contact
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.keyring import drafts, renewal
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.reception import actions, directory, entries, queries
from entrenous.reception.entries import EntryKind
from entrenous.reception.errors import FarSlot, PastSlot
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.continuity.views.danger import WHO
from entrenous.web.reception.forms.desk import MessageForm, SearchForm
from entrenous.web.reception.left_words import absence, advice, once_left, who_reads
from entrenous.web.reception.places import places_of

ARRIVAL = "reception:arrival"
DAMAGED = (
    "Une partie de ce dossier est abîmée : le message n’est pas enregistré. "
    "Appelez la ligne directe."
)


@needs(Function.Kind.RECEPTION)
@require_GET
def home(request: AgentRequest) -> HttpResponse:
    """The desk as the day finds it."""
    places = places_of(request.user, Function.Kind.RECEPTION)
    return _desk(request, places, SearchForm(), damaged=keep_up(request, places))


@needs(Function.Kind.RECEPTION)
@require_POST
def search(request: AgentRequest) -> HttpResponse:
    """Known or not, and by whom followed; the search is journaled."""
    places = places_of(request.user, Function.Kind.RECEPTION)
    damaged = keep_up(request, places)
    form = SearchForm(request.POST)
    found = None
    if form.is_valid():
        data = form.cleaned_data
        held = [p for p in places if directory.holds_directory(p, by=request.keyring)]
        if not held:
            raise KeyNotHeld
        found = directory.search(held, data["name"], data["birth_year"], by=request.keyring)
        damaged += [place for place in found.missing if place not in damaged]
    return _desk(request, places, form, found, damaged=damaged)


@needs(Function.Kind.RECEPTION)
@require_http_methods(["GET", "POST"])
def message(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Leave a few words for the référente."""
    if not request.keyring.holds(dossier):
        raise KeyNotHeld
    _ = request.keyring.secret
    alone = contact.is_left_alone(request.keyring, dossier)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if alone:
        form.without_call_back()
    reach = standing_in.reach(dossier)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        left = ReceptionMessage(data["text"], data.get("call_back_on"))
        try:
            actions.leave_message(dossier, left, by=request.keyring, promised_at=form.promised_at)
        except Damaged:
            form.add_error(None, DAMAGED)
        except (PastSlot, FarSlot) as refused:
            form.refuse(refused)
        else:
            drafts.discard(request.user, "reception:message", dossier)
            promised = form.promised_at is not None
            tell = messages.success if promised or reach.is_read else messages.warning
            tell(request, once_left(reach, promised=promised))
            return redirect("reception:desk")
    context = {
        "dossier": dossier,
        "alone": alone,
        "reach": reach,
        "absence": absence(reach),
        "who_reads": who_reads(reach),
        "advice": advice(reach, may_promise=not alone),
    }
    return respond(request, "reception/message.html", context, form)


def keep_up(request: AgentRequest, places: list[Circonscription]) -> list[Circonscription]:
    """What waits for the next unlocked member: keys to hand over, slips to file.

    returns  the places whose directory is damaged: their slips wait for a constat
    """
    _ = request.keyring.secret
    actions.hand_over_pending(request.keyring)
    return [place for place in places if not _is_filed(request, place)]


def _is_filed(request: AgentRequest, place: Circonscription) -> bool:
    try:
        directory.fold(place, by=request.keyring)
    except Damaged:
        return False
    return True


def _desk(
    request: AgentRequest,
    places: list[Circonscription],
    form: SearchForm,
    found: directory.Found | None = None,
    *,
    damaged: Sequence[Circonscription],
) -> HttpResponse:
    waiting = entries.waiting(places, by=request.keyring)
    asked = request.GET.get("canal", "")
    context = {
        "alone": contact.left_alone(request.keyring, [h.dossier for h in found.hits])
        if found
        else set(),
        "former_pieces": renewal.waits(request.keyring),
        "found": found,
        "asks_in_danger": found is not None and _asks_in_danger(request),
        "asked": form.cleaned_data if found else {},
        "waiting": [e for e in waiting if not asked or e.kind == asked],
        "channels": _channels(waiting, asked),
        "is_whole": not asked,
        "total": len(waiting),
        "away": promises.adrift(e.promised_by for e in waiting if e.promised_by),
        "done": queries.closed_today(places, by=request.keyring),
        "drafts": started(request),
        "places": places,
        "damaged": damaged,
        "one_click": [(what, uuid4()) for what in ONE_CLICK],
    }
    return respond(request, "reception/desk.html", context, form)


@dataclass(frozen=True)
class Channel:
    """One of the kinds of what waits, to see it alone."""

    kind: EntryKind
    number: int
    is_here: bool


def _channels(waiting: Sequence[entries.Entry], asked: str) -> list[Channel]:
    counts = {kind: sum(e.kind is kind for e in waiting) for kind in EntryKind}
    return [Channel(kind, n, kind == asked) for kind, n in counts.items() if n or kind == asked]


@dataclass(frozen=True)
class Started:
    """A request begun and set aside: sealed to who began it, so only she sees the name."""

    about: UUID
    saved_at: datetime
    name: str = ""


def started(request: AgentRequest) -> list[Started]:
    """The requests this agent began: several at a time, each with the name typed so far."""
    found = []
    for line in drafts.of(request.user):
        if line.form == ARRIVAL and line.about:
            typed = drafts.restore(request, ARRIVAL, line.about) or {}
            name = f"{typed.get('given_name', '')} {typed.get('family_name', '')}".strip()
            found.append(Started(line.about, line.saved_at, name))
    return found


def _asks_in_danger(request: AgentRequest) -> bool:
    """Tell whether the page of danger opens for her and lets her ask: a function and a half."""
    may_come = any(request.user.has_function(kind) for kind in WHO)
    return may_come and bool(danger.sides_of(request.keyring))
