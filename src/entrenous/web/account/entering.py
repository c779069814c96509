"""From two proofs to an open vault: the session, its second cookie, and what was typed before."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from entrenous.agents.models import Agent
from entrenous.keyring import drafts, second_factors, throttling, unlocking
from entrenous.keyring.drafts import Typed
from entrenous.keyring.middleware import ENROLLING, unlock_cookie
from entrenous.keyring.unlocking import Browser
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.web.account import steps

BACKEND: Final = "entrenous.keyring.backend.PhraseBackend"
BETWEEN_PAGES: Final = timedelta(minutes=10)
TRIES: Final = 5
_PENDING: Final = "pending"
_TRIES: Final = "pending_tries"
_UNAVAILABLE: Final = 503


def next_page(request: HttpRequest) -> str:
    """Where to go afterwards: a path of this site, the root by default."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    return drafts.local_path(asked)


def carried(request: HttpRequest) -> Typed | None:
    """What was typed before the log-in page came: from the middleware, then from the page."""
    given = getattr(request, "carried", None)
    if isinstance(given, Typed):
        return given
    return Typed.from_json(request.POST.get("carried", ""))


def after_first_proof(request: HttpRequest, agent: Agent, secret: SecretKeys) -> HttpResponse:
    """Ask for the second factor, or enter when there is none yet (enrolment, demonstration)."""
    if settings.ENTRENOUS_DEMO or not second_factors.methods(agent):
        return enter(request, agent, secret)
    request.session.cycle_key()
    request.session[_PENDING] = str(agent.pk)
    request.session[_TRIES] = 0
    request.session.save()
    try:
        cookie = unlocking.start(
            agent,
            secret,
            session_key=request.session.session_key or "",
            life=BETWEEN_PAGES,
            quietly=True,
        )
    except unlocking.RegistryAltered:
        return registry_altered(request)
    url = f"{reverse('account:login_factor')}?{urlencode({'next': next_page(request)})}"
    return with_cookie(HttpResponseRedirect(url), cookie)


def pending(request: HttpRequest) -> tuple[Agent, SecretKeys] | None:
    """Who gave her first proof less than ten minutes ago in this browser, and her keys."""
    waiting = request.session.get(_PENDING)
    agent = Agent.objects.filter(pk=UUID(waiting), is_active=True).first() if waiting else None
    if agent is None or request.session.get(_TRIES, 0) >= TRIES:
        return None
    try:
        return agent, unlocking.take_pending(_browser(request, agent))
    except NotOpened:
        return None


def count_try(request: HttpRequest) -> int:
    """Count a wrong code; return how many tries are left before starting again."""
    request.session[_TRIES] = request.session.get(_TRIES, 0) + 1
    return TRIES - int(request.session[_TRIES])


def enter(request: HttpRequest, agent: Agent, secret: SecretKeys) -> HttpResponse:
    """Both proofs are given: open the session and the vault, keep what was typed, go on."""
    typed, page = carried(request), next_page(request)
    if request.session.get(_PENDING):
        unlocking.drop_pending(_browser(request, agent))
    _open_session(request, agent)
    try:
        response = open_vault(request, agent, secret, page=typed.path if typed else page)
    except unlocking.RegistryAltered:
        logout(request)
        return registry_altered(request)
    throttling.remember_browser(agent, request.META.get("CSRF_COOKIE", ""))
    if typed and not typed.is_empty:
        drafts.keep(agent, typed)
    return response


def open_vault(
    request: HttpRequest, agent: Agent, secret: SecretKeys, *, page: str
) -> HttpResponse:
    """Open the vault of this session with a new cookie, then go to a page or to enrolment."""
    if steps.next_step(agent, request.session):
        request.session[ENROLLING] = True
        page = reverse("account:enrolment")
    cookie = unlocking.start(agent, secret, session_key=request.session.session_key or "")
    return with_cookie(HttpResponseRedirect(page), cookie)


def with_cookie(response: HttpResponse, cookie: bytes) -> HttpResponse:
    """Hand the second cookie to the browser, for as long as it stays open."""
    response.set_cookie(
        settings.ENTRENOUS_UNLOCK_COOKIE,
        cookie.hex(),
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def leave(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Log out: the row, the session, both cookies."""
    if request.user.is_authenticated:
        unlocking.end(_browser(request, request.user))
    logout(request)
    response.delete_cookie(settings.ENTRENOUS_UNLOCK_COOKIE, path="/", samesite="Strict")
    return response


def registry_altered(request: HttpRequest) -> HttpResponse:
    """The vault does not open: say it plainly."""
    return render(request, "account/registry.html", status=_UNAVAILABLE)


def _open_session(request: HttpRequest, agent: Agent) -> None:
    for mark in (_PENDING, _TRIES):
        request.session.pop(mark, None)
    if request.session.get(SESSION_KEY) not in (None, str(agent.pk)):
        request.session.flush()
    login(request, agent, backend=BACKEND)
    request.session.save()


def _browser(request: HttpRequest, agent: Agent) -> Browser:
    return Browser(agent, request.session.session_key or "", unlock_cookie(request))
