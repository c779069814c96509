"""Add a second factor: codes of an application, printed codes, a security key."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.keyring import passkeys, second_factors
from entrenous.keyring.middleware import ENROLLING
from entrenous.web.account import proofs, steps
from entrenous.web.account.forms import (
    FactorForm,
    PasskeyForm,
    ProvenFactorForm,
    ProvenPasskeyForm,
)
from entrenous.web.account.views.shared import (
    challenge_of,
    need_open_vault,
    new_challenge,
    refuse,
    site_of,
)
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft
from entrenous.web.common.forms import Form, respond

_TOTP: Final = "new_totp"
_CODES: Final = "new_codes"
_NOT_THAT_CODE: Final = (
    "Ce n’est pas le code attendu. Attendez le suivant, et vérifiez l’heure du téléphone."
)
_NOT_PRINTED: Final = "Ce n’est pas un des codes de cette feuille."
_NO_KEY: Final = "Cette clé n’a pas pu être ajoutée. Recommencez, ou choisissez un autre moyen."


@require_GET
@agent_page
def choose(request: AgentRequest) -> HttpResponse:
    """Three ways; none needs a personal telephone."""
    context = {**_context(request), "waived": settings.ENTRENOUS_DEMO}
    return render(request, "account/factor.html", context)


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def totp(request: AgentRequest) -> HttpResponse:
    """Show the secret once as a QR code and in letters; keep it when a code comes back."""
    need_open_vault(request)
    kept = second_factors.held(request.user, "totp", request.session.get(_TOTP, ""))
    secret = kept.decode() if kept else second_factors.new_totp_secret()
    form = _code_form(request, is_sent=bool(kept))
    if not kept:
        request.session[_TOTP] = second_factors.hold(request.user, "totp", secret.encode())
    context = {
        **_context(request),
        "qr": _qr(second_factors.totp_uri(request.user, secret)),
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
    }

    def keep() -> bool:
        return second_factors.keep_totp(request.user, secret, form.cleaned_data["code"])

    return _take(
        request, form, context, _Way("account/factor_totp.html", _NOT_THAT_CODE, _TOTP), keep
    )


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def codes(request: AgentRequest) -> HttpResponse:
    """Show ten codes to print; keep them when one is typed back."""
    need_open_vault(request)
    shown = _waiting_codes(request)
    form = _code_form(request, is_sent=bool(shown))
    if not shown:
        shown = second_factors.new_codes()
        clear = json.dumps(shown).encode()
        request.session[_CODES] = second_factors.hold(request.user, "codes", clear)
    context = {**_context(request), "codes": shown}

    def keep() -> bool:
        return second_factors.keep_codes(request.user, shown, form.cleaned_data["code"])

    return _take(
        request, form, context, _Way("account/factor_codes.html", _NOT_PRINTED, _CODES), keep
    )


@require_GET
@agent_page
def codes_printed(request: AgentRequest) -> HttpResponse:
    """The codes, on a sheet to print."""
    need_open_vault(request)
    shown = _waiting_codes(request)
    if not shown:
        return redirect("account:enrolment_codes")
    context = {"codes": shown, "today": timezone.localdate()}
    return render(request, "account/factor_codes_print.html", context)


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def passkey(request: AgentRequest) -> HttpResponse:
    """Add a security key; needs the page's script."""
    need_open_vault(request)
    place = site_of(request)
    shape = ProvenPasskeyForm if second_factors.methods(request.user) else PasskeyForm
    form = shape(request.POST or None)
    challenge = challenge_of(request) if request.method == "POST" else None
    asked = passkeys.ask_to_register(request.user, place)
    context = {**_context(request), "options": new_challenge(request, asked)}

    def keep() -> bool:
        answer = form.cleaned_data["answer"]
        return challenge is not None and passkeys.register(
            request.user, answer, challenge=challenge, place=place
        )

    return _take(request, form, context, _Way("account/factor_passkey.html", _NO_KEY), keep)


@dataclass(frozen=True)
class _Way:
    """One kind of factor: its page, what to say of a first code that fails, what waits for it."""

    template: str
    sorry: str
    mark: str = ""


def _code_form(request: AgentRequest, *, is_sent: bool) -> Form:
    """The code, and the phrase once there is a factor: an open desk is not enough."""
    shape = ProvenFactorForm if second_factors.methods(request.user) else FactorForm
    return shape(request.POST if request.method == "POST" and is_sent else None)


def _take(
    request: AgentRequest,
    form: Form,
    context: Mapping[str, object],
    way: _Way,
    keep: Callable[[], bool],
) -> HttpResponse:
    """Keep a factor once its owner proved herself again and used it; or show the page again."""
    if form.is_valid():
        try:
            if "phrase" in form.fields:
                proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
        except proofs.Refused as refused:
            return refuse(request, way.template, context, form, refused, field="phrase")
        if keep():
            return _done(request, way.mark)
        form.add_error("code" if "code" in form.fields else None, way.sorry)
    return respond(request, way.template, context, form)


def _waiting_codes(request: AgentRequest) -> list[str]:
    kept = second_factors.held(request.user, "codes", request.session.get(_CODES, ""))
    return [str(code) for code in json.loads(kept)] if kept else []


def _done(request: AgentRequest, mark: str = "") -> HttpResponse:
    request.session.pop(mark, None)
    enrolling = request.session.get(ENROLLING)
    return redirect("account:enrolment" if enrolling else "account:settings")


def _context(request: AgentRequest) -> dict[str, object]:
    enrolling = bool(request.session.get(ENROLLING))
    methods = second_factors.methods(request.user)
    return {
        "enrolling": enrolling,
        "progress": steps.progress(steps.FACTOR) if enrolling else "",
        "methods": methods,
        "asks_phrase": bool(methods),
    }


def _qr(uri: str) -> SafeString:
    """An inline drawing: the policy of the pages allows no data address."""
    out = io.BytesIO()
    segno.make(uri, error="m").save(
        out, kind="svg", scale=5, border=3, xmldecl=False, light="#fff", dark="#000",
        svgclass="qr", title="QR code à lire avec votre application de codes",
    )  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308  # made of modules, not of text
