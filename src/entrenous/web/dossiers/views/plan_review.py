"""The joint review of a plan: write it with the person, read it again."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.contents import PlanAction, PlanReview
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.plans import actions
from entrenous.plans.queries import ENDED_STATES, Plan
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.plan import ReviewForm
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.plan_words import line_of
from entrenous.web.dossiers.views.plan import open_plan
from entrenous.web.dossiers.views.refusals import is_done

DRAFT = "dossiers:plan_review"
CHANGED = (
    "Une action du plan a changé pendant le bilan, sans doute dans un autre onglet. Son état "
    "d’aujourd’hui est écrit sous l’action : vérifiez le vôtre, puis enregistrez de nouveau."
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Write the joint review: every action's new state, and what is kept of the day."""
    page, plan = open_plan(request, dossier)
    if "forget" in request.POST:
        drafts.discard(request.user, DRAFT, dossier)
        return redirect("dossiers:plan_review", dossier)
    if request.method != "POST":
        typed = drafts.restore(request, DRAFT, dossier)
        initial: Mapping[str, object] = typed or {"on": timezone.localdate()}
        return _show(page, plan, ReviewForm(actions=plan.open_actions, initial=initial), typed)
    form = ReviewForm(request.POST, actions=_on_page(page, plan))
    if form.is_valid():
        try:
            if is_done(form, lambda: _keep(page, form)):
                messages.success(request, "Le bilan est enregistré : il paraît dans le fil.")
                return redirect("dossiers:plan", dossier)
        except EditedMeanwhile:
            page, plan = open_plan(request, dossier)
            form = _seen_again(page, plan)
    return _show(page, plan, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def read_review(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Read a past review."""
    page, plan = open_plan(request, dossier)
    known = next((r for r in plan.reviews if r.id == record), None)
    if known is None:
        raise Http404
    others = agents_named([known.author])
    author = author_name(known.author, me=request.user, known=others)
    context = page.context(review=known.content, parts=parts_of(known.content), author=author)
    return render(request, "dossiers/plan/review_read.html", context)


def parts_of(review: PlanReview) -> list[tuple[str, str]]:
    """The titled parts of a review that hold a text."""
    said = [
        ("Ce qui est fait", review.done),
        ("Ce qui reste", review.remaining),
        ("Ce qui change", review.changed),
        ("Ce que la personne en dit", review.person_words),
    ]
    return [(title, text) for title, text in said if text]


@transaction.atomic
def _keep(page: DossierPage, form: ReviewForm) -> None:
    actions.review(
        page.request.keyring,
        page.dossier,
        form.review(),
        form.news(),
        next_review_on=form.cleaned_data["next_review_on"],
        seen=form.seen(),
        record=form.cleaned_data["once"],
    )
    drafts.discard(page.request.user, DRAFT, page.dossier.pk)


def _on_page(page: DossierPage, plan: Plan) -> list[OpenRecord[PlanAction]]:
    """The actions still open, and those that were on the page when it was shown."""
    sent = page.request.POST
    return [
        a
        for a in plan.actions
        if a.content.state not in ENDED_STATES or f"state_{a.id.hex}" in sent
    ]


def _seen_again(page: DossierPage, plan: Plan) -> ReviewForm:
    """What was typed, now that the newer states are on the page."""
    shown, data = _on_page(page, plan), page.request.POST.copy()
    for action in shown:
        data[f"seen_{action.id.hex}"] = str(action.version)
    form = ReviewForm(data, actions=shown)
    form.add_error(None, CHANGED)
    return form


def _show(page: DossierPage, plan: Plan, form: ReviewForm, typed: object = None) -> HttpResponse:
    aims = {str(o.id): o.record.content.words for o in plan.objectives}
    rows = [
        (aims.get(row.action.content.objective, ""), line_of(row.action), row) for row in form.rows
    ]
    context = page.context(
        rows=rows, plan=plan, from_draft=bool(typed), draft_form=DRAFT, draft_about=page.dossier.pk
    )
    return respond(page.request, "dossiers/plan/review.html", context, form)
