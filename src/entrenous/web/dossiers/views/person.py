"""Who the person is: her card, how she may be reached, who lives with her."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import actions
from entrenous.dossiers.contact import contact_rule
from entrenous.dossiers.contents import ContactMeans, HouseholdMember, PersonCard, ReceptionCard
from entrenous.keyring.errors import Damaged, EditedMeanwhile
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.dossiers.forms.person import CardForm, ContactForm, MemberForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.entries import to_constat, with_version

_KINDS = (PersonCard, ContactMeans, HouseholdMember, ReceptionCard)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def person(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The card, the means of contact, the household."""
    page = open_page(request, dossier, "person", *_KINDS)
    context = page.context(
        rule=contact_rule(page.reading),
        contacts=[c for c in page.reading.of(ContactMeans) if not c.content.is_ended],
        members=[m for m in page.reading.of(HouseholdMember) if not m.content.is_ended],
    )
    return render(request, "dossiers/person.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def card(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Correct the card; protecting the person takes the services' keys back."""
    page = open_page(request, dossier, "person", *_KINDS)
    known = page.reading.one(PersonCard)
    if request.method == "GET":
        initial = asdict(page.card) if known else {}
        initial |= {"version": known.version if known else 0, "safe_rule": _safe_rule(page)}
        return respond(request, "dossiers/card.html", page.context(), CardForm(initial=initial))
    form = CardForm(request.POST)
    if not form.is_valid():
        return respond(request, "dossiers/card.html", page.context(), form)
    try:
        actions.change_card(
            request.keyring, page.dossier, form.card(),
            based_on=form.cleaned_data["version"] or 0,
            safe_rule=form.cleaned_data["safe_rule"],
        )  # fmt: skip
    except EditedMeanwhile:
        return _card_meanwhile(page, form)
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "La fiche est à jour.")
    return redirect("dossiers:person", dossier)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def contact(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Add a means of contact, and whether it may be used."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    return _add(request, dossier, "dossiers/contact.html", form, ContactForm.contact)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def member(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Add someone who lives with the person."""
    form = MemberForm(request.POST if request.method == "POST" else None)
    return _add(request, dossier, "dossiers/member.html", form, MemberForm.member)


@needs(Function.Kind.SOCIAL_WORKER)
@require_POST
def end(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """A means of contact, or someone in the household, is no longer there."""
    page = open_page(request, dossier, "person", ContactMeans, HouseholdMember)
    known = page.reading.by_id(record)
    if known is None or not isinstance(known.content, ContactMeans | HouseholdMember):
        raise Http404
    try:
        actions.keep(
            request.keyring, page.dossier, replace(known.content, is_ended=True),
            record=record, based_on=known.version,
        )  # fmt: skip
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "C’est retiré. L’historique du dossier le garde.")
    return redirect("dossiers:person", dossier)


def _add(
    request: AgentRequest,
    dossier: UUID,
    template: str,
    form: Form,
    made: Callable[[Any], ContactMeans | HouseholdMember],
) -> HttpResponse:
    page = open_page(request, dossier, "person", *_KINDS)
    if not form.is_valid():
        return respond(request, template, page.context(), form)
    try:
        actions.keep(request.keyring, page.dossier, made(form))
    except Damaged:
        return to_constat(request, dossier)
    messages.success(request, "C’est ajouté.")
    return redirect("dossiers:person", dossier)


def _card_meanwhile(page: DossierPage, form: CardForm) -> HttpResponse:
    known = page.reading.one(PersonCard)
    form.data = with_version(page.request.POST, known.version if known else 0)
    form.add_error(
        None,
        "La fiche a changé entre-temps, sans doute dans un autre onglet. "
        "Vérifiez-la puis enregistrez de nouveau : rien n’est perdu.",
    )
    return respond(page.request, "dossiers/card.html", page.context(newer=page.card), form)


def _safe_rule(page: DossierPage) -> str:
    said = page.reading.one(ReceptionCard)
    return said.content.safe_rule if said else ""
