"""What she was typing when her space closed: carried through the way in, sealed for her alone.

Nothing is kept on the server. The page of the way in holds bytes that only her keys open: whoever
enters with another code, or reads the source of the page, learns nothing of them.
"""

import base64
import binascii
from typing import Final, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from entrenous.keyring.drafts import Typed, typed_in
from entrenous.space.models import Space
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened, pad, unpad

FIELD: Final = "carried"
OWNER: Final = "space"
_MARKS: Final = frozenset({OWNER, "once", "version", FIELD})
_MOST_BYTES: Final = 400_000


class Text(NamedTuple):
    """One text that was typed, under the name of its field."""

    name: str
    value: str


def carried_from(request: HttpRequest) -> str:
    """What a form sent once the space had closed, sealed to whose space it was; or nothing."""
    typed, space = typed_in(request), _owner(request)
    if space is None or not _texts(typed):
        return ""
    public = PublicKeys(bytes(space.box), bytes(space.sign))
    return base64.b64encode(public.seal(pad(typed.to_json().encode()))).decode()


def carried_by(request: HttpRequest) -> str:
    """What the way in carries already, or what was just sent to a space that has closed."""
    return request.POST.get(FIELD, "")[:_MOST_BYTES] or carried_from(request)


def found_again(request: HttpRequest, secret: SecretKeys) -> HttpResponse | None:
    """The page that gives her text back, to send or to copy; None when there is none of hers."""
    typed = _open(request.POST.get(FIELD, ""), secret)
    if typed is None or not typed.path.startswith(reverse("space:enter")):
        return None
    hidden = [
        Text(name, value)
        for name, values in typed.fields.items()
        for value in values
        if name in _MARKS - {FIELD}
    ]
    context = {"path": typed.path, "texts": _texts(typed), "hidden": hidden}
    return render(request, "space/found_again.html", context)


def _texts(typed: Typed) -> list[Text]:
    return [
        Text(name, value)
        for name, values in typed.fields.items()
        for value in values
        if name not in _MARKS and value.strip()
    ]


def _owner(request: HttpRequest) -> Space | None:
    try:
        person = UUID(request.POST.get(OWNER, ""))
    except ValueError:
        return None
    return Space.objects.filter(pk=person).first()


def _open(carried: str, secret: SecretKeys) -> Typed | None:
    try:
        clear = unpad(secret.open(base64.b64decode(carried[:_MOST_BYTES], validate=True)))
        return Typed.from_json(clear.decode())
    except (NotOpened, binascii.Error, ValueError):
        return None
