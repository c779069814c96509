"""One dossier: its thread, and beside it what comes next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entrenous.agents.models import Agent, Function
from entrenous.dossiers import actions, households, thread
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import (
    Objective,
    PlanAction,
    PlanReview,
    ThreadEntry,
)
from entrenous.dossiers.models import Accompagnement, DueDate
from entrenous.dossiers.passages import Piece, marked
from entrenous.dossiers.queries import ThreadItem
from entrenous.dossiers.queries import thread as thread_items
from entrenous.gateway.informing import settle_traces
from entrenous.keyring.records import DamagedRecord, OpenRecord
from entrenous.reception.models import Demande
from entrenous.reception.queries import leading_to
from entrenous.vault.containers import Compartment
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.damage import damage_of, together
from entrenous.web.common.templatetags.look import heure
from entrenous.web.dossiers.names import agents_named, author_name, typist_name
from entrenous.web.dossiers.pages import DossierPage, dossier_of, open_page
from entrenous.web.dossiers.words import (
    PARTS,
    due_label,
    due_tone,
    due_words,
    icon_of,
    part_of,
    title_of,
)

# Their own pages say what became of them; « fait » would hide them.
_TOLD_APART = (DueDate.Kind.AGREEMENT, DueDate.Kind.PROCEDURE, DueDate.Kind.RELAY)
_LEFT_ALONE = (
    "L’autre dossier du foyer s’est séparé. Une copie de ce qui était partagé est gardée ici, et "
    "personne d’autre ne la lit."
)
_SHARED = "ce qui est partagé avec le foyer"


@dataclass(frozen=True)
class Shown:
    """An item of the thread, in words: what the template draws."""

    kind: str
    title: str
    icon: str
    tone: str
    on: date
    at: str
    author: str = ""
    id: UUID | None = None
    version: int = 1
    pieces: tuple[Piece, ...] = ()
    content: object = None
    typed_by: str = ""


@dataclass(frozen=True)
class Step:
    """Something due, in words."""

    due: DueDate
    what: str
    who: str
    when: str
    tone: str


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def dossier(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The thread, the latest first."""
    page = open_page(request, dossier, "thread")
    settle_traces(request.keyring, page.dossier)
    if households.settle(request.keyring, page.dossier):
        messages.info(request, _LEFT_ALONE)
    stretches = list(page.dossier.accompagnements.all())
    items = thread_items(page.reading, stretches)
    known = _authors(page, items)
    shown = [_shown(item, me=request.user, known=known) for item in items]
    came_from = [_demande(row) for row in leading_to(dossier, by=request.keyring)]
    awaited = DueDate.objects.awaited(timezone.localdate()).filter(dossier=page.dossier)
    context = page.context(
        items=sorted([*shown, *came_from], key=lambda item: item.on, reverse=True),
        steps=_steps(page, [due for due in awaited if due.kind not in _TOLD_APART]),
        procedure_on=next((d.due_on for d in awaited if d.kind == DueDate.Kind.PROCEDURE), None),
        plan=_plan(page),
        rule=contact_rule(page.reading),
        is_active=any(a.closed_on is None for a in stretches),
    )
    return render(request, "dossiers/thread.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def step_done(request: AgentRequest, dossier: UUID, due: int) -> HttpResponse:
    """Say that something is done; `undo` says that it was not."""
    header = dossier_of(request, dossier)
    rows = DueDate.objects.filter(pk=due, dossier=header).exclude(kind__in=_TOLD_APART)
    row = rows.first()
    if row is None:
        raise Http404
    is_done = "undo" not in request.POST
    thread.finish_step(request.keyring, row, done=is_done)
    messages.success(request, "C’est noté comme fait." if is_done else "C’est de nouveau à faire.")
    if "day" in request.POST:
        return redirect("dossiers:day")
    return redirect("dossiers:dossier", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def message_handled(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """A message left at reception was answered."""
    header = dossier_of(request, dossier)
    actions.handle_message(request.keyring, header, record)
    messages.success(request, "Le message est marqué comme traité.")
    return redirect("dossiers:dossier", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
def constat(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Show what is missing; a POST carries the constat out, so that writing is possible again."""
    page = open_page(request, dossier, "")
    if request.method == "POST":
        with transaction.atomic():
            actions.carry_out_constat(request.keyring, page.dossier)
            households.carry_out_constat(request.keyring, page.dossier)
        messages.success(request, "Le constat est fait. Vous pouvez de nouveau écrire ici.")
        return redirect("dossiers:dossier", dossier)
    damage = damage_of(page.reading, parts=PARTS, part_of=part_of)
    if shared := households.read(request.keyring, page.dossier):
        parts = dict.fromkeys(map(int, Compartment), _SHARED)
        damage = together(damage, damage_of(shared, parts=parts, part_of=lambda _: _SHARED))
    return render(request, "dossiers/constat.html", page.context(damage=damage))


def _steps(page: DossierPage, dues: list[DueDate]) -> list[Step]:
    """What is due in this dossier and not done, in words, in their order."""
    today = timezone.localdate()
    entries = {e.id: e.content for e in page.reading.of(ThreadEntry)}
    plan = {a.id: a.content for a in page.reading.of(PlanAction)}
    found = []
    for due in dues:
        what, who = due_label(due), ""
        entry = entries.get(due.record) if due.record else None
        action = plan.get(due.record) if due.record else None
        if entry is not None and due.rank < len(entry.next_steps):
            step = entry.next_steps[due.rank]
            what, who = step.what, step.doer.label
        elif action is not None:
            what, who = action.what, action.doer.label
        when = due_words(due.due_on, today=today)
        found.append(Step(due, what, who, when, due_tone(due.due_on, today=today)))
    return found


def _plan(page: DossierPage) -> list[OpenRecord[PlanAction]]:
    open_objectives = {str(o.id) for o in page.reading.of(Objective) if not o.content.is_ended}
    return [a for a in page.reading.of(PlanAction) if a.content.objective in open_objectives]


def _authors(page: DossierPage, items: list[ThreadItem]) -> dict[UUID, Agent]:
    written = [i.content for i in items if isinstance(i.content, OpenRecord)]
    typed = {w.content.typed_by for w in written if isinstance(w.content, ThreadEntry)}
    others = {w.author for w in written} | typed - {None}
    others -= {page.request.user.pk}
    return agents_named(others) if others else {}


def _shown(item: ThreadItem, *, me: Agent, known: dict[UUID, Agent]) -> Shown:
    what = item.content
    if isinstance(what, Accompagnement):
        return _stretch(item)
    if isinstance(what, DamagedRecord):
        return Shown("damaged", "Écrit abîmé", "triangle-alert", "rouge", item.on, "", id=what.id)
    author = author_name(what.author, me=me, known=known)
    content = what.content
    if isinstance(content, ThreadEntry):
        pieces = tuple(marked(content.text, content.passages))
        return Shown(
            "entry", title_of(content), icon_of(content), "neutre", item.on, content.at,
            author, what.id, what.version, pieces, content,
            typist_name(content.typed_by, me=me, known=known),
        )  # fmt: skip
    kind, title, icon, tone = (
        ("review", "Plan revu ensemble", "list-checks", "petrole")
        if isinstance(content, PlanReview)
        else ("message", "Message laissé à l’accueil", "inbox", "ambre")
    )
    return Shown(kind, title, icon, tone, item.on, "", author, what.id, content=content)


def _demande(row: Demande) -> Shown:
    """Where she first said what she asks: read behind a link, under its own key."""
    at = timezone.localtime(row.received_at)
    return Shown(
        "demande", "Demande à l’accueil", "door-open", "neutre", at.date(), heure(at), id=row.pk
    )


def _stretch(item: ThreadItem) -> Shown:
    if item.is_end:
        return Shown(
            "end", "Fin d’accompagnement", "hand-heart", "vert", item.on, "", content=item.ending
        )
    return Shown("start", "Début de l’accompagnement", "sprout", "vert", item.on, "")
