"""What every response carries, and the one line each request leaves in the log."""

import logging
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from entrenous.config.health import alive
from entrenous.config.logs import request_id

View = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger("entrenous.request")

ALIVE_PATH: Final = "/sante/vivant"

# The only pages a browser or a proxy may keep: they say nothing of anyone.
MAY_BE_KEPT: Final = frozenset({"robots"})
PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class RequestId:
    """Number each request; log its route's name (never its address), status and duration."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(8)
        token = request_id.set(number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            _log.info(
                "request.answered",
                extra={
                    "route": _route(request),
                    "method": request.method,
                    "status": response.status_code,
                    "duration_ms": round((time.perf_counter() - started) * 1000, 1),
                },
            )
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = number
        return response


class Alive:
    """Answer that the process lives, before anything that could ask the database."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == ALIVE_PATH:
            return alive(request)
        return self.get_response(request)


class Discretion:
    """Forbid keeping a copy of a page, and what no page here needs of the device."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        if not (_is_static(request, response) or _route(request) in MAY_BE_KEPT):
            del response["Expires"]
            response["Cache-Control"] = ""
            patch_cache_control(response, no_store=True, private=True)
        return response


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "-"


def _is_static(request: HttpRequest, response: HttpResponse) -> bool:
    found = response.status_code < HTTPStatus.BAD_REQUEST
    return found and request.path_info.startswith(settings.STATIC_URL)
