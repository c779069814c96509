"""The drop API: a token, a slip, a receipt. Nothing is ever read back (docs/exploitation.md)."""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, TypeVar

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from entrenous.keyring import throttling
from entrenous.keyring.middleware import without_agent
from entrenous.slips import dropping, senders
from entrenous.slips.codes import Reason
from entrenous.slips.contents import SlipContent
from entrenous.slips.dropping import Replay
from entrenous.slips.models import Sender
from entrenous.web.common.plain_text import clean_line
from entrenous.web.common.visitors import visitor
from entrenous.web.slips import openapi
from entrenous.web.slips.api_types import (
    Asked,
    Dropped,
    Offered,
    OfferedSlot,
    Receipt,
    Refusal,
    Refused,
    Service,
)
from entrenous.web.slips.refusing import REFUSALS, tell

T = TypeVar("T")
Answer = tuple[HTTPStatus, object]
_MOST_BYTES: Final = 8_192
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SEEN: Final = re.compile(r"\w")


class BadRequest(Exception):
    """What was sent cannot be read; the sentence never repeats it."""

    def __init__(self, status: HTTPStatus, code: str, sentence: str, wait: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence, self.wait = status, code, sentence, wait


def endpoint(view: Callable[[HttpRequest, Sender, str], Answer]) -> Callable[..., HttpResponse]:
    """Recognise the sender, count the drop, read, answer in JSON. No cookie is read."""

    @wraps(view)
    def serve(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            sender, token = _sender(request)
            senders.count(sender)
            status, body = view(request, sender, token)
        except REFUSALS as refused:
            told = tell(refused)
            services = [Service(s.name, s.phone, s.address) for s in told.services]
            said = Refused(Refusal(told.code, told.sentence, services))
            return _json(said, told.status, told.retry_after)
        except BadRequest as bad:
            return _json(Refused(Refusal(bad.code, bad.sentence)), bad.status, bad.wait)
        return _json(body, status)

    public = without_agent(sensitive_post_parameters()(serve))
    return csrf_exempt(login_not_required(public))


@endpoint
def slots(request: HttpRequest, sender: Sender, token: str) -> Answer:  # noqa: ARG001  # of an endpoint
    """The times that the house of an address opened."""
    asked = _read(request, Asked)
    house = dropping.house_of(sender, commune=_line(asked.commune), street=_line(asked.street))
    offered = [OfferedSlot(s.pk, s.starts_at, s.ends_at) for s in dropping.slots_of(house)]
    return HTTPStatus.OK, Offered(offered)


@endpoint
def drop(request: HttpRequest, sender: Sender, token: str) -> Answer:
    """Take a slip; the receipt is all that comes back."""
    said = _read(request, Dropped)
    content = SlipContent(
        family_name=_seen(said.family_name),
        given_name=_seen(said.given_name),
        number=_line(said.number),
        reason=Reason(said.reason),
        birth_year=said.birth_year,
        commune=_seen(said.commune),
        street=_line(said.street),
    )
    slip = dropping.drop(sender, content, slot=said.slot, replay=_replay(request, token))
    return HTTPStatus.CREATED, Receipt(slip.receipt)


@login_not_required
@without_agent
@require_safe
def document(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the same for everyone
    """The OpenAPI document."""
    return JsonResponse(openapi.document(), json_dumps_params={"ensure_ascii": False})


def _sender(request: HttpRequest) -> tuple[Sender, str]:
    """Whose token it is. The same answer, after the same work, for whatever is no token."""
    tried = throttling.token_counter(visitor(request))
    if wait := throttling.wait_seconds(tried):
        raise BadRequest(
            HTTPStatus.TOO_MANY_REQUESTS, "too_many", "Trop d’essais. Réessayez plus tard.", wait
        )
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    sender = senders.of_token(token.strip() if scheme.lower() == "bearer" else "")
    if sender is None:
        throttling.failed(tried)
        raise BadRequest(HTTPStatus.UNAUTHORIZED, "token", "Ce jeton n’ouvre rien.")
    return sender, token.strip()


def _read(request: HttpRequest, kind: type[T]) -> T:
    if request.content_type != "application/json":
        raise BadRequest(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_json", "Envoyez du JSON (application/json)."
        )
    try:
        body = request.body
    except RequestDataTooBig:
        body = b" " * (_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise BadRequest(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_long", "Ce corps est trop long.")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as wrong:
        raise BadRequest(HTTPStatus.UNPROCESSABLE_ENTITY, "field", _field(wrong)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest(
            HTTPStatus.BAD_REQUEST, "malformed", "Ce corps n’est pas du JSON."
        ) from None


def _field(wrong: msgspec.ValidationError) -> str:
    """The field to correct, never what it held. A name that we do not know is not repeated."""
    found = re.search(r"`\$\.(\w+)`|missing required field `(\w+)`", str(wrong))
    name = (found[1] or found[2]) if found else ""
    if name in {*Dropped.__struct_fields__, *Asked.__struct_fields__}:
        return f"Le champ « {name} » manque ou ne se lit pas : voyez le document de l’API."
    return "Un champ n’est pas attendu, ou ne se lit pas : voyez le document de l’API."


def _replay(request: HttpRequest, token: str) -> Replay | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise BadRequest(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "key",
            "Idempotency-Key : de 1 à 64 lettres, chiffres ou tirets.",
        )
    return Replay(senders.replay_of(token, key), senders.digest_of(token, request.body))


def _line(text: str) -> str:
    return clean_line(text)


def _seen(text: str) -> str:
    """A line that still says something once what cannot be seen is taken out."""
    line = clean_line(text)
    if not _SEEN.search(line):
        raise BadRequest(
            HTTPStatus.UNPROCESSABLE_ENTITY, "field", "Un nom ou une commune est illisible."
        )
    return line


def _json(body: Any, status: HTTPStatus, wait: int | None = None) -> HttpResponse:
    response = HttpResponse(
        msgspec.json.encode(body), content_type="application/json", status=status
    )
    if wait:
        response["Retry-After"] = str(wait)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response
