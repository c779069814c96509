"""Enrolment, one thing per page; any step restarts from what is stored."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.keyring import enrolment as keys
from entrenous.keyring import invitations, second_factors, throttling, unlocking
from entrenous.keyring.middleware import ENROLLING, browser_of
from entrenous.web.account import steps
from entrenous.web.account.forms import InvitationForm, NewPinForm
from entrenous.web.account.proofs import Refused
from entrenous.web.account.views.phrase import INVITATION, INVITED
from entrenous.web.account.views.shared import refuse
from entrenous.web.account.words import wait_sentence
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft, not_human
from entrenous.web.common.forms import respond
from entrenous.web.common.visitors import visitor

_UNKNOWN = (
    "Ce code n’ouvre rien : il a servi, a plus de sept jours, ou un signe diffère. "
    "Vérifiez-le, ou demandez-en un autre à l’administration des comptes."
)


@require_GET
@agent_page
def enrolment(request: AgentRequest) -> HttpResponse:
    """Go to the next step, or home when none is left."""
    step = steps.next_step(request.user, request.session)
    if step:
        request.session[ENROLLING] = True
        return redirect(f"account:{step}")
    request.session.pop(ENROLLING, None)
    return redirect("/")


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation's code, handed over by the administration."""
    template = "account/invitation.html"
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, {}, form)
    counted = throttling.invitation_counter(visitor(request))
    if wait := throttling.wait_seconds(counted):
        return refuse(request, template, {}, form, Refused(wait_sentence(wait), wait), field="code")
    code = form.cleaned_data["code"]
    try:
        agent = invitations.read(code)
    except invitations.NotInvited:
        throttling.failed(counted)
        return refuse(request, template, {}, form, Refused(_UNKNOWN), field="code")
    request.session.flush()
    request.session[INVITED] = str(agent.pk)
    request.session[INVITATION] = second_factors.hold(agent, "invitation", code.encode())
    return redirect("account:enrolment_phrase")


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def pin(request: AgentRequest) -> HttpResponse:
    """Choose the six digits that open the vault again after a while; later, with the phrase."""
    if unlocking.has_pin(request.user):
        return redirect("account:change_pin")
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = request.keyring.secret
        unlocking.set_pin(request.user, form.cleaned_data["pin"])
        unlocking.refresh_idle(browser_of(request), secret)
        return redirect("account:enrolment")
    return respond(request, "account/pin.html", {"progress": steps.progress(steps.PIN)}, form)


@require_GET
@agent_page
def fingerprint(request: AgentRequest) -> HttpResponse:
    """Show the fingerprint to the lead who certifies, and wait for her."""
    if steps.next_step(request.user, request.session) != steps.FINGERPRINT:
        return redirect("account:enrolment")
    public = keys.public_of(keys.current_row(request.user))
    context = {
        "groups": public.fingerprint().split(),
        "progress": steps.progress(steps.FINGERPRINT),
    }
    return render(request, "account/fingerprint.html", context)


@not_human
@require_GET
@agent_page
def waiting(request: AgentRequest) -> HttpResponse:
    """Asked by the page itself: nothing while nothing changes, then go on."""
    if steps.next_step(request.user, request.session) == steps.FINGERPRINT:
        return HttpResponse(status=204)
    return HttpResponse(status=204, headers={"HX-Redirect": "/enrolement/"})
