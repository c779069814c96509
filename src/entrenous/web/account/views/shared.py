"""What several steps do alike: refuse a proof, keep a challenge, name the site."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from entrenous.keyring.errors import VaultClosed
from entrenous.keyring.passkeys import Asked, Place
from entrenous.web.account.proofs import Refused
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.forms import Form, respond

_CHALLENGE: Final = "challenge"
_TOO_MANY: Final = 429


def refuse(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    form: Form,
    refused: Refused,
    *,
    field: str | None = None,
) -> HttpResponse:
    """Show the page again with the reason: 422, or 429 with how long to wait."""
    form.add_error(field, refused.sentence)
    response = respond(request, template, context, form)
    if refused.retry_after:
        response.status_code = _TOO_MANY
        response["Retry-After"] = str(refused.retry_after)
    return response


def need_open_vault(request: AgentRequest) -> None:
    """No proof is added over the shoulder of someone who closed her vault."""
    if not request.keyring.is_open:
        raise VaultClosed


def new_challenge(request: HttpRequest, asked: Asked) -> str:
    """Keep the challenge of a security key for the next request; return the options."""
    request.session[_CHALLENGE] = asked.challenge.hex()
    return asked.options


def challenge_of(request: HttpRequest) -> bytes | None:
    """The challenge asked last, used once."""
    kept = request.session.pop(_CHALLENGE, "")
    return bytes.fromhex(kept) if kept else None


def site_of(request: HttpRequest) -> Place:
    """The site as the browser names it."""
    return Place(request.scheme or "https", request.get_host())
