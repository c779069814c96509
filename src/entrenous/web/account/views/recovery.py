"""The recovery sheet, when the phrase is forgotten or the second factor lost."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.keyring import throttling
from entrenous.keyring.recovering import open_with_sheet, replace_lost_factors
from entrenous.vault.primitives import NotOpened
from entrenous.web.account import entering, proofs, steps
from entrenous.web.account.forms import RecoverForm, SheetCodeForm
from entrenous.web.account.views.shared import refuse
from entrenous.web.account.words import tries_sentence, wait_sentence
from entrenous.web.common.access import keeps_no_draft
from entrenous.web.common.forms import respond

_WRONG = "Ce n’est pas le code de votre dernière feuille."


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Forgotten phrase: the sheet, then the second factor, then a new phrase and a new sheet."""
    template = "account/recover.html"
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, {}, form)
    said = form.cleaned_data
    try:
        opened = proofs.by_sheet(request, said["login"], said["code"])
    except proofs.Refused as refused:
        return refuse(request, template, {}, form, refused)
    request.session[steps.NEW_PHRASE] = True
    return entering.after_first_proof(request, opened.agent, opened.secret)


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def without_factor(request: HttpRequest) -> HttpResponse:
    """Lost second factor: after the phrase, the sheet stands in for it."""
    template = "account/without_factor.html"
    waiting = entering.pending(request)
    if waiting is None or request.session.get(steps.NEW_PHRASE):
        # The sheet already stood in for the phrase: it cannot prove twice.
        return redirect("account:login")
    agent, secret = waiting
    form = SheetCodeForm(request.POST if request.method == "POST" else None)
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, {}, form)
    counted = throttling.factor_counter(agent)
    if wait := throttling.wait_seconds(counted):
        return refuse(
            request, template, {}, form, proofs.Refused(wait_sentence(wait), wait), field="code"
        )
    try:
        open_with_sheet(agent, form.cleaned_data["code"])
    except NotOpened:
        throttling.failed(counted)
        left = entering.count_try(request)
        if left <= 0:
            return redirect("account:login")
        sentence = f"{_WRONG} {tries_sentence(left)}"
        return refuse(request, template, {}, form, proofs.Refused(sentence), field="code")
    replace_lost_factors(agent)
    return entering.enter(request, agent, secret)
