"""« Sollicitations »: what waits first, by state; and the search of one's own register."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.gateway import queries
from entrenous.gateway.codes import ENDED, State
from entrenous.gateway.queries import Line
from entrenous.keyring import drafts
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.chips import Chip
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.words import due_tone, due_words
from entrenous.web.gateway.access import COMERS, MAKERS, READERS
from entrenous.web.gateway.forms.search import SearchForm
from entrenous.web.gateway.views.entering import FORM
from entrenous.web.gateway.words import STATE_TONES, label_of_requester

_FILTERS: Final = (
    ("a-faire", "À faire", frozenset(State) - ENDED),
    ("pieces", "Pièces demandées", frozenset({State.WAITING_EVIDENCE})),
    ("a-signer", "À signer", frozenset({State.TO_SIGN})),
    ("juridique", "Au service juridique", frozenset({State.WITH_LEGAL_DESK})),
    ("terminees", "Terminées", ENDED),
)


@dataclass(frozen=True)
class Row:
    """A line of the list, in words."""

    line: Line
    who: str
    state: State
    tone: str
    due: str
    due_tone: str


@needs(*COMERS)
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """One's own requests, the most pressing first; one journal entry for the whole list."""
    _ = request.keyring.secret
    everything = queries.register(request.keyring) if _reads(request) else []
    chosen = request.GET.get("etat", "")
    states = next((kept for code, _, kept in _FILTERS if code == chosen), frozenset(State))
    context = {
        "rows": rows_of(request, [e for e in everything if e.row.stands in states]),
        "chips": _chips(everything, chosen),
        "total": len(everything),
        "drafts": [d for d in drafts.of(request.user) if d.form == FORM],
        "reads": _reads(request),
        "enters": any(request.user.has_function(kind) for kind in MAKERS),
    }
    return respond(request, "gateway/list.html", context, SearchForm())


@keeps_no_draft
@needs(*READERS)
@require_http_methods(["POST"])
def search(request: AgentRequest) -> HttpResponse:
    """Every word, in the letters of one's own requests. The terms are kept nowhere."""
    form = SearchForm(request.POST)
    found: list[Line] = []
    if form.is_valid():
        found = queries.search(request.keyring, form.cleaned_data["words"])
    context = {"rows": rows_of(request, found), "searched": form.is_valid(), "reads": True}
    return respond(request, "gateway/found.html", context, form)


def rows_of(request: AgentRequest, lines: list[Line]) -> list[Row]:
    """Lines in words, what waits first, by the day it is due."""
    today = timezone.localdate()
    return [_row(each, today, request) for each in sorted(lines, key=_pressing)]


def _row(each: Line, today: date, request: AgentRequest) -> Row:
    row, due = each.row, each.row.due_on if each.row.is_ongoing else None
    requester = each.letter.requester if each.letter else each.line.requester if each.line else ""
    return Row(
        each,
        label_of_requester(requester, request.keyring.organisation),
        row.stands,
        STATE_TONES[row.stands],
        due_words(due, today=today) if due else "",
        due_tone(due, today=today) if due else "",
    )


def _pressing(each: Line) -> tuple[bool, date, int]:
    """What waits, by the day it is due; then what is ended, the latest first."""
    row = each.row
    if row.is_ongoing:
        return False, row.due_on or date.max, row.received_on.toordinal()
    return True, date.max, -(row.closed_on or row.received_on).toordinal()


def _chips(lines: list[Line], chosen: str) -> list[Chip]:
    count = Counter(each.row.stands for each in lines)
    found = [Chip("Toutes", "?", len(lines), here=not chosen)]
    return found + [
        Chip(label, f"?etat={code}", total, here=code == chosen)
        for code, label, states in _FILTERS
        if (total := sum(count[state] for state in states)) or code == chosen
    ]


def _reads(request: AgentRequest) -> bool:
    return any(request.user.has_function(kind) for kind in READERS)
