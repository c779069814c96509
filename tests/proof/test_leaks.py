"""Deliberate leaks, one per channel: the search of `test_canaries` must catch each."""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.urls import reverse

from entrenous.config.logs import WhiteListFormatter
from entrenous.keyring import drafts, models, records
from entrenous.keyring.middleware import KeyringMiddleware
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.proof import canaries
from tests.proof.canaries import disguises, search
from tests.proof.places import Places

# What deliberate leaks write, so that they are not found again in a log shared by every database.
LEAKED = "Mûrmurèçlândestîn"


def _leak_in_a_row(patch: pytest.MonkeyPatch) -> None:
    """A draft kept as it was typed."""
    keep = drafts.keep

    def leaking(agent: Any, typed: Any) -> Any:
        row = keep(agent, typed)
        models.Draft.objects.filter(pk=row.pk).update(box=repr(typed.fields).encode())
        return row

    patch.setattr(drafts, "keep", leaking)


def _leak_in_a_session(patch: pytest.MonkeyPatch) -> None:
    call = KeyringMiddleware.process_view

    def leaking(self: Any, request: Any, view: Any, *place: Any) -> Any:
        request.session["last"] = request.POST.get("text", "")
        return call(self, request, view, *place)

    patch.setattr(KeyringMiddleware, "process_view", leaking)


def _leak(tell: Callable[[Any, str], None]) -> Callable[[pytest.MonkeyPatch], None]:
    def install(patch: pytest.MonkeyPatch) -> None:
        call = KeyringMiddleware.__call__

        def leaking(self: Any, request: Any) -> Any:
            response = call(self, request)
            tell(response, request.POST.get("text", ""))
            return response

        patch.setattr(KeyringMiddleware, "__call__", leaking)

    return install


def _log_it(response: Any, text: str) -> None:
    logging.getLogger("entrenous").warning("entry of %s", text)


def _leak_in_the_log(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(WhiteListFormatter, "format", logging.Formatter.format)
    _leak(_log_it)(patch)


def _bake_it(response: Any, text: str) -> None:
    response.set_cookie("last", text.encode().hex())


def _link_it(response: Any, text: str) -> None:
    response["Link"] = f"/?q={canaries.quote(text)}"


def _mail_it(response: Any, text: str) -> None:
    mail.send_mail("x", text, "a@exemple.invalid", ["b@exemple.invalid"])


def _leave_a_file(response: Any, text: str) -> None:
    with tempfile.NamedTemporaryFile("w", delete=False, encoding="utf-8") as file:
        file.write(text)


def _leak_in_the_environment(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("LAST_TEXT", "")
    _leak(lambda _, text: patch.setenv("LAST_TEXT", text))(patch)


def _keep_it(response: Any, text: str) -> None:
    (Path(settings.ENTRENOUS_HOME) / "last.txt").write_text(text, encoding="utf-8")


def _lead_there(response: Any, text: str) -> None:
    """A page that leads somewhere with what was typed."""
    response["Content-Type"] = "text/html"
    response.content = f'<a href="/?q={text}">encore</a>'.encode()


LEAKS: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None]]] = {
    "a draft in clear": ("rows", _leak_in_a_row),
    "a session key": ("rows", _leak_in_a_session),
    "a log line": ("log", _leak_in_the_log),
    "a cookie": ("addresses and cookies", _leak(_bake_it)),
    "an address": ("addresses and cookies", _leak(_link_it)),
    "a mail": ("mail", _leak(_mail_it)),
    "a temporary file": ("temporary files", _leak(_leave_a_file)),
    "a link of a page": ("addresses and cookies", _leak(_lead_there)),
    "a file of the program": ("home", _leak(_keep_it)),
    "the environment": ("environment", _leak_in_the_environment),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_deliberate_leak_is_caught(
    house: House, places: Places, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    channel, install = LEAKS[leak]
    mail.outbox.clear()
    dossier = dossier_of(house, "Camille")
    text = f"{LEAKED} deliberate"
    url = reverse("dossiers:entry_new", args=[dossier.pk])

    def write_with_a_closed_vault() -> None:
        client = client_of(house, "Camille", locked=True)
        client.raise_request_exception = False
        places.heard(client.post(url, {"text": text}))

    write_with_a_closed_vault()
    assert search(places.gather(), disguises(LEAKED)) == []
    with monkeypatch.context() as patched:
        install(patched)
        write_with_a_closed_vault()
        assert {f.partition(":")[0].partition(",")[0] for f in
                search(places.gather(), disguises(LEAKED))} == {channel}  # fmt: skip
    mail.outbox.clear()
    (Path(settings.ENTRENOUS_HOME) / "last.txt").unlink(missing_ok=True)


def test_a_record_sealed_by_mistake_in_clear_is_refused_or_caught(
    house: House, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The column refuses what is not sealed; were it to accept, the search finds it."""
    monkeypatch.setattr(records, "seal_record", lambda clear, **_: clear)
    with pytest.raises(ValueError, match=r"."), transaction.atomic():
        dossier_of(house, "Camille", f"{LEAKED} clear")
    monkeypatch.setattr("entrenous.keyring.fields.as_sealed", lambda blob: blob)
    dossier_of(house, "Camille", f"{LEAKED} clear")
    assert any(f.startswith("rows") for f in search(places.gather(), disguises(LEAKED)))
