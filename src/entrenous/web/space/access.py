"""Who may see a page of the person's space: whoever entered with her number and her code.

@for_the_person
def plan(request: PersonRequest) -> HttpResponse:
    opened = request.person.open()
    reading = records.read(opened, …)
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.views.decorators.debug import sensitive_post_parameters

from entrenous.keyring.middleware import without_agent
from entrenous.space import sessions
from entrenous.space.keys import NoLongerHers, PersonKeyring
from entrenous.space.sessions import Cookies
from entrenous.web.space.carrying import carried_from

P = ParamSpec("P")
_KEY_BYTES = 32


class PersonRequest(HttpRequest):
    """A request of a person in her space. For types only: requests are not built from it."""

    person: PersonKeyring


Page = Callable[Concatenate[PersonRequest, P], HttpResponse]
Served = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_the_person(view: Page[P]) -> Served[P]:
    """Give the view `request.person`, or show the way in; her keys leave with the request."""

    @sensitive_post_parameters()
    @wraps(view)
    def serve(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = person_of(request)
        if person is None:
            return carried_to_the_way_in(request)
        asked = cast(PersonRequest, request)
        asked.person = person
        try:
            return view(asked, *args, **kwargs)
        except NoLongerHers:
            sessions.end_all(person.space)
            return to_the_way_in()
        finally:
            person.forget()

    serve.for_whom = "person"  # type: ignore[attr-defined]
    return login_not_required(without_agent(serve))


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the way in or out: for anyone, and nothing of an agent in it."""
    return login_not_required(without_agent(view))


def person_of(request: HttpRequest) -> PersonKeyring | None:
    """Who is in her space in this browser, or None."""
    cookies = cookies_of(request)
    return sessions.look(cookies) if cookies else None


def cookies_of(request: HttpRequest) -> Cookies | None:
    """Both cookies of the space, or None."""
    found = [_bytes(request.COOKIES.get(name, "")) for name in settings.ENTRENOUS_SPACE_COOKIES]
    sid, key = found
    return Cookies(sid, key) if sid and key else None


def to_the_way_in() -> HttpResponse:
    """The way in, without the cookies of what is over."""
    return without_cookies(HttpResponseRedirect(reverse("space:enter")))


def carried_to_the_way_in(request: HttpRequest) -> HttpResponse:
    """The same; what was typed in a form is carried by that page, sealed for her alone."""
    if request.method != "POST" or not carried_from(request):
        return to_the_way_in()
    way_in = resolve(reverse("space:enter")).func
    return without_cookies(cast(HttpResponse, way_in(request, is_carrying=True)))


def with_cookies(response: HttpResponse, cookies: Cookies) -> HttpResponse:
    """Hand both cookies to the browser, for as long as it stays open."""
    for name, value in zip(
        settings.ENTRENOUS_SPACE_COOKIES, (cookies.sid, cookies.key), strict=True
    ):
        response.set_cookie(
            name,
            value.hex(),
            path="/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def without_cookies(response: HttpResponse) -> HttpResponse:
    """Take both cookies back."""
    for name in settings.ENTRENOUS_SPACE_COOKIES:
        response.delete_cookie(name, path="/", samesite="Strict")
    return response


def _bytes(written: str) -> bytes | None:
    try:
        raw = bytes.fromhex(written)
    except ValueError:
        return None
    return raw if len(raw) == _KEY_BYTES else None
