"""Where a request comes from, for whatever slows down those who insist."""

from django.conf import settings
from django.http import HttpRequest

from entrenous.keyring.throttling import Visitor


def visitor(request: HttpRequest) -> Visitor:
    """Where an attempt comes from. Behind a front end, the last address it wrote."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.ENTRENOUS_ENVIRONMENT.behind_proxy:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        address = forwarded.rpartition(",")[2].strip() or address
    return Visitor(address, request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""))
