"""She writes to the service, and what she wants written in her file."""

from contextlib import suppress

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from entrenous.continuity.queries import away_until
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.space import actions
from entrenous.space.contents import Statement
from entrenous.space.queries import statements_of
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.inside_forms import DAMAGED, NEWER, MessageForm, StatementForm
from entrenous.web.space.numbers import NUMBERS
from entrenous.web.space.paging import sheet
from entrenous.web.space.told import Told
from entrenous.web.space.views.shared import done_at, said_done, show_told, told_to

_SENT = "C’est envoyé. « Lu le » s’affichera quand le service l’aura ouvert."
_KEPT = "C’est enregistré dans votre dossier."


@for_the_person
@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: PersonRequest) -> HttpResponse:
    """The exchanges, the latest first; opening the page says that the answers were read."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.say(request.person, form.cleaned_data["text"], once=form.cleaned_data["once"])
        except Damaged:
            form.add_error(None, DAMAGED)
        else:
            return done_at("space:messages")
    told = told_to(request)
    if request.method == "GET" and told.inside.unread:
        with suppress(Damaged):  # shown all the same; they stay « not read »
            actions.read_by_person(request.person)
    return show_told(
        request, "space/messages.html", "space:messages", told, form,
        numbers=NUMBERS, away=away_until(told.referent),
        done=said_done(request, _SENT),
        sheet=sheet(told.messages, lambda line: line.text, request.GET.get("page")),
    )  # fmt: skip


@for_the_person
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: PersonRequest) -> HttpResponse:
    """What she wants written in her file: she changes it, she takes it back; versions stay."""
    if request.method == "POST":
        form = StatementForm(request.POST)
        if form.is_valid():
            newer = _keep(request, form)
            if newer is None and not form.errors:
                return done_at("space:statement")
            form = form if newer is None else _again(request, newer)
        return _statement(request, told_to(request), form)
    told = told_to(request)
    text, version = _known(told)
    return _statement(request, told, StatementForm(initial={"text": text, "version": version}))


def _statement(request: PersonRequest, told: Told, form: StatementForm) -> HttpResponse:
    known, _ = _known(told)
    return show_told(
        request, "space/statement.html", "space:statement", told, form,
        known=known, done=said_done(request, _KEPT),
    )  # fmt: skip


def _known(told: Told) -> tuple[str, int]:
    """The text as it stands, and its version; one that she took back keeps its version."""
    found = statements_of(told.inside.reading) or told.inside.reading.of(Statement)
    return (found[0].content.text, found[0].version) if found else ("", 0)


def _keep(request: PersonRequest, form: StatementForm) -> int | None:
    """Keep it; the newer version when there is one, None otherwise: done, or said on the form."""
    said = form.cleaned_data
    try:
        actions.state(request.person, said["text"], based_on=said["version"] or 0)
    except EditedMeanwhile as newer:
        return newer.version
    except Damaged:
        form.add_error(None, DAMAGED)
    return None


def _again(request: PersonRequest, version: int) -> StatementForm:
    """What she typed, now based on the newer version, which the page shows above it."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    again = StatementForm(typed)
    again.add_error(None, NEWER)
    return again
