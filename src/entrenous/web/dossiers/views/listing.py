"""« Dossiers » and « Chercher dans vos dossiers »: one's own files, opened in memory."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.folding import fold
from entrenous.agents.models import Function
from entrenous.dossiers.queries import ListRow, State, own_list
from entrenous.dossiers.search import MOST_RESULTS, Found, search
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.chips import Chip
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import NBSP
from entrenous.web.dossiers.forms.others import FilterForm, SearchForm
from entrenous.web.dossiers.forms.person import own_secteur
from entrenous.web.dossiers.words import STATE_TONES, due_label, due_tone, due_words


@dataclass(frozen=True)
class Line:
    """A line of the list, in words."""

    row: ListRow
    tone: str
    next: str
    next_tone: str


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def dossiers(request: AgentRequest) -> HttpResponse:
    """The list by name; a state in the address, words to filter in the body only."""
    state = _state(request.GET.get("etat", ""))
    form = FilterForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    everything = own_list(request.keyring)
    named = [row for row in everything if _has(row, words)]
    shown = [row for row in named if state is None or row.state is state]
    context = {
        "lines": [_line(row) for row in shown],
        "chips": _chips(named, state),
        "total": len(everything),
        "words": words,
        "state": state,
        "secteur": _secteur_name(request, everything),
    }
    return respond(request, "dossiers/list.html", context, form)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def search_own(request: AgentRequest) -> HttpResponse:
    """Full text over one's own files. The terms come and go in the body of the request."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    found: list[Found] = []
    terms = form.cleaned_data["q"] if form.is_valid() else ""
    if terms:
        found = search(request.keyring, terms)
    context = {
        "found": found[:MOST_RESULTS],
        "count": len(found),
        "most": MOST_RESULTS,
        "terms": terms,
    }
    return respond(request, "dossiers/search.html", context, form)


def next_words(row: ListRow) -> tuple[str, str]:
    """What comes next in a dossier, and how pressing it is."""
    today = timezone.localdate()
    if row.messages and row.is_left_alone:
        return "Message laissé à l’accueil, ne pas recontacter", ""
    if row.messages:
        return "À rappeler : message laissé à l’accueil", "rouge"
    if row.due is not None:
        is_outlook = row.outlook.next and row.outlook.next_on == row.due.due_on
        label = row.outlook.next if is_outlook else due_label(row.due)
        tone = due_tone(row.due.due_on, today=today)
        when = due_words(row.due.due_on, today=today).replace(" ", NBSP)
        return f"{label}, {when}", tone
    return row.outlook.next, ""


def _line(row: ListRow) -> Line:
    words, tone = next_words(row)
    return Line(row, STATE_TONES[row.state], words, tone)


def _state(code: str) -> State | None:
    return next((state for state in State if state.value == code), None)


def _has(row: ListRow, words: str) -> bool:
    card = row.card
    names = f"{card.birth_name} {card.alias} {card.commune}" if card else ""
    text = fold(f"{row.sorted_name} {names} {row.outlook.why} {row.outlook.next}").split()
    return all(any(part.startswith(word) for part in text) for word in fold(words).split())


def _chips(rows: list[ListRow], state: State | None) -> list[Chip]:
    counts = Counter(row.state for row in rows)
    states = (State.PLAN, State.STARTING, State.RECEPTION, State.RELAY, State.COVER, State.ENDED)
    return [
        Chip("Tous", "?", len(rows), here=state is None),
        *(
            Chip(known.label, f"?etat={known.value}", counts[known], here=known is state)
            for known in states
            if counts[known] or known is state
        ),
    ]


def _secteur_name(request: AgentRequest, rows: list[ListRow]) -> str:
    mine = own_secteur(request.user) if not rows else None
    names = {row.dossier.secteur.name for row in rows}
    return names.pop() if len(names) == 1 and mine is None else ""
