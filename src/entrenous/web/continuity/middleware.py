"""Two things no page can do alone: keep the sheets up to date, and say that a cover is over.

After anything was sent, the sheets of the dossiers that changed are made again. When a page of a
dossier does not open because a cover ended meanwhile, it says so, and what was typed is kept.
"""

import logging
from collections.abc import Callable
from typing import Final, cast
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from entrenous.continuity import sheets, words
from entrenous.keyring import drafts
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.keyring.opening import Keyring
from entrenous.web.common.access import AgentRequest
from entrenous.web.continuity.views.carrying import over

_log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponse]
_MOST_SHEETS: Final = 5
_REFUSED: Final = 400
# What people write; the rest of a form is choices, which mean nothing once it is gone.
_WORTH_KEEPING: Final = 12


class ContinuityMiddleware:
    """Placed after the keyring's: the keys are still there when the answer comes back."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        keyring = request.__dict__.get("keyring")
        may_have_written = request.method == "POST" and response.status_code < _REFUSED
        if may_have_written and isinstance(keyring, Keyring) and keyring.is_open:
            _keep_up(keyring)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A key that is held no more since a cover ended; anything else is not for here."""
        if not isinstance(exception, KeyNotHeld) or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        dossier = match.kwargs.get("dossier") if match else None
        return _over(cast(AgentRequest, request), dossier) if isinstance(dossier, UUID) else None


def _keep_up(keyring: Keyring) -> None:
    """What was sent is done and answered: a sheet that cannot be made now is made next time."""
    try:
        sheets.keep_up(keyring, most=_MOST_SHEETS)
    except DatabaseError:
        _log.warning("sheets.left", extra={"event": "sheets.left"})


def _over(request: AgentRequest, dossier: UUID) -> HttpResponse | None:
    covered = words.covered_by(request.keyring, dossier)
    if covered is None or not words.is_over(covered.cover):
        return None
    try:
        _ = request.keyring.secret
    except VaultClosed:
        return None
    typed = drafts.typed_in(request) if request.method == "POST" else None
    if typed is not None and not typed.is_empty:
        drafts.keep(request.user, typed)
    return over(request, covered.cover, covered=covered, typed=_texts(typed))


def _texts(typed: drafts.Typed | None) -> list[str]:
    found = [value for values in typed.fields.values() for value in values] if typed else []
    return [text for text in found if len(text.strip()) >= _WORTH_KEEPING and " " in text.strip()]
