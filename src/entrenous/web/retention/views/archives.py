"""The archives, for their members: numbers and days, a reason before reading, a way back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Agent, Function
from entrenous.documents.queries import FileAltered, FileMissing
from entrenous.keyring.certificates import certified_today
from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import archives as acts
from entrenous.retention import clock
from entrenous.retention.codes import Stage
from entrenous.retention.errors import NotArchived
from entrenous.retention.models import Archived
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.documents.serving import ALTERED, MISSING, attachment
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.retention.forms import ReadForm, ReturnForm, SearchForm
from entrenous.web.retention.views.confirming import say
from entrenous.web.retention.words import ARCHIVES

_METHODS = ["GET", "HEAD", "POST"]


@needs(*ARCHIVES)
@require_safe
def archives(request: AgentRequest) -> HttpResponse:
    """Everything there, by number and day."""
    return respond(request, "retention/archives.html", _all(request), SearchForm())


@needs(*ARCHIVES)
@require_POST
def search(request: AgentRequest) -> HttpResponse:
    """Someone came back: is she there? By name, in what is typed and nowhere else."""
    context, form = _all(request), SearchForm(request.POST)
    if form.is_valid():
        context["matches"] = acts.search(request.keyring, form.cleaned_data["words"])
        context["searched"] = True
    return respond(request, "retention/archives.html", context, form)


@needs(*ARCHIVES)
@require_http_methods(_METHODS)
def archived(request: AgentRequest, archived: UUID) -> HttpResponse:
    """One of them, in days; to read it, say why."""
    row = _of(request, archived)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reasons: list[UUID] = []
        said = form.said(timezone.localdate())
        if is_done(form, lambda: reasons.append(acts.give_reason(request.keyring, row.pk, said))):
            return redirect("retention:read", row.pk, reasons[0])
    return respond(request, "retention/archived.html", _context(row), form)


@needs(*ARCHIVES)
@require_safe
def read(request: AgentRequest, archived: UUID, reason: UUID) -> HttpResponse:
    """The whole file, for the reason just written; journaled each time."""
    row = _of(request, archived)
    found = acts.read(request.keyring, row.pk, reason)
    context = {**_context(row), "found": found, "reason": reason}
    return render(request, "retention/read.html", context)


@needs(*ARCHIVES)
@require_safe
def piece(request: AgentRequest, archived: UUID, reason: UUID, record: UUID) -> HttpResponse:
    """A file of it, to keep."""
    row = _of(request, archived)
    try:
        file = acts.piece(request.keyring, row.pk, reason, record)
    except (FileMissing, FileAltered) as absent:
        messages.error(request, MISSING if isinstance(absent, FileMissing) else ALTERED)
        return redirect("retention:read", row.pk, reason)
    return attachment(file, record)


@needs(*ARCHIVES)
@require_http_methods(_METHODS)
def take_back(request: AgentRequest, archived: UUID) -> HttpResponse:
    """She came back and agrees: a référente follows her again."""
    row = _of(request, archived)
    workers = _workers(request.user)
    choices = [(str(each.pk), each.display_name) for each in workers.values()]
    form = ReturnForm(request.POST if request.method == "POST" else None, workers=choices)
    if form.is_valid():
        to, said = workers[UUID(form.cleaned_data["to"])], form.said(timezone.localdate())
        try:
            if is_done(form, lambda: acts.take_back(request.keyring, row.pk, said, to=to)):
                messages.success(request, f"Le dossier est confié à {to.display_name}.")
                return redirect("retention:archives")
        except NotArchived as refused:
            say(form, refused)
    return respond(request, "retention/take_back.html", _context(row), form)


def _of(request: AgentRequest, archived: UUID) -> Archived:
    _ = request.keyring.secret
    return acts.find(request.keyring, archived)


def _all(request: AgentRequest) -> dict[str, object]:
    _ = request.keyring.secret
    if not acts.is_member(request.keyring):
        raise KeyNotHeld
    organisation = request.user.organisation_id
    rows = clock.archived_in(organisation, timezone.localdate())
    return {
        "rows": rows,
        "may_propose": any(each.stage is Stage.ARCHIVE_OVER for each in rows),
        "terms": clock.terms_of(organisation),
    }


def _context(row: Archived) -> dict[str, object]:
    terms = clock.terms_of(row.dossier.container.organisation_id)
    stands = clock.standing(row.dossier, timezone.localdate(), terms)
    return {"row": row, "stands": stands, "terms": terms}


def _workers(agent: Agent) -> dict[UUID, Agent]:
    """The social workers at work whose keys are certified."""
    rows = Agent.objects.of(agent.organisation).with_function(Function.Kind.SOCIAL_WORKER)
    rows = rows.filter(is_active=True).order_by("family_name", "given_name")
    found = {each.pk: each for each in rows}
    certified = certified_today(agent.organisation_id, found)
    return {pk: each for pk, each in found.items() if pk in certified}
