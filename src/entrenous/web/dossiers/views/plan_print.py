"""The plan and the synthesis on paper: what she can carry is asked before anything is printed."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import Synthesis
from entrenous.journal.acts import Act
from entrenous.plans.queries import ENDED_STATES, PLAN_KINDS, Plan, plan_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.dossiers.pages import open_page
from entrenous.web.dossiers.papers import RULE_KINDS, Paper, ask_paper, head_of, phone_of
from entrenous.web.dossiers.plan_words import lines_of

PLAN: Final = Paper(
    "plan", "Le plan, sur papier", "dossiers:plan_sheet", "dossiers:plan",
    frozenset({Carry.NEUTRAL, Carry.FULL}),
)  # fmt: skip
SYNTHESIS: Final = Paper(
    "assessment", "La synthèse, sur papier", "dossiers:synthesis_sheet", "dossiers:synthesis",
    frozenset({Carry.FULL}), "La synthèse ne peut pas être neutre : lisez-la ensemble à l’écran.",
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_plan(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the plan is printed."""
    return ask_paper(request, dossier, PLAN)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_synthesis(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the synthesis is printed."""
    return ask_paper(request, dossier, SYNTHESIS)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def plan_sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The plan on A5, in full or as a neutral slip; no sheet without her answer."""
    kinds = (*PLAN_KINDS, *RULE_KINDS)
    page = open_page(request, dossier, PLAN.tab, *kinds, act=Act.PRINTED)
    rule = contact_rule(page.reading)
    if rule.carry not in PLAN.allows:
        return redirect("dossiers:plan_print", dossier)
    plan = plan_of(page.reading)
    if rule.carry is Carry.NEUTRAL:
        context = page.context(days=_days_of(plan), phone=phone_of(page))
        return render(request, "dossiers/plan/sheet_neutral.html", context)
    frame = plan.frame.content if plan.frame else None
    context = page.context(
        objectives=lines_of(plan.objectives, to_her=True), frame=frame, **head_of(page)
    )
    return render(request, "dossiers/plan/sheet.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def synthesis_sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The synthesis on A4, when she can carry it in full."""
    page = open_page(request, dossier, SYNTHESIS.tab, Synthesis, *RULE_KINDS, act=Act.PRINTED)
    written = page.reading.one(Synthesis)
    if written is None:
        return redirect("dossiers:synthesis", dossier)
    if contact_rule(page.reading).carry not in SYNTHESIS.allows:
        return redirect("dossiers:synthesis_print", dossier)
    context = page.context(synthesis=written.content, **head_of(page))
    return render(request, "dossiers/assessment/sheet.html", context)


def _days_of(plan: Plan) -> list[Any]:
    """The days of a neutral slip: nothing tells what they are for."""
    days = {
        a.content.due_on
        for a in plan.actions
        if a.content.due_on and a.content.state not in ENDED_STATES
    }
    if plan.frame and plan.frame.content.next_review_on:
        days.add(plan.frame.content.next_review_on)
    return sorted(day for day in days if day >= timezone.localdate())
