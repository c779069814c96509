"""The drop API: a receipt and nothing else, whatever is sent; its document says so."""

import json
import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from entrenous.agents.models import NeighbourService
from entrenous.config.wsgi import application
from entrenous.slips import senders
from entrenous.slips.models import SenderHour, Slip
from entrenous.web.slips import openapi
from tests.browsing import time_stands_still
from tests.people import House
from tests.slips.dropped import platform, slot

SLIP = {
    "family_name": "Benhaddou-Roche",
    "given_name": "Idriss",
    "number": "+33 1 99 00 47 12",
    "reason": "work_stop",
    "birth_year": 1978,
    "commune": "St Orme",
    "street": "12 bis r. des Tanneurs",
}
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, negative_data_rejection,
]  # fmt: skip


def post(token: str, body: object, to: str = "slips:api-drop", **headers: str) -> tuple[int, dict]:  # type: ignore[type-arg]
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    told = {"Authorization": f"Bearer {token}"} | headers
    answer = Client().post(reverse(to), raw, content_type="application/json", headers=told)
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    return answer.status_code, answer.json()


def test_a_slip_is_dropped_for_a_slot_that_the_house_opened(house: House) -> None:
    _, token = platform(house)
    made = slot(house)
    status, said = post(
        token, {"commune": "St Orme", "street": "r des tanneurs"}, "slips:api-slots"
    )
    assert (status, [s["id"] for s in said["slots"]]) == (200, [str(made.pk)])
    status, said = post(token, SLIP | {"slot": str(made.pk)})
    assert (status, list(said)) == (201, ["receipt"])
    assert said["receipt"] == Slip.objects.get().receipt
    status, said = post(token, SLIP | {"slot": str(made.pk)})
    assert (status, said["error"]["code"]) == (409, "slot_gone")
    assert post(token, {"commune": "St Orme"}, "slips:api-slots")[1] == {"slots": []}


def test_a_replayed_drop_gives_the_same_receipt(house: House) -> None:
    _, token = platform(house)
    first = post(token, SLIP, **{"Idempotency-Key": "appel-42"})
    assert post(token, SLIP, **{"Idempotency-Key": "appel-42"}) == first
    assert Slip.objects.count() == 1
    other = post(token, SLIP | {"number": "01 99 00 00 00"}, **{"Idempotency-Key": "appel-42"})
    assert (other[0], other[1]["error"]["code"]) == (409, "key_reused")
    assert post(token, SLIP, **{"Idempotency-Key": "é" * 3})[0] == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" ", 400),
        ("{", 400),
        (b"\xff\xfe", 400),
        ("[" * 5_000, 422),
        ("[]", 422),
        (SLIP | {"number": "0"}, 422),
        (SLIP | {"number": "rappelez-moi"}, 422),
        (SLIP | {"birth_year": "1978"}, 422),
        (SLIP | {"reason": "asthme"}, 422),
        (SLIP | {"motif": "asthme"}, 422),
        (SLIP | {"slot": "demain"}, 422),
        (SLIP | {"slot": str(uuid4())}, 409),
        (SLIP | {"family_name": "\u200b"}, 422),
        (SLIP | {"family_name": "x" * 9_000}, 413),
        ({k: v for k, v in SLIP.items() if k != "commune"}, 422),
        (SLIP | {"commune": "Felletin"}, 422),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence_and_leaves_nothing(
    house: House, body: object, status: int
) -> None:
    _, token = platform(house)
    got, said = post(token, body)
    assert got == status
    assert said["error"]["message"].endswith(".")
    told = json.dumps(said)
    assert not [word for word in ("Benhaddou", "asthme", "motif", "99 00") if word in told]
    assert not Slip.objects.exists()


def test_an_address_of_elsewhere_gives_the_right_service(house: House) -> None:
    _, token = platform(house)
    NeighbourService.objects.create(
        organisation=house.organisation, name="Ailleurs (fictif)", phone="01 99 00 30 00"
    )
    _, said = post(token, SLIP | {"commune": "Felletin"})
    assert said["error"]["code"] == "elsewhere"
    assert said["error"]["services"][0]["phone"] == "01 99 00 30 00"


def test_whatever_is_no_token_gets_the_same_answer(house: House) -> None:
    sender, token = platform(house)
    senders.revoke(sender, by=house.agents["Ada"].pk)
    answers = [post(t, SLIP) for t in (token, "autre", "", "x" * 500)]
    assert {status for status, _ in answers} == {401}
    assert all(answer == answers[0] for answer in answers)
    bare = Client().post(reverse("slips:api-drop"), "{}", content_type="application/json")
    assert (bare.status_code, bare["WWW-Authenticate"]) == (401, "Bearer")
    with time_stands_still():
        for _ in range(40):
            status, said = post("autre", SLIP)
    assert (status, said["error"]["code"]) == (429, "too_many")


def test_a_flood_waits_and_its_good_slips_are_kept(house: House) -> None:
    _, token = platform(house, limit=2)
    assert post(token, SLIP)[0] == 201
    assert post(token, "{")[0] == 400
    told = {"Authorization": f"Bearer {token}"}
    answer = Client().post(
        reverse("slips:api-drop"), json.dumps(SLIP), content_type="application/json", headers=told
    )
    assert (answer.status_code, 0 < int(answer["Retry-After"]) <= 3600) == (429, True)
    assert Slip.objects.count() == 1


def test_only_json_is_posted_and_a_session_is_no_token(house: House) -> None:
    platform(house)
    for name in ("slips:api-drop", "slips:api-slots"):
        assert Client().get(reverse(name)).status_code == 405
        assert Client().post(reverse(name), {"commune": "x"}).status_code == 401
    token = senders.make(
        house.organisation, name="Autre", hourly_limit=9, by=house.agents["Ada"].pk
    )[1]
    form = Client().post(
        reverse("slips:api-drop"), SLIP, headers={"Authorization": f"Bearer {token}"}
    )
    assert form.status_code == 415


def test_no_name_reaches_a_log_line(house: House, caplog: pytest.LogCaptureFixture) -> None:
    _, token = platform(house)
    with caplog.at_level(logging.DEBUG, logger="entrenous"):
        post(token, SLIP)
        post(token, SLIP | {"commune": "Felletin"})
        post(token, "{")
    told = "\n".join(f"{r.getMessage()} {vars(r)}" for r in caplog.records)
    assert "request.answered" in told
    assert not [word for word in ("Benhaddou", "Idriss", token) if word in told]


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The application, called as a server calls it, closes no connection of the test."""
    watched = (request_started, request_finished)
    for signal in watched:
        signal.disconnect(close_old_connections)
    yield
    for signal in watched:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_generated_from_the_document_is_answered_as_it_says(
    house: House, mode: GenerationMode
) -> None:
    _, token = platform(house, limit=1_000)
    schema = schemathesis.openapi.from_dict(openapi.document())
    schema.app = application
    for path in openapi.document()["paths"]:
        operation = schema[path]["POST"]
        asked = 0

        @settings(
            max_examples=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_documented(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            response = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(response, checks=CHECKS)

        answers_as_documented()
        assert asked > 5
    assert SenderHour.objects.get().count > 10


def test_the_document_is_what_is_served(house: House) -> None:
    answer = Client().get(reverse("slips:api-document"))
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(openapi.document()))
    assert set(answer.json()["paths"]) == {
        reverse("slips:api-drop"),
        reverse("slips:api-slots"),
    }
