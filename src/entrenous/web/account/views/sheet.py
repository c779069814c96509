"""The recovery sheet: made, printed, four of its groups typed back."""

import random
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.keyring import recovering, second_factors
from entrenous.keyring.middleware import ENROLLING
from entrenous.vault.primitives import NotOpened
from entrenous.web.account import proofs, steps
from entrenous.web.account.forms import PhraseForm, SheetCheckForm
from entrenous.web.account.views.shared import need_open_vault, refuse
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft
from entrenous.web.common.forms import respond

_CODE: Final = "sheet"
_PLACES: Final = "sheet_places"
_ASKED: Final = 4


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def sheet(request: AgentRequest) -> HttpResponse:
    """Make a sheet (POST), after the phrase: an open desk is not enough. Then show its code."""
    template = "account/sheet.html"
    need_open_vault(request)
    form = PhraseForm(request.POST if request.method == "POST" else None)
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, _context(request), form)
    try:
        secret = proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, template, _context(request), form, refused, field="phrase")
    code = recovering.new_sheet(request.user, secret)
    groups = range(len(code.split("-")))
    # Until it is checked no other page opens: a sheet that was not printed saves nobody.
    request.session[ENROLLING] = True
    request.session[_CODE] = secret.public.seal(code.encode()).hex()
    request.session[_PLACES] = sorted(random.SystemRandom().sample(groups, _ASKED))
    return redirect("account:enrolment_sheet")


@require_GET
@agent_page
def printed(request: AgentRequest) -> HttpResponse:
    """The sheet to print."""
    context = _context(request)
    if not context["groups"]:
        return redirect("account:enrolment_sheet")
    return render(request, "account/sheet_print.html", context)


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def check(request: AgentRequest) -> HttpResponse:
    """Type four groups back, from the paper."""
    groups = _groups(request)
    if not groups:
        return redirect("account:enrolment_sheet")
    form = SheetCheckForm(
        request.POST if request.method == "POST" else None,
        groups=groups,
        places=request.session[_PLACES],
    )
    if request.method == "POST" and form.is_valid():
        recovering.sheet_is_checked(request.user)
        second_factors.note_change(request.user)
        for mark in (_CODE, _PLACES):
            request.session.pop(mark, None)
        return redirect("account:enrolment")
    return respond(
        request, "account/sheet_check.html", {"progress": steps.progress(steps.SHEET)}, form
    )


def _context(request: AgentRequest) -> dict[str, object]:
    enrolling = bool(request.session.get(ENROLLING))
    return {
        "groups": _groups(request),
        "enrolling": enrolling,
        "progress": steps.progress(steps.SHEET) if enrolling else "",
        "today": timezone.localdate(),
    }


def _groups(request: AgentRequest) -> list[str]:
    """The groups of the code, opened with the agent's own keys; none before it is made."""
    sealed = request.session.get(_CODE, "")
    if not sealed:
        return []
    try:
        return request.keyring.secret.open(bytes.fromhex(sealed)).decode().split("-")
    except NotOpened:
        return []
