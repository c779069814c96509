"""Note an agreement, correct it, ask it again: to whom, then what, then read over, then done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.consents import actions
from entrenous.consents.contents import Agreement
from entrenous.consents.terms import Stage, stage
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.consents.forms import TermsForm, WhoForm, fresh, initial_of, renewed
from entrenous.web.consents.views.shared import METHODS, agreement_of, open_agreements
from entrenous.web.consents.words import base_for, line_of
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import EDITED, is_done

_LISTS = ("items",)
_OVER = "Cet accord a pris fin : il ne se corrige plus, il se redemande à la personne."


@dataclass(frozen=True)
class Noting:
    """One way to the same three pages: what they start from, what they end by.

    draft  the name under which what was typed is kept when the vault closes meanwhile
    """

    page: DossierPage
    title: str
    initial: dict[str, Any]
    save: Callable[[Agreement, dict[str, Any]], UUID]
    draft: str
    back: str


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def new(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Note a new agreement or mandate."""
    page = open_agreements(request, dossier)
    back = reverse("consents:list", args=[dossier])
    return _pages(Noting(page, "Noter un accord", fresh(), _note(page), "consents:new", back))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def renew(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Ask again what ends or has ended: a new agreement, given today. The former stays as it is."""
    page = open_agreements(request, dossier)
    initial = renewed(agreement_of(page, record))
    back = reverse("consents:agreement", args=[dossier, record])
    save, title = _note(page), "Redemander cet accord"
    return _pages(Noting(page, title, initial, save, "consents:renew", back))


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def correct(request: AgentRequest, dossier: UUID, record: UUID) -> HttpResponse:
    """Correct what was noted; the former version is kept."""
    page = open_agreements(request, dossier)
    known = agreement_of(page, record)
    back = reverse("consents:agreement", args=[dossier, record])
    if stage(known.content, timezone.localdate()) in (Stage.WITHDRAWN, Stage.EXPIRED):
        messages.info(request, _OVER)
        return redirect(back)

    def save(said: Agreement, who: dict[str, Any]) -> UUID:
        actions.correct(request.keyring, page.dossier, record, said, based_on=who["version"] or 0)
        return record

    initial, title = initial_of(known), "Corriger cet accord"
    noting = Noting(page, title, initial, save, "consents:correct", back)
    try:
        return _pages(noting)
    except EditedMeanwhile:
        newer = agreement_of(open_agreements(request, dossier), record)
        return _meanwhile(noting, newer)
    except actions.AlreadyEnded:
        messages.info(request, _OVER)
        return redirect(back)


def _note(page: DossierPage) -> Callable[[Agreement, dict[str, Any]], UUID]:
    def save(said: Agreement, who: dict[str, Any]) -> UUID:
        return actions.note(page.request.keyring, page.dossier, said, record=who["once"])

    return save


def _pages(noting: Noting) -> HttpResponse:
    """The page that what was sent leads to."""
    request = noting.page.request
    base = base_for(request.user.organisation)
    if request.method != "POST" or "back" in request.POST:
        typed = _typed(request) or _kept(noting)
        return _ask_who(noting, WhoForm(initial=noting.initial | typed, base=base), typed)
    who = WhoForm(request.POST, base=base)
    if not who.is_valid():
        return _ask_who(noting, who, _typed(request))
    law = who.standing
    if not {"check", "do"} & set(request.POST):
        return _ask_terms(noting, who, TermsForm(initial=noting.initial | _typed(request), law=law))
    terms = TermsForm(request.POST, law=law)
    if not terms.holds(who.cleaned_data):
        return _ask_terms(noting, who, terms)
    if "do" not in request.POST:
        return _check(noting, who, terms)
    return _do(noting, who, terms)


def _ask_who(noting: Noting, who: WhoForm, typed: dict[str, Any]) -> HttpResponse:
    carried = [
        (name, value)
        for name in TermsForm.base_fields
        for value in _as_list(typed.get(name, noting.initial.get(name)))
    ]
    context = noting.page.context(noting=noting, carried=carried)
    return respond(noting.page.request, "consents/who.html", context, who)


def _ask_terms(noting: Noting, who: WhoForm, terms: TermsForm) -> HttpResponse:
    context = noting.page.context(noting=noting, who=who, law=terms.law)
    return respond(noting.page.request, "consents/terms.html", context, terms)


def _check(noting: Noting, who: WhoForm, terms: TermsForm) -> HttpResponse:
    today, request = timezone.localdate(), noting.page.request
    said = terms.agreement(who.cleaned_data)
    shown = OpenRecord(who.cleaned_data["once"], 1, request.user.pk, today, said)
    line = line_of(shown, base_for(request.user.organisation), today)
    context = noting.page.context(noting=noting, who=who, terms=terms, line=line, law=terms.law)
    return render(request, "consents/check.html", context)


def _do(noting: Noting, who: WhoForm, terms: TermsForm) -> HttpResponse:
    page, saved = noting.page, []

    @transaction.atomic
    def act() -> None:
        saved.append(noting.save(terms.agreement(who.cleaned_data), who.cleaned_data))
        if _kept(noting):
            drafts.discard(page.request.user, noting.draft, page.dossier.pk)

    if not is_done(terms, act):
        return _ask_terms(noting, who, terms)
    messages.success(page.request, "C’est noté et scellé. Remettez son papier à la personne.")
    return redirect("consents:agreement", page.dossier.pk, saved[0])


def _meanwhile(noting: Noting, newer: OpenRecord[Agreement]) -> HttpResponse:
    """Another tab wrote: the newer version is shown above what was typed; nothing is lost."""
    request = noting.page.request
    data: QueryDict = request.POST.copy()
    data["version"] = str(newer.version)
    base = base_for(request.user.organisation)
    who = WhoForm(data, base=base)
    who.is_valid()
    terms = TermsForm(data, law=who.standing)
    terms.add_error(None, EDITED)
    context = noting.page.context(
        noting=noting, who=who, law=terms.law, newer=line_of(newer, base, timezone.localdate())
    )
    return respond(request, "consents/terms.html", context, terms)


def _kept(noting: Noting) -> dict[str, Any]:
    """What was typed on this very page when the vault closed."""
    request = noting.page.request
    typed = drafts.read(request, noting.draft, noting.page.dossier.pk)
    if typed is None or typed.path != request.path:
        return {}
    return {n: v if n in _LISTS else v[0] for n, v in typed.fields.items() if v}


def _typed(request: AgentRequest) -> dict[str, Any]:
    """What came back from a page, without judging it."""
    return {
        name: request.POST.getlist(name) if name in _LISTS else request.POST[name]
        for name in request.POST
    }


def _as_list(value: Any) -> list[Any]:
    found = value if isinstance(value, list) else [value]
    return [
        each.strftime("%d %m %Y") if hasattr(each, "strftime") else each
        for each in found
        if each not in (None, "")
    ]
