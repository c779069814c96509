"""The rule base as a jurist reads it, the organisation's own rules, the articles confirmed here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from entrenous.agents.models import Agent
from entrenous.gateway import confirmations
from entrenous.gateway.base import base_of
from entrenous.gateway.models import ConfirmedArticle
from entrenous.law import Basis, Case, vocabulary
from entrenous.web.asking.articles import about, texts_of
from entrenous.web.asking.forms import capital
from entrenous.web.asking.groups import GROUPS, group_of, name_of, requester_rules
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.gateway.access import LEGAL
from entrenous.web.gateway.forms.legal import ArticleForm
from entrenous.web.gateway.words import items


@dataclass(frozen=True)
class Article:
    """An article to confirm, or confirmed: by whom, on what day."""

    text: str
    article: str
    basis: Basis
    used: int
    by: Agent | None = None
    on: date | None = None


@needs(LEGAL)
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """Every rule that answers a third party, by group; and the organisation's own."""
    base = base_of(request.keyring.organisation)
    rules = requester_rules(base)
    groups = [
        (group, [(rule.id, name_of(rule)) for rule in rules if group_of(rule.id) == group])
        for group in GROUPS
    ]
    own = [rule for rule in base.everything() if rule.chapter == "local"]
    context = {
        "groups": [(group, found) for group, found in groups if found],
        "own": [(rule.id, name_of(rule)) for rule in own],
        "total": len(rules),
    }
    return render(request, "gateway/rules.html", context)


@needs(LEGAL)
@require_safe
def show(request: AgentRequest, rule: str) -> HttpResponse:
    """One rule: its cases, what it never gives, its texts with how far each was verified."""
    base = base_of(request.keyring.organisation)
    found = next((each for each in base.everything() if each.id == rule), None)
    if found is None:
        raise Http404
    words = vocabulary()
    names = confirmations.confirmed_names(request.keyring.organisation)
    context = {
        "rule": found,
        "name": name_of(found),
        "about": about(found),
        "cases": [_case(each, words.statuses) for each in found.cases],
        "excludes": items(found.excludes),
        "texts": texts_of(found.basis, names),
    }
    return render(request, "gateway/rule.html", context)


@needs(LEGAL)
@require_safe
def articles(request: AgentRequest) -> HttpResponse:
    """The articles that letters do not quote until someone of the legal desk read them again."""
    organisation = request.keyring.organisation
    rows = ConfirmedArticle.objects.filter(organisation=organisation).select_related("confirmed_by")
    known = {(row.text, row.article): row for row in rows}
    found = [
        Article(text, article, used[0], len(used), row.confirmed_by, row.confirmed_on)
        if (row := known.get((text, article)))
        else Article(text, article, used[0], len(used))
        for (text, article), used in confirmations.to_confirm(organisation).items()
    ]
    context = {
        "waiting": [each for each in found if each.on is None],
        "confirmed": [each for each in found if each.on is not None],
    }
    return render(request, "gateway/articles.html", context)


@needs(LEGAL)
@require_POST
def confirm(request: AgentRequest) -> HttpResponse:
    """« J’ai vérifié ce texte » : name and day are kept; letters may quote it. Or no longer."""
    form = ArticleForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    if "doubt" in request.POST:
        confirmations.doubt(request.keyring, **told)
        messages.success(request, "Les lettres ne citent plus cet article.")
    else:
        confirmations.confirm(request.keyring, **told)
        messages.success(request, "C’est noté, avec votre nom : les lettres peuvent le citer.")
    return redirect("gateway:articles")


def _proofs(codes: Iterable[str]) -> list[str]:
    """Proofs inside a sentence."""
    words = vocabulary().evidence
    return [words.get(code, code) for code in codes]


def _case(case: Case, statuses: dict[str, str]) -> dict[str, object]:
    return {
        "title": case.title,
        "because": case.because,
        "status": capital(statuses[case.status]),
        "permits": items(case.permits),
        "requires": [capital(" ou ".join(_proofs(group))) for group in case.requires],
    }
