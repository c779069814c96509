"""Enter one's space with a number and a code; leave it, at once, for a page that says nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.law import days
from entrenous.space import entering, sessions
from entrenous.web.account.words import wait_sentence
from entrenous.web.common.forms import respond
from entrenous.web.common.visitors import visitor
from entrenous.web.space.access import (
    cookies_of,
    person_of,
    public,
    with_cookies,
    without_cookies,
)
from entrenous.web.space.carrying import FIELD, carried_by, found_again
from entrenous.web.space.forms import EnterForm

REFUSED = (
    "Ce numéro et ce code n’ouvrent rien. Vérifiez les deux. Si le code a été perdu ou changé, "
    "le service en donne un autre à l’accueil, sans reproche."
)
UNAVAILABLE = (
    "Les espaces ne s’ouvrent pas pour le moment, et cela ne vient pas de votre code. "
    "Le service peut imprimer ce qu’il contient."
)
_TOO_MANY, _UNAVAILABLE = 429, 503


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, *, is_carrying: bool = False) -> HttpResponse:
    """The way in. Every refusal has the same words, and takes the same time.

    is_carrying  the request is a form of a space that has closed: the code is asked, not read
    """
    sessions.purge()
    if is_carrying:
        return _ask(request, EnterForm())
    if request.method != "POST":
        person = person_of(request)
        if person is not None:
            person.forget()
            return HttpResponseRedirect(reverse("space:home"))
        return _ask(request, EnterForm())
    form = EnterForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    try:
        entered = entering.enter(
            form.cleaned_data["number"], form.cleaned_data["code"], visitor(request)
        )
    except (entering.NotEntered, entering.Wait, entering.Unavailable) as state:
        return _refuse(request, form, state)
    former = cookies_of(request)
    if former:
        sessions.end(former)
    rotate_token(request)
    cookies = sessions.start(entered.space, entered.secret)
    response = found_again(request, entered.secret)
    return with_cookies(response or HttpResponseRedirect(reverse("space:home")), cookies)


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """« Quitter vite »: nothing remains of the session; what is shown next has no meaning."""
    cookies = cookies_of(request)
    if cookies:
        sessions.end(cookies)
    response = without_cookies(HttpResponseRedirect(reverse("space:neutral")))
    response.status_code = 303
    return response


@public
@require_safe
def neutral(request: HttpRequest) -> HttpResponse:
    """The holidays of this year and the next: a page that anyone may have been reading."""
    today = timezone.localdate()
    years = [(year, sorted(days.holidays(year))) for year in (today.year, today.year + 1)]
    response = render(request, "space/neutral.html", {"years": years, "today": today})
    response["Referrer-Policy"] = "no-referrer"
    return response


def _ask(request: HttpRequest, form: EnterForm) -> HttpResponse:
    return respond(request, "space/enter.html", _around() | {FIELD: carried_by(request)}, form)


def _refuse(request: HttpRequest, form: EnterForm, state: Exception) -> HttpResponse:
    """The same page with its reason: 422, 429 with how long to wait, or 503."""
    if isinstance(state, entering.Wait):
        form.add_error(None, wait_sentence(state.seconds))
        response = _ask(request, form)
        response.status_code = _TOO_MANY
        response["Retry-After"] = str(state.seconds)
        return response
    is_down = isinstance(state, entering.Unavailable)
    form.add_error(None, UNAVAILABLE if is_down else REFUSED)
    response = _ask(request, form)
    response.status_code = _UNAVAILABLE if is_down else response.status_code
    return response


def _around() -> dict[str, Any]:
    return {"is_demo": settings.ENTRENOUS_DEMO}
