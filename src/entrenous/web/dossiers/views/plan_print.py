"""The plan and the synthesis on paper: what she can carry is asked before anything is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import actions
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import ContactRule, contact_rule
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard, Synthesis
from entrenous.journal.acts import Act
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.plans.queries import ENDED_STATES, PLAN_KINDS, Plan, plan_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.others import CarryForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.plan_words import lines_of
from entrenous.web.dossiers.views.refusals import is_done

_RULE_KINDS = (ContactMeans, ReceptionCard)


@dataclass(frozen=True)
class Paper:
    """A sheet: where it is, what comes back from it, which answers let it be printed."""

    tab: str
    title: str
    sheet: str
    back: str
    allows: frozenset[Carry]


PLAN: Final = Paper(
    "plan", "Le plan, sur papier", "dossiers:plan_sheet", "dossiers:plan",
    frozenset({Carry.NEUTRAL, Carry.FULL}),
)  # fmt: skip
SYNTHESIS: Final = Paper(
    "assessment", "La synthèse, sur papier", "dossiers:synthesis_sheet", "dossiers:synthesis",
    frozenset({Carry.FULL}),
)  # fmt: skip


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_plan(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the plan is printed."""
    return _ask(request, dossier, PLAN)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_synthesis(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What she can carry, before the synthesis is printed."""
    return _ask(request, dossier, SYNTHESIS)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def plan_sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The plan on A5, in full or as a neutral slip; no sheet without her answer."""
    kinds = (*PLAN_KINDS, *_RULE_KINDS)
    page = open_page(request, dossier, PLAN.tab, *kinds, act=Act.PRINTED)
    rule = contact_rule(page.reading)
    if rule.carry not in PLAN.allows:
        return redirect("dossiers:plan_print", dossier)
    plan = plan_of(page.reading)
    if rule.carry is Carry.NEUTRAL:
        context = page.context(days=_days_of(plan), phone=_phone(page))
        return render(request, "dossiers/plan/sheet_neutral.html", context)
    frame = plan.frame.content if plan.frame else None
    context = page.context(
        objectives=lines_of(plan.objectives, to_her=True), frame=frame, **_head(page)
    )
    return render(request, "dossiers/plan/sheet.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def synthesis_sheet(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The synthesis on A4, when she can carry it in full."""
    page = open_page(request, dossier, SYNTHESIS.tab, Synthesis, *_RULE_KINDS, act=Act.PRINTED)
    written = page.reading.one(Synthesis)
    if written is None:
        return redirect("dossiers:synthesis", dossier)
    if contact_rule(page.reading).carry not in SYNTHESIS.allows:
        return redirect("dossiers:synthesis_print", dossier)
    context = page.context(synthesis=written.content, **_head(page))
    return render(request, "dossiers/assessment/sheet.html", context)


def _ask(request: AgentRequest, dossier: UUID, paper: Paper) -> HttpResponse:
    page = open_page(request, dossier, paper.tab, *_RULE_KINDS)
    rule = contact_rule(page.reading)
    initial = {"carry": rule.carry.value} if rule.carry else {}
    form = CarryForm(request.POST or None, initial=initial)
    if form.is_valid():
        carry = Carry(form.cleaned_data["carry"])
        if _is_kept(page, form, rule, carry):
            if carry in paper.allows:
                return redirect(paper.sheet, dossier)
            form, rule = CarryForm(initial={"carry": carry.value}), replace(rule, carry=carry)
    context = page.context(
        rule=rule, paper=paper, back=paper.back,
        is_refused=rule.carry is not None and rule.carry not in paper.allows,
    )  # fmt: skip
    return respond(request, "dossiers/plan/print_ask.html", context, form)


def _is_kept(page: DossierPage, form: CarryForm, rule: ContactRule, carry: Carry) -> bool:
    """Keep her answer when it changed; False when the form says why it could not be."""
    known = page.reading.one(PersonCard)
    if known is not None and known.content.carry is carry and rule.carry is carry:
        return True
    if known is None:
        form.add_error(None, "L’identité ne se lit pas : faites d’abord le constat.")
        return False
    said = page.reading.one(ReceptionCard)
    try:
        return is_done(
            form,
            lambda: actions.change_card(
                page.request.keyring,
                page.dossier,
                replace(known.content, carry=carry),
                based_on=known.version,
                safe_rule=said.content.safe_rule if said else "",
            ),
        )
    except EditedMeanwhile:
        form.add_error(None, "La fiche a été modifiée entre-temps : vérifiez, puis recommencez.")
        return False


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


def _head(page: DossierPage) -> Mapping[str, Any]:
    return {"today": timezone.localdate(), "phone": _phone(page)}


def _phone(page: DossierPage) -> str:
    """The référente's direct line, else her house's own number."""
    dossier = page.dossier
    return dossier.referent.phone or dossier.secteur.circonscription.phone
