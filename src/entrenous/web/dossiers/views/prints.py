"""« La prochaine étape », on paper, if she can carry one and as she can carry it."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.dossiers import actions
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import (
    ContactMeans,
    NextStep,
    PersonCard,
    ReceptionCard,
    ThreadEntry,
)
from entrenous.dossiers.models import DueDate
from entrenous.journal.acts import Act
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.others import CarryForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.entries import to_constat

_TEMPLATES = {Carry.NEUTRAL: "dossiers/print_neutral.html", Carry.FULL: "dossiers/print_full.html"}


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def next_step(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The slip, or the question that comes first. A POST keeps her answer."""
    kinds = (ThreadEntry, ContactMeans, ReceptionCard)
    page = open_page(request, dossier, "thread", *kinds, act=Act.PRINTED)
    form = CarryForm(request.POST if request.method == "POST" else None)
    rule = contact_rule(page.reading)
    if request.method == "POST" and rule.may_contact and form.is_valid():
        return _keep_answer(page, Carry(form.cleaned_data["carry"]))
    asks_again = "demander" in request.GET
    template = None if asks_again or form.is_bound or not rule.carry else _TEMPLATES.get(rule.carry)
    context = page.context(
        rule=rule,
        steps=_steps(page),
        today=timezone.localdate(),
        phone=request.user.phone or page.dossier.secteur.circonscription.phone,
        small="a6" in request.GET,
    )
    return respond(request, template or "dossiers/print_ask.html", context, form)


def _keep_answer(page: DossierPage, carry: Carry) -> HttpResponse:
    known, said = page.reading.one(PersonCard), page.reading.one(ReceptionCard)
    if known is None:
        return to_constat(page.request, page.dossier.pk)
    try:
        actions.change_card(
            page.request.keyring, page.dossier, replace(known.content, carry=carry),
            based_on=known.version, safe_rule=said.content.safe_rule if said else "",
        )  # fmt: skip
    except Damaged:
        return to_constat(page.request, page.dossier.pk)
    except EditedMeanwhile:
        return redirect("dossiers:next_step", page.dossier.pk)
    return redirect("dossiers:next_step", page.dossier.pk)


def _steps(page: DossierPage) -> list[NextStep]:
    """The steps still to do: dated ones of every entry, the others of the latest one."""
    done = set(
        DueDate.objects.filter(dossier=page.dossier)
        .exclude(done_on=None)
        .values_list("record", "rank")
    )
    entries = sorted(page.reading.of(ThreadEntry), key=lambda e: e.content.on)
    last = next((e.id for e in reversed(entries) if e.content.next_steps), None)
    found = [
        step
        for entry in entries
        for rank, step in enumerate(entry.content.next_steps)
        if (entry.id, rank) not in done and (step.due_on or entry.id == last)
    ]
    return sorted(found, key=lambda s: (s.due_on is None, s.due_on or timezone.localdate()))
