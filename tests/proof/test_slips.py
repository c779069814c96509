"""What a platform drops is nowhere afterwards, by its page or by the API, even when one crashes.

Rows, sessions, logs, error reports, addresses, cookies, temporary files, in every disguise.
"""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.slips import dropping, senders, taking_in
from tests.browsing import client_of
from tests.ground.databases import Database
from tests.people import House, full_house
from tests.proof.canaries import STEM, canary, disguises, search
from tests.proof.places import Places
from tests.proof.watching import Watch
from tests.slips.dropped import platform

# Typed with a canary and always refused: a code that opens something, figures, a known commune.
_REFUSES_WORDS = frozenset(
    {
        "entrenous.web.slips.forms.PlaceForm.commune",
        "entrenous.web.slips.forms.SlipForm.number",
        "entrenous.web.slips.forms.TokenForm.token",
    }
)
_NUMBER = "01 99 00 47 12"
# What the administrator calls a platform is in clear (04-seal §3.15).
_PLATFORM = "Plateforme d’essai"


def fields() -> dict[str, str]:
    """A canary in each text that the page and the API read."""
    names = ("family_name", "given_name", "street")
    return {name: canary(name)[:80] for name in names} | {"commune": "Saint-Orme"}


def by_the_page(token: str, places: Places) -> None:
    """Refused, then accepted: a canary in every text."""
    client = Client(raise_request_exception=False)
    places.heard(client.post(reverse("slips:enter"), {"token": canary("token")}))
    places.heard(client.post(reverse("slips:enter"), {"token": token}))
    url = reverse("slips:drop")
    places.heard(client.post(url, {"commune": canary("commune"), "street": canary("street")}))
    told = fields() | {"reason": "other", "slot": "", "birth_year": "1978"}
    places.heard(client.post(url, told | {"number": canary("number")}))
    places.heard(client.post(url, told | {"number": _NUMBER, "x": canary("unknown")}))
    places.heard(client.get(url, {"q": canary("address")}))


def by_the_api(token: str, places: Places, most: int = 6) -> None:
    """The same, and what no document allows."""
    client = Client(raise_request_exception=False)
    good = fields() | {"number": _NUMBER}
    bodies: list[Any] = [
        good, good | {"number": canary("number")}, good | {canary("field"): 1},
        good | {"commune": canary("commune")}, good | {"reason": canary("reason")}, canary("text"),
    ]  # fmt: skip
    for body in bodies[:most]:
        for key in (f"{STEM}-1", "appel-1"):
            told = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
            places.heard(
                client.post(
                    reverse("slips:api-drop"), json.dumps(body), "application/json", headers=told
                )
            )


def test_what_a_platform_drops_is_nowhere(
    own_database: Database, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = full_house()
    watch = Watch(STEM, _PLATFORM)
    watch.install(monkeypatch)
    _, token = platform(house, limit=1_000)
    _name_a_platform(house, places)
    by_the_page(token, places)
    by_the_api(token, places)

    def crash(*args: Any, **kwargs: Any) -> Any:
        copied = repr((args, kwargs)) + canary("local")
        raise RuntimeError(copied)

    with monkeypatch.context() as patched:
        patched.setattr(dropping, "drop", crash)
        by_the_page(token, places)
        by_the_api(token, places, most=1)
    taking_in.take_in([house.circonscription], by=house.keyring("Rachel"))
    shown = client_of(house, "Rachel").get(reverse("slips:list"))
    assert STEM.casefold() in shown.content.decode().casefold(), "her house reads it"
    assert {200, 201, 302, 422, 500} <= places.statuses
    unproven = watch.unproven(__name__, refusing=_REFUSES_WORDS)
    assert not unproven, "\n".join(unproven)
    gathered = places.gather(own_database)
    assert search(gathered, disguises()) == []
    assert token.encode() not in b"".join(gathered.values())


def _name_a_platform(house: House, places: Places) -> None:
    told = {"name": _PLATFORM, "hourly_limit": "5"}
    made = client_of(house, "Ada").post(reverse("slips:sender-new"), told)
    assert senders.of_token(made.context["token"]) is not None
    places.heard(made)
