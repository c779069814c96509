"""One request, from its signature to its result. Whoever holds its key sees it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.custody import asking, filing, queries, receiving, rehearsing
from entrenous.custody.codes import Audience, State
from entrenous.custody.models import Ceremony
from entrenous.keyring.errors import KeyNotHeld
from entrenous.vault.quorum_words import GROUNDS
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.custody.forms import ResultForm
from entrenous.web.custody.words import ASKS, EVERYONE, REFUSED, sentence


@keeps_no_draft
@needs(*ASKS)
@require_http_methods(["GET", "POST"])
def ceremony(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """Where it stands, who is told, the file, and the result that is brought back."""
    row = held(request, ceremony)
    form = ResultForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = ResultForm(request.POST, request.FILES)
        if form.is_valid() and _received(request, row, form):
            return redirect("custody:ceremony", row.pk)
    return respond(request, "custody/ceremony.html", context_of(request, row), form)


@keeps_no_draft
@needs(*ASKS)
@require_POST
def file(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """The request file, to carry to the custodians."""
    row = held(request, ceremony)
    try:
        raw = filing.request_file(request.keyring, row)
    except REFUSED as refused:
        return _refused(request, row, refused)
    answer = HttpResponse(raw, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="demande-{str(row.pk)[:8]}.json"'
    return answer


@keeps_no_draft
@needs(*ASKS)
@require_POST
def withdraw(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """Give the request up."""
    row = held(request, ceremony)
    try:
        asking.withdraw(request.keyring, row)
    except REFUSED as refused:
        return _refused(request, row, refused)
    messages.success(request, "La demande est retirée : son résultat ne sera pas repris.")
    return redirect("custody:home")


@needs(*EVERYONE)
@require_GET
def word(request: AgentRequest, ceremony: UUID) -> HttpResponse:
    """The words of the test dossier, for whoever the custodians gave its key to."""
    rows = Ceremony.objects.filter(container__organisation=request.user.organisation_id)
    row = get_object_or_404(rows, pk=ceremony, ground="rehearsal")
    return render(request, "custody/word.html", {"word": rehearsing.word_of(request.keyring, row)})


def held(request: AgentRequest, ceremony: UUID) -> Ceremony:
    """A request whose key is held, or KeyNotHeld: its page does not exist."""
    _ = request.keyring.secret
    row = queries.seen_by(request.keyring).filter(pk=ceremony).distinct().first()
    if row is None:
        raise KeyNotHeld
    return row


def context_of(request: AgentRequest, row: Ceremony) -> dict[str, object]:
    """What the page of a request shows. The reading is journaled."""
    state = queries.state_of(row)
    opened = queries.open_request(request.keyring, row.pk)
    notices = list(row.notices.select_related("agent"))
    return {
        "ceremony": row,
        "state": state,
        "is_over": row.is_over,
        "is_early": state is State.DELAY,
        "asked": opened.request,
        "ground": GROUNDS[opened.request.ground],
        "barred": opened.barred,
        "listed": list(row.listed.select_related("container")),
        "notices": [(Audience(n.audience), n) for n in notices if n.audience != Audience.PERSON],
        "persons": [n for n in notices if n.audience == Audience.PERSON],
        "may_bar": request.user.has_function("legal_desk")
        and any(n.audience == Audience.PERSON and n.given_on is None for n in notices),
        "custody": queries.standing_of(request.user.organisation_id).custody,
        "reads_word": row.is_rehearsal and row.recipient_id == request.user.pk,
    }


def _received(request: AgentRequest, row: Ceremony, form: ResultForm) -> bool:
    try:
        done = receiving.receive(request.keyring, row, form.cleaned_data["file"].read())
    except REFUSED as refused:
        form.add_error("file", sentence(refused))
        return False
    left = f" {done.left_out} laissés de côté." if done.left_out else ""
    messages.success(request, f"Clés remises à {row.recipient.display_name} : {done.given}.{left}")
    return True


def _refused(request: AgentRequest, row: Ceremony, refused: Exception) -> HttpResponse:
    form = ResultForm({})
    form.errors.clear()
    form.add_error(None, sentence(refused))
    return respond(request, "custody/ceremony.html", context_of(request, row), form)
