"""A sheet for the person: what she can carry is asked before anything is printed (00-decisions 27).

A view that asks, for a sheet of the dossier or of one of its records:

    return ask_paper(request, dossier, RECEIPT, record)
"""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers import actions
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contact import ContactRule, contact_rule
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.others import CarryForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.refusals import is_done

RULE_KINDS: Final = (ContactMeans, ReceptionCard)


@dataclass(frozen=True)
class Paper:
    """A sheet: where it is, what comes back from it, which answers let it be printed.

    never_neutral  why a neutral slip cannot stand for it, and what to do instead
    """

    tab: str
    title: str
    sheet: str
    back: str
    allows: frozenset[Carry]
    never_neutral: str = ""


def ask_paper(request: AgentRequest, dossier: UUID, paper: Paper, *record: UUID) -> HttpResponse:
    """Ask what she can carry, keep her answer, then go on to the sheet if it lets it be printed."""
    page = open_page(request, dossier, paper.tab, *RULE_KINDS)
    rule = contact_rule(page.reading)
    initial = {"carry": rule.carry.value} if rule.carry else {}
    form = CarryForm(request.POST or None, initial=initial)
    if rule.may_contact and form.is_valid():
        carry = Carry(form.cleaned_data["carry"])
        if _is_kept(page, form, rule, carry):
            if carry in paper.allows:
                return redirect(paper.sheet, dossier, *record)
            form, rule = CarryForm(initial={"carry": carry.value}), replace(rule, carry=carry)
    context = page.context(
        rule=rule, paper=paper, back_url=reverse(paper.back, args=[dossier, *record]),
        is_refused=rule.may_contact and rule.carry is not None and rule.carry not in paper.allows,
    )  # fmt: skip
    return respond(request, "dossiers/plan/print_ask.html", context, form)


def head_of(page: DossierPage) -> dict[str, Any]:
    """What the head and the foot of a sheet say: the day, a direct line."""
    return {"today": timezone.localdate(), "phone": phone_of(page)}


def phone_of(page: DossierPage) -> str:
    """The référente's direct line, else her house's own number."""
    dossier = page.dossier
    return dossier.referent.phone or dossier.secteur.circonscription.phone


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
