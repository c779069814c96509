"""Give each request its `request.keyring`, take the keys back at its end, keep what was typed.

A closed vault sends to the page that opens it, a key not held is a page that does not exist.
"""

import time
from collections.abc import Callable
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core.handlers.exception import response_for_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject

from entrenous.agents.models import Agent
from entrenous.keyring import drafts, throttling, unlocking
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.opening import Keyring

View = Callable[..., HttpResponse]

UNLOCK_URL: Final = "account:unlock"
# Session marks: an enrolment not finished; a page to leave if it only accepts what was posted.
ENROLLING: Final = "enrolling"
BACK_TO: Final = "back_to"
DRAFT_KEPT: Final = "draft_kept"
_ENROLLING_PAGES: Final = frozenset({"login", "logout", "unlock", "lock", "stay"})
_PURGE_EVERY_SECONDS: Final = 30.0
_METHOD_NOT_ALLOWED: Final = 405


def not_human(view: View) -> View:
    """Mark a view that a page calls by itself (autosave, polling): the idle clock ignores it."""
    view.not_human = True  # type: ignore[attr-defined]
    return view


def without_agent(view: View) -> View:
    """Mark a page of whoever is no agent (a person, a platform): no vault is or stays open."""
    view.without_agent = True  # type: ignore[attr-defined]
    return view


def keeps_no_draft(view: View) -> View:
    """Mark a view whose fields are secrets to type again, never a text to keep."""
    view.keeps_no_draft = True  # type: ignore[attr-defined]
    return view


def browser_of(request: HttpRequest) -> unlocking.Browser:
    """What the browser presents. The request's user must be an agent."""
    return unlocking.Browser(
        cast(Agent, request.user), request.session.session_key or "", unlock_cookie(request)
    )


def unlock_cookie(request: HttpRequest) -> bytes | None:
    """The 32 bytes of the second cookie, or None."""
    try:
        raw = bytes.fromhex(request.COOKIES.get(settings.ENTRENOUS_UNLOCK_COOKIE, ""))
    except ValueError:
        return None
    return raw if len(raw) == 32 else None  # noqa: PLR2004  # bytes of a key


class KeyringMiddleware:
    """Placed after authentication and before the page that asks to log in."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self._purged_at = float("-inf")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self._purge_now_and_then()
        # A page that no address matches has no view: its keyring is made when asked for.
        _give(request, SimpleLazyObject(lambda: _look_late(request)))
        try:
            response = self.get_response(request)
        finally:
            _forget(request)
        return _or_home(request, response)

    def process_view(self, request: HttpRequest, view: View, *_place: Any) -> HttpResponse | None:
        """Open the vault if it is open; a session without a vault row is logged out."""
        if getattr(view, "without_agent", False):
            _give(request, Keyring(cast(Agent, request.user), None))
            return None
        is_human = not getattr(view, "not_human", False)
        if request.user.is_authenticated:
            _give(request, _look(request, human=is_human))
        if request.user.is_authenticated:
            return _enrolment_first(request, view)
        if getattr(view, "login_required", True):
            return _log_in(request, view, is_human=is_human)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for the two states that any view may meet."""
        if isinstance(exception, KeyNotHeld):
            return response_for_exception(request, Http404())
        if isinstance(exception, VaultClosed):
            return _unlock(request)
        return None

    def _purge_now_and_then(self) -> None:
        now = time.monotonic()
        if now - self._purged_at > _PURGE_EVERY_SECONDS:
            self._purged_at = now
            unlocking.purge()
            throttling.purge()


def _give(request: HttpRequest, keyring: Any) -> None:
    request.keyring = keyring  # type: ignore[attr-defined]


def _look(request: HttpRequest, *, human: bool) -> Keyring:
    if not request.user.is_authenticated:
        return Keyring(cast(Agent, request.user), None)
    agent = request.user
    found = unlocking.look(browser_of(request), human=human)
    if found.door is unlocking.Door.LOG_IN:
        logout(request)
        return Keyring(agent, None)
    return Keyring(agent, found.secret, found.closes_at)


def _look_late(request: HttpRequest) -> Keyring:
    keyring = _look(request, human=False)
    _give(request, keyring)
    return keyring


def _forget(request: HttpRequest) -> None:
    keyring = request.__dict__.get("keyring")
    if isinstance(keyring, Keyring) and not isinstance(keyring, SimpleLazyObject):
        keyring.forget()


def _enrolment_first(request: HttpRequest, view: View) -> HttpResponse | None:
    """An enrolment not finished opens no other page."""
    if not request.session.get(ENROLLING) or not getattr(view, "login_required", True):
        return None
    match = request.resolver_match
    page = match.url_name if match and match.app_name == "account" else None
    if page and (page.startswith("enrolment") or page in _ENROLLING_PAGES):
        return None
    return HttpResponseRedirect(reverse("account:enrolment"))


def _log_in(request: HttpRequest, view: View, *, is_human: bool) -> HttpResponse | None:
    """Nobody is logged in: the log-in page carries what was typed, in the browser only."""
    if request.headers.get("HX-Request"):
        return _sent_to(request, settings.LOGIN_URL) if is_human else HttpResponse(status=204)
    if request.method != "POST" or getattr(view, "keeps_no_draft", False):
        return None
    typed = drafts.typed_in(request)
    if typed.is_empty:
        return None
    request.carried = typed  # type: ignore[attr-defined]
    return cast(HttpResponse, resolve(reverse(settings.LOGIN_URL)).func(request))


def _unlock(request: HttpRequest) -> HttpResponse:
    """The vault is closed: keep what was typed, then ask for the PIN or the phrase."""
    match = request.resolver_match
    view = match.func if match else None
    if request.method == "POST" and not getattr(view, "keeps_no_draft", False):
        typed = drafts.typed_in(request)
        if not typed.is_empty:
            drafts.keep(cast(Agent, request.user), typed)
            request.session[DRAFT_KEPT] = True
    if getattr(view, "not_human", False):
        return HttpResponse(status=204)
    return _sent_to(request, UNLOCK_URL)


def _sent_to(request: HttpRequest, page: str) -> HttpResponse:
    """Go to a page of the way in and come back: only the path is told, never a query string."""
    url = f"{reverse(page)}?{urlencode({'next': _page_of(request)})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _page_of(request: HttpRequest) -> str:
    """The page the person sees: where a form is shown rather than where it is sent."""
    shown = request.POST.get(drafts.PATH_FIELD, "") if request.method == "POST" else ""
    if shown.startswith("/") and not shown.startswith(("//", "/\\")):
        return shown.partition("?")[0]
    return request.path


def _or_home(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Back from unlocking on an address that only accepts a form: go home instead."""
    if response.status_code != _METHOD_NOT_ALLOWED or request.method != "GET":
        return response
    if request.session.pop(BACK_TO, None) == request.path:
        return HttpResponseRedirect("/")
    return response
