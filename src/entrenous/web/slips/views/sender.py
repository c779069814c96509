"""The platform's small page: an address, a slip, a receipt. It never shows what was dropped."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.keyring import throttling
from entrenous.keyring.middleware import without_agent
from entrenous.keyring.server_key import server_key
from entrenous.slips import dropping, senders
from entrenous.slips.dropping import House, Replay
from entrenous.slips.models import Sender
from entrenous.vault.primitives import enc, kdf
from entrenous.web.common.forms import Form, respond
from entrenous.web.common.visitors import visitor
from entrenous.web.slips.forms import PlaceForm, SlipForm, TokenForm
from entrenous.web.slips.refusing import REFUSALS, Told, tell

_SALT: Final = "entrenous.slips"
_SECONDS: Final = 4 * 3600
_COOKIE: Final = f"{settings.SESSION_COOKIE_NAME.removesuffix('sid')}fiche"


@login_not_required
@without_agent
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The platform's access, asked once per half-day in a browser."""
    if request.method == "GET" and _sender(request) is not None:
        return redirect("slips:drop")
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        tried = throttling.token_counter(visitor(request))
        wait = throttling.wait_seconds(tried)
        sender = None if wait else senders.of_token(form.cleaned_data["token"].strip())
        if sender is not None:
            return _with_cookie(redirect("slips:drop"), sender)
        if wait:
            form.add_error("token", f"Trop d’essais. Réessayez dans {wait} secondes.")
        else:
            throttling.failed(tried)
            form.add_error("token", "Ce code n’ouvre rien. Vérifiez-le auprès du service.")
    return respond(request, "slips/enter.html", {}, form)


@login_not_required
@without_agent
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest) -> HttpResponse:
    """First the address, which gives the hours one may promise; then the slip."""
    sender = _sender(request)
    if sender is None:
        return redirect("slips:enter")
    place = PlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not place.is_valid() or "again" in request.POST:
        return respond(request, "slips/place.html", {"sender": sender}, place)
    said = place.cleaned_data
    try:
        house = dropping.house_of(sender, commune=said["commune"], street=said["street"])
    except REFUSALS as refused:
        return _refused(request, sender, place, tell(refused))
    return _slip(request, sender, house, said)


@login_not_required
@without_agent
@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # the cookie goes whoever asks
    """Forget the platform in this browser."""
    response = redirect("slips:enter")
    response.delete_cookie(_COOKIE, path="/", samesite="Strict")
    return response


def _slip(request: HttpRequest, sender: Sender, house: House, said: dict[str, str]) -> HttpResponse:
    slots = dropping.slots_of(house)
    sent = "family_name" in request.POST
    form = SlipForm(request.POST if sent else None, slots=slots, initial=said)
    context = {"sender": sender, "house": house, "slots": slots, "place": said}
    if not (form.is_bound and form.is_valid()):
        return respond(request, "slips/slip.html", context, form)
    try:
        senders.count(sender)
        slip = dropping.drop(
            sender,
            form.content(),
            slot=UUID(form.cleaned_data["slot"]) if form.cleaned_data["slot"] else None,
            replay=_once(sender, form.cleaned_data["once"]),
        )
    except REFUSALS as refused:
        told = tell(refused)
        if told.code == "slot_gone":
            context["slots"] = dropping.slots_of(house)
        return _refused(request, sender, form, told, context)
    return render(request, "slips/receipt.html", {"receipt": slip.receipt, "slot": slip.slot})


def _refused(
    request: HttpRequest,
    sender: Sender,
    form: Form,
    told: Told,
    context: dict[str, object] | None = None,
) -> HttpResponse:
    """The same page with the reason; nothing typed is lost."""
    form.add_error("slot" if told.code == "slot_gone" else None, told.sentence)
    template = "slips/slip.html" if context else "slips/place.html"
    context = (context or {"sender": sender}) | {"services": told.services}
    response = respond(request, template, context, form)
    if told.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        response.status_code = told.status
    if told.retry_after:
        response["Retry-After"] = str(told.retry_after)
    return response


def _once(sender: Sender, once: UUID) -> Replay:
    return Replay(kdf(server_key(), "EN1 slip once", enc(sender.pk, once)))


def _sender(request: HttpRequest) -> Sender | None:
    """Who is named by the cookie, signed by the server and worth half a day."""
    try:
        named = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_SECONDS)
        pk = UUID(named)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    rows = Sender.objects.select_related("organisation")
    return rows.filter(pk=pk, revoked_on=None).first()


def _with_cookie(response: HttpResponse, sender: Sender) -> HttpResponse:
    response.set_cookie(
        _COOKIE,
        signing.dumps(sender.pk.hex, salt=_SALT),
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
