"""The pages shown when something is refused or fails.

They never repeat what was sent, but one: a database that no longer writes gives the text back.
"""

import sys
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.html import format_html

from entrenous.keyring import drafts

_DRAIN_BYTES: Final = 20 * 1024 * 1024
_LAST_RESORT: Final = (
    "<!doctype html><html lang='fr'><head><meta charset='utf-8'>"
    "<title>Entre Nous</title></head><body><main><h1>{}</h1><p>{}</p>"
    "<p><a href='/'>Revenir à l’accueil</a></p></main></body></html>"
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when what was sent is too large."""
    if isinstance(exception, RequestDataTooBig):
        _drain(request)
        return _page(
            request,
            413,
            "C’est trop volumineux",
            "Rien n’a été enregistré. Revenez à la page précédente et raccourcissez le texte.",
        )
    return _page(
        request,
        400,
        "Cette demande n’a pas pu être lue",
        "Rien n’a été enregistré. Revenez à la page précédente et recommencez.",
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: only where the page's existence is no secret."""
    return _page(
        request, 403, "Cette page ne vous est pas ouverte", "Rien n’a été lu ni enregistré."
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent and forbidden are said with the same words."""
    return _page(
        request,
        404,
        "Cette page n’existe pas",
        "Elle n’existe pas, ou n’est pas ouverte avec vos clés.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page without context, so that it can be shown whatever failed; 503: see below."""
    try:
        if isinstance(sys.exc_info()[1], OperationalError | InternalError):
            return _not_written(request)
        return HttpResponse(render_to_string("errors/500.html"), status=500)
    except Exception:  # noqa: BLE001  # the last page must always come
        return _last_resort(
            500,
            "Le service a rencontré un problème",
            "Ce que vous veniez d’envoyer n’a pas été enregistré. Réessayez dans un instant.",
        )


def _not_written(request: HttpRequest) -> HttpResponse:
    """503: read-only, full or absent. What was typed is in the page, ready to be sent again."""
    typed: list[tuple[str, str]] = []
    view = resolve(request.path_info).func
    if request.method == "POST" and not getattr(view, "keeps_no_draft", False):
        fields = drafts.typed_in(request).fields
        typed = [(name, value) for name, values in fields.items() for value in values]
    context = {"typed": typed, "path": request.path, "csrf": get_token(request)}
    return HttpResponse(render_to_string("errors/503.html", context), status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form comes from elsewhere, or from a page opened before the last log-in."""
    return _page(
        request,
        403,
        "Cette page a expiré",
        "Rien n’a été enregistré. Revenez à la page précédente, rechargez-la, puis renvoyez.",
        template="errors/csrf.html",
    )


def _page(
    request: HttpRequest, status: int, title: str, sentence: str, *, template: str = ""
) -> HttpResponse:
    try:
        return render(request, template or f"errors/{status}.html", status=status)
    except TemplateDoesNotExist:
        return _last_resort(status, title, sentence)


def _last_resort(status: int, title: str, sentence: str) -> HttpResponse:
    return HttpResponse(format_html(_LAST_RESORT, title, sentence), status=status)


def _drain(request: HttpRequest) -> None:
    """Read what is still coming, within bounds, so that the browser shows the page."""
    left = _DRAIN_BYTES
    while left > 0 and (chunk := request.read(65_536)):
        left -= len(chunk)
