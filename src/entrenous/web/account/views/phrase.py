"""Choose the phrase, at enrolment or after coming back by the recovery sheet."""

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Agent
from entrenous.keyring import invitations, second_factors, slots
from entrenous.keyring.opening import Keyring
from entrenous.keyring.recovering import renew_phrase
from entrenous.vault.phrases import new_phrase
from entrenous.web.account import entering, steps
from entrenous.web.account.forms import OwnPhraseForm, ProposedPhraseForm
from entrenous.web.account.proofs import TOO_MANY, Refused
from entrenous.web.account.views.shared import refuse
from entrenous.web.common.access import keeps_no_draft
from entrenous.web.common.forms import Form, respond

INVITED: Final = "invited"
INVITATION: Final = "invitation"


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def proposed(request: HttpRequest) -> HttpResponse:
    """Seven words drawn at random, typed back once."""
    agent = _agent(request)
    if agent is None:
        return redirect("account:enrolment_invitation")
    form = ProposedPhraseForm(request.POST if request.method == "POST" else None)
    shown = request.POST.get("proposed", "") or new_phrase()
    form.fields["proposed"].initial = shown
    return _take(request, agent, form, "account/phrase.html", {"words": shown})


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """A phrase of one's own, held to the same strength."""
    agent = _agent(request)
    if agent is None:
        return redirect("account:enrolment_invitation")
    form = OwnPhraseForm(request.POST if request.method == "POST" else None, agent=agent)
    return _take(request, agent, form, "account/phrase_own.html", {})


def _agent(request: HttpRequest) -> Agent | None:
    """Who chooses: the one who came back by her sheet, or the one invited."""
    if request.user.is_authenticated and request.session.get(steps.NEW_PHRASE):
        return request.user
    invited = request.session.get(INVITED)
    return Agent.objects.filter(pk=UUID(invited), is_active=True).first() if invited else None


def _take(
    request: HttpRequest, agent: Agent, form: Form, template: str, context: dict[str, str]
) -> HttpResponse:
    shown = {**context, "agent": agent, "progress": steps.progress(steps.PHRASE)}
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, shown, form)
    phrase = form.cleaned_data["phrase"]
    try:
        if request.user.is_authenticated and request.session.get(steps.NEW_PHRASE):
            return _renew(request, agent, phrase)
        return _enrol(request, agent, phrase)
    except slots.NoSlot as full:
        return refuse(request, template, shown, form, Refused(TOO_MANY, full.retry_after))
    except invitations.NotInvited:
        return redirect("account:enrolment_invitation")


def _enrol(request: HttpRequest, invited: Agent, phrase: str) -> HttpResponse:
    sealed = request.session.get(INVITATION, "")
    code = second_factors.held(invited, "invitation", sealed)
    if code is None:
        raise invitations.NotInvited
    agent, secret = invitations.accept(code.decode(), phrase)
    for mark in (INVITED, INVITATION):
        request.session.pop(mark, None)
    return entering.enter(request, agent, secret)


def _renew(request: HttpRequest, agent: Agent, phrase: str) -> HttpResponse:
    keyring: Keyring = request.keyring  # type: ignore[attr-defined]
    secret = keyring.secret
    renew_phrase(agent, secret, phrase, but=request.session.session_key or "", recovered=True)
    request.session.pop(steps.NEW_PHRASE, None)
    return entering.open_vault(request, agent, secret, page="/")
