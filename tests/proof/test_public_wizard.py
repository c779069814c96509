"""« Protéger mon écrit »: what a visitor types is nowhere afterwards, even when a page crashes.

Rows, sessions, logs, error reports, cookies, temporary files: searched in every disguise.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entrenous.keyring import models
from entrenous.letters import Kind
from entrenous.web.asking.journey import STEPS
from entrenous.web.protect import views
from entrenous.web.protect.forms import VALUE_PREFIX, ParticularsForm
from entrenous.web.protect.pace import LETTER as COST
from entrenous.web.protect.pace import Pace
from tests.ground.databases import Database
from tests.proof.canaries import STEM, canary, disguises, search
from tests.proof.places import Places
from tests.proof.watching import Watch
from tests.web.protect.walking import LETTER, START, changed

TITLE_SHOWN = changed("proofs", ev_titre_executoire="shown")


def typed() -> dict[str, Any]:
    """Every field of every page, a canary in each text, and in names that no page has."""
    told = {name: value for step in TITLE_SHOWN.values() for name, value in step.items()}
    texts = {name: canary(name) for name in ParticularsForm.base_fields}
    values = {VALUE_PREFIX + item: canary(item) for item in told["asked"]}
    free = {"asked_free": canary("asked_free"), f"x{STEM}": canary("unknown"), "letter_on": ""}
    return {**told, **texts, **values, **free, "done": list(STEPS)}


def visit(client: Client, places: Places) -> None:
    """Every page, refused and accepted, every letter in every form."""
    for step in STEPS:
        for more in ({}, {"received_on": canary("day"), "channel": canary("channel")}):
            places.heard(client.post(START, {**typed(), "step": step, **more}))
    for go in ("answer", "again-requesters", "again-persons", "edit-what", canary("go")):
        places.heard(client.post(START, {**typed(), "step": "check", "go": go}))
    for kind in Kind:
        for go in ("", "pdf"):
            answer = client.post(LETTER, {**typed(), "kind": kind.value, "go": go})
            places.heard(answer)
            if go == "pdf" and kind in (Kind.LIMITED, Kind.REFUSAL, Kind.NEUTRAL):
                assert answer.content.startswith(b"%PDF-"), kind
    places.heard(client.post(LETTER, {**typed(), "kind": canary("kind")}))
    places.heard(client.get(START, {"q": canary("address")}))
    sent = SimpleUploadedFile(f"{STEM}.txt", STEM.encode())
    places.heard(client.post(START, {**typed(), "step": "what", "f": sent}))


def test_what_a_visitor_types_is_nowhere(
    own_database: Database, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "pace", Pace())
    watch = Watch(STEM)
    watch.install(monkeypatch)
    client = Client(raise_request_exception=False)
    visit(client, places)
    assert watch.unproven(__name__) == []

    def crash(*args: Any, **kwargs: Any) -> Any:
        copied = repr((args, kwargs)) + canary("local")
        raise RuntimeError(copied)

    with monkeypatch.context() as patched:
        patched.setattr(views, "present", crash)
        patched.setattr(views, "compose", crash)
        for data in ({"step": "check", "go": "answer"}, {"kind": "refusal"}):
            url = LETTER if "kind" in data else START
            places.heard(client.post(url, {**typed(), **data}))
    monkeypatch.setattr(views, "pace", spent := Pace(lambda: 0.0))
    while not spent.wait_seconds("127.0.0.1", COST):
        pass
    places.heard(client.post(LETTER, {**typed(), "kind": "refusal"}))

    assert {200, 302, 422, 429, 500} <= places.statuses
    assert set(client.cookies) == {"en_csrf"}
    assert not models.Session.objects.exists()
    assert not models.FailedTry.objects.exists()
    assert not models.Draft.objects.exists()
    assert search(places.gather(own_database), disguises()) == []


def test_the_log_of_a_visit_is_a_route_and_a_status(own_database: Database, places: Places) -> None:
    client = Client()
    client.post(START, {**typed(), "step": "check", "go": "answer"}, REMOTE_ADDR="203.0.113.9")
    said = places.log.getvalue()
    assert '"route": "protect:describe"' in said
    assert "203.0.113" not in said
    assert "huissier" not in said
