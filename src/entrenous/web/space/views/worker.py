"""The worker's side: read what the person writes, answer her, put steps in her space."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers.contact import ContactRule, contact_rule
from entrenous.dossiers.contents import NextStep, ThreadEntry
from entrenous.dossiers.models import DueDate
from entrenous.keyring import drafts
from entrenous.keyring.errors import Damaged
from entrenous.keyring.records import Reading
from entrenous.space import actions
from entrenous.space.contents import SharedStep
from entrenous.space.desk import space_of
from entrenous.space.models import Space
from entrenous.space.queries import KINDS, Inside
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import jour_long
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.papers import RULE_KINDS
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.space.told import Told, who_of
from entrenous.web.space.worker_forms import AnswerForm, StepsForm

TAB: Final = "more"
_DRAFT: Final = "space:exchanges"
_METHODS: Final = ["GET", "HEAD", "POST"]
_ENTRIES: Final = 10
_LEFT_ALONE: Final = (
    "Elle a demandé qu’on ne la recontacte pas : rien n’est mis dans son espace. Si elle écrit "
    "d’elle-même, vous pourrez lui répondre."
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_METHODS)
def exchanges(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she wrote, what was answered. Opening the page says to her that it was read."""
    page = open_page(request, dossier, TAB, *KINDS, *RULE_KINDS)
    rule, told = contact_rule(page.reading), told_of(page)
    may_write = _may_write(rule, told)
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if not may_write:
            form.add_error(None, _LEFT_ALONE)
        if form.is_valid() and _is_answered(page, form):
            drafts.discard(request.user, _DRAFT, dossier)
            messages.success(request, "Le message est dans son espace.")
            return redirect("space:exchanges", dossier)
    else:
        form = AnswerForm(initial=drafts.restore(request, _DRAFT, dossier))
    space = space_of(dossier)
    if request.method == "GET" and _has_new(space, told):
        with suppress(Damaged):  # shown all the same; the page says that a constat waits
            actions.read_by_service(request.keyring, dossier)
    context = page.context(told=told, space=space, rule=rule, may_write=may_write)
    return respond(request, "space/dossier/exchanges.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_METHODS)
def steps(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Choose, among what was decided in interviews, what she may read. Or take one out."""
    page = open_page(request, dossier, TAB, ThreadEntry, SharedStep)
    offered = _offered(page)
    labels = [(source, _label(step)) for source, step in offered]
    form = StepsForm(request.POST if request.method == "POST" else None, offered=labels)
    if "remove" in request.POST:
        return _take_out(page, request.POST["remove"])
    if form.is_bound and form.is_valid():
        chosen = [each for each in offered if each[0] in form.cleaned_data["steps"]]
        if is_done(form, lambda: actions.share_steps(request.keyring, page.dossier, chosen)):
            messages.success(request, "C’est dans son espace.")
            return redirect("space:steps", dossier)
    shared = page.reading.of(SharedStep)
    context = page.context(shared=[(s.id, _label(s.content)) for s in shared], has_steps=offered)
    return respond(request, "space/dossier/steps.html", context, form)


def told_of(page: DossierPage) -> Told:
    """What the space says, from the worker's own key: the same composition as hers."""
    inside = Inside(page.dossier, page.opened, page.reading, timezone.localdate())
    return Told(inside, page.request.user.organisation)


def _has_new(space: Space | None, told: Told) -> bool:
    """Tell whether something of hers was never opened, or is still said to wait."""
    waits = space is not None and space.unopened_since is not None
    return waits or any(line.from_person and line.read_on is None for line in told.messages)


def _may_write(rule: ContactRule, told: Told) -> bool:
    """« Ne pas recontacter » closes this way too, unless she wrote since, of herself."""
    since = rule.no_contact_on
    return since is None or any(
        line.from_person and timezone.localdate(line.sent_at) >= since for line in told.messages
    )


def _is_answered(page: DossierPage, form: AnswerForm) -> bool:
    said = form.cleaned_data
    by = page.request.keyring
    return is_done(form, lambda: actions.answer(by, page.dossier, said["text"], once=said["once"]))


def _offered(page: DossierPage) -> list[tuple[str, NextStep]]:
    """The steps of the last entries, neither done nor in her space already."""
    done = set(
        DueDate.objects.filter(dossier=page.dossier)
        .exclude(done_on=None)
        .values_list("record", "rank")
    )
    there = {s.content.source for s in page.reading.of(SharedStep)}
    return [
        (source, step)
        for entry, source, rank, step in _steps(page.reading)
        if (entry, rank) not in done and source not in there
    ]


def _steps(reading: Reading) -> list[tuple[UUID, str, int, NextStep]]:
    latest = sorted(reading.of(ThreadEntry), key=lambda e: e.content.on, reverse=True)
    return [
        (entry.id, f"{entry.id}.{rank}", rank, step)
        for entry in latest[:_ENTRIES]
        for rank, step in enumerate(entry.content.next_steps)
    ]


def _take_out(page: DossierPage, typed: str) -> HttpResponse:
    request, dossier = page.request, page.dossier
    found = [s.id for s in page.reading.of(SharedStep) if str(s.id) == typed]
    if found:
        try:
            actions.take_step_back(request.keyring, dossier, found[0])
        except Damaged:
            return redirect("dossiers:constat", dossier.pk)
        messages.success(request, "C’est retiré de son espace.")
    return redirect("space:steps", dossier.pk)


def _label(step: NextStep | SharedStep) -> str:
    when = f", avant le {jour_long(step.due_on)}" if step.due_on else ""
    who = who_of(step.doer).replace("Vous", "La personne")
    return f"{who}\N{NO-BREAK SPACE}: {step.what}{when}"
