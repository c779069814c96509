"""Log in: the phrase on one page, the second factor on the next; log out."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Agent
from entrenous.keyring import passkeys, second_factors, throttling
from entrenous.vault.people import SecretKeys
from entrenous.web.account import entering, proofs, steps
from entrenous.web.account.forms import FactorForm, LoginForm, PasskeyForm
from entrenous.web.account.views.shared import challenge_of, new_challenge, refuse, site_of
from entrenous.web.account.words import tries_sentence, wait_sentence
from entrenous.web.common.access import keeps_no_draft
from entrenous.web.common.forms import Form, respond


@login_not_required
@keeps_no_draft
def login(request: HttpRequest) -> HttpResponse:
    """The log-in page. The middleware also calls it for a form sent when nobody is logged in."""
    comes_from_elsewhere = hasattr(request, "carried")
    if request.user.is_authenticated and not comes_from_elsewhere:
        return HttpResponseRedirect(entering.next_page(request))
    is_sent = request.method == "POST" and not comes_from_elsewhere
    form = LoginForm(request.POST if is_sent else None)
    if not (is_sent and form.is_valid()):
        return respond(request, "account/login.html", _context(request), form)
    said = form.cleaned_data
    try:
        opened = proofs.by_phrase(request, said["login"], said["phrase"])
    except proofs.Refused as refused:
        return refuse(request, "account/login.html", _context(request), form, refused)
    return _go_on(request, opened.agent, opened.secret)


@login_not_required
@keeps_no_draft
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponse:
    """The second factor, within ten minutes of the phrase."""
    waiting = entering.pending(request)
    if waiting is None:
        return redirect("account:login")
    agent, secret = waiting
    uses_key = "answer" in request.POST
    # The log-in page hands over by a first POST when it carries what was typed before.
    is_sent = request.method == "POST" and "step" in request.POST
    form: Form = (PasskeyForm if uses_key else FactorForm)(request.POST if is_sent else None)
    if not (is_sent and form.is_valid()):
        return _ask_factor(request, agent, form)
    counted = throttling.factor_counter(agent)
    if wait := throttling.wait_seconds(counted):
        form.add_error(None, wait_sentence(wait))
        return _ask_factor(request, agent, form, status=429)
    if _passes(request, agent, form):
        throttling.succeeded(counted)
        return entering.enter(request, agent, secret)
    throttling.failed(counted)
    left = entering.count_try(request)
    if left <= 0:
        return redirect("account:login")
    form.add_error(
        None if uses_key else "code",
        f"Ce code ne convient pas, ou a déjà servi. {tries_sentence(left)}"
        if not uses_key
        else f"Cette clé n’est pas reconnue. {tries_sentence(left)}",
    )
    return _ask_factor(request, agent, form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Leave: nothing of the session remains, neither here nor in the browser."""
    return entering.leave(request, redirect("account:login"))


def _go_on(request: HttpRequest, agent: Agent, secret: SecretKeys) -> HttpResponse:
    request.session.pop(steps.NEW_PHRASE, None)
    response = entering.after_first_proof(request, agent, secret)
    asked_factor = response.get("Location", "").startswith(reverse("account:login_factor"))
    if asked_factor and entering.carried(request):
        # A redirection would lose what was typed: the page that carries it is shown at once.
        shown = _ask_factor(request, agent, FactorForm())
        shown.cookies = response.cookies
        return shown
    return response


def _passes(request: HttpRequest, agent: Agent, form: Form) -> bool:
    if isinstance(form, FactorForm):
        return second_factors.passes(agent, form.cleaned_data["code"])
    challenge = challenge_of(request)
    return challenge is not None and passkeys.proves(
        agent, form.cleaned_data["answer"], challenge=challenge, place=site_of(request)
    )


def _ask_factor(
    request: HttpRequest, agent: Agent, form: Form, status: int | None = None
) -> HttpResponse:
    methods = second_factors.methods(agent)
    options = ""
    if second_factors.PASSKEY in methods:
        options = new_challenge(request, passkeys.ask_to_prove(agent, site_of(request)))
    code_form = form if isinstance(form, FactorForm) else FactorForm()
    context = {
        **_context(request),
        "methods": methods,
        "types_code": bool(methods - {second_factors.PASSKEY}),
        "passkey_options": options,
        "code_form": code_form,
        "passkey_form": form if isinstance(form, PasskeyForm) else PasskeyForm(),
    }
    response = respond(request, "account/login_factor.html", context, form)
    response.status_code = status or response.status_code
    return response


def _context(request: HttpRequest) -> dict[str, object]:
    typed = entering.carried(request)
    return {
        "next": typed.path if typed else entering.next_page(request),
        "carried": typed.to_json() if typed else "",
    }
