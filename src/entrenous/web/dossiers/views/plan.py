"""The plan of a dossier: read it, add or change an objective, an action, the rhythm."""

from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.contents import Objective, PlanAction
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.plans import actions
from entrenous.plans.actions import TooManyObjectives
from entrenous.plans.queries import MAX_OBJECTIVES, PLAN_KINDS, Plan, plan_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.plan import ActionForm, FrameForm, ObjectiveForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.plan_words import is_late, line_of, lines_of
from entrenous.web.dossiers.views.refusals import edited, is_done

T = TypeVar("T")
_FORM_METHODS = ["GET", "HEAD", "POST"]
FOUR = (
    "Quatre objectifs à la fois, c’est déjà beaucoup : terminez-en un, ou mettez-le de côté, "
    "avant d’en ajouter un autre."
)


def open_plan(request: AgentRequest, dossier: UUID) -> tuple[DossierPage, Plan]:
    """Open a dossier at its plan."""
    page = open_page(request, dossier, "plan", *PLAN_KINDS)
    return page, plan_of(page.reading)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def plan(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The plan as it stands: objectives in her words, who does what, the next review."""
    page, found = open_plan(request, dossier)
    frame = found.frame.content if found.frame else None
    context = page.context(
        plan=found,
        objectives=lines_of(found.objectives),
        ended=lines_of(found.ended),
        frame=frame,
        review_is_late=is_late(frame.next_review_on if frame else None, today=timezone.localdate()),
        is_full=len(found.objectives) >= MAX_OBJECTIVES,
        four=FOUR,
    )
    return respond(request, "dossiers/plan/plan.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_FORM_METHODS)
def new_objective(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Add an objective; four at a time."""
    page, _ = open_plan(request, dossier)
    form = ObjectiveForm(request.POST or None)
    del form.fields["is_ended"]
    if form.is_valid():
        data = form.cleaned_data
        try:
            if is_done(
                form,
                lambda: actions.add_objective(
                    request.keyring, page.dossier, data["words"], record=data["once"]
                ),
            ):
                return redirect("dossiers:plan", dossier)
        except TooManyObjectives:
            form.add_error("words", FOUR)
    return respond(request, "dossiers/plan/objective.html", page.context(), form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_FORM_METHODS)
def objective(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Correct an objective, set it aside or take it up again."""
    page, _ = open_plan(request, dossier)
    known = _of_kind(page, record, Objective)
    form = ObjectiveForm(request.POST or None, initial=ObjectiveForm.initial_of(known))
    newer = None
    if form.is_valid():
        try:
            if is_done(form, lambda: _change_objective(page, form, record)):
                return redirect("dossiers:plan", dossier)
        except TooManyObjectives:
            form.add_error("is_ended", FOUR)
        except EditedMeanwhile:
            newer = _of_kind(open_plan(request, dossier)[0], record, Objective)
            if newer.content == _as_typed(form, newer.content):
                return redirect("dossiers:plan", dossier)
            form = edited(ObjectiveForm, request, newer.version)
    context = page.context(known=known, newer=newer.content.words if newer else "")
    return respond(request, "dossiers/plan/objective.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_FORM_METHODS)
def new_action(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Add an action to an objective."""
    page, _ = open_plan(request, dossier)
    aim = _of_kind(page, record, Objective)
    form = ActionForm(request.POST or None)
    if form.is_valid() and is_done(
        form,
        lambda: actions.keep_action(
            request.keyring, page.dossier, form.action(aim.id), record=form.cleaned_data["once"]
        ),
    ):
        return redirect("dossiers:plan", dossier)
    context = page.context(aim=aim.content.words)
    return respond(request, "dossiers/plan/action.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_FORM_METHODS)
def action(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Correct an action or say where it stands."""
    page, _ = open_plan(request, dossier)
    known = _of_kind(page, record, PlanAction)
    objective = UUID(known.content.objective)
    form = ActionForm(request.POST or None, initial=ActionForm.initial_of(known))
    newer = None
    if form.is_valid():
        try:
            if is_done(form, lambda: _change_action(page, form, record, objective)):
                return redirect("dossiers:plan", dossier)
        except EditedMeanwhile:
            newer = _of_kind(open_plan(request, dossier)[0], record, PlanAction)
            if newer.content == form.action(objective):
                return redirect("dossiers:plan", dossier)
            form = edited(ActionForm, request, newer.version)
    aim = page.reading.by_id(objective)
    context = page.context(
        aim=aim.content.words if aim else "", known=known, newer=line_of(newer) if newer else None
    )
    return respond(request, "dossiers/plan/action.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_FORM_METHODS)
def frame(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The rhythm and the next review, chosen together."""
    page, found = open_plan(request, dossier)
    initial = FrameForm.initial_of(found.frame.content) if found.frame else {}
    form = FrameForm(request.POST or None, initial=initial)
    if form.is_valid() and is_done(
        form,
        lambda: actions.keep_frame(
            request.keyring,
            page.dossier,
            rhythm=form.rhythm_chosen,
            next_review_on=form.cleaned_data["next_review_on"],
            agreed_on=form.cleaned_data["agreed_on"],
        ),
    ):
        messages.success(request, "Le rythme et le prochain bilan sont notés.")
        return redirect("dossiers:plan", dossier)
    return respond(request, "dossiers/plan/frame.html", page.context(), form)


def _of_kind(page: DossierPage, record: UUID, kind: type[T]) -> OpenRecord[T]:
    """A record of this dossier and of this kind, or 404."""
    known = page.reading.find(kind, record)
    if known is None:
        raise Http404
    return known


def _as_typed(form: ObjectiveForm, known: Objective) -> Objective:
    data = form.cleaned_data
    return replace(known, words=data["words"], is_ended=data["is_ended"])


def _change_objective(page: DossierPage, form: ObjectiveForm, record: UUID) -> None:
    data = form.cleaned_data
    actions.change_objective(
        page.request.keyring,
        page.dossier,
        record,
        words=data["words"],
        is_ended=data["is_ended"],
        based_on=data["version"] or 0,
    )


def _change_action(page: DossierPage, form: ActionForm, record: UUID, objective: UUID) -> None:
    actions.keep_action(
        page.request.keyring,
        page.dossier,
        form.action(objective),
        record=record,
        based_on=form.cleaned_data["version"] or 0,
    )
