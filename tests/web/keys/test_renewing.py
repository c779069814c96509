"""The page that renews what a group received before a member left."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.keyring import models, renewal
from entrenous.keyring.renewal import Step
from tests.altered import altered
from tests.browsing import client_of
from tests.keyring.test_renewal import leave, put_in
from tests.people import House
from tests.reception.test_demandes import record

RENEW = "/cles/renouveler/"


def plain(answer: object) -> str:
    """The page, its French spaces as ordinary ones."""
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[attr-defined,no-any-return]


def text(client: Client, url: str) -> str:
    return plain(client.get(url))


def fields(page: str) -> dict[str, str]:
    """What the form of the page sends without a script."""
    return dict(re.findall(r'name="(after|done)"\s+value="([^"]*)"', page))


def test_nothing_to_renew_is_said_plainly(house: House) -> None:
    client = client_of(house, "Rachel")
    assert "Rien à renouveler" in text(client, RENEW)
    assert "Rien à renouveler" in plain(client.post(RENEW))


def test_it_is_proposed_where_the_day_begins_then_done(house: House) -> None:
    put_in(house)
    leave(house)
    for name, home, said in (
        ("Rachel", "reception:desk", "2 pièces gardent l’ancienne clé"),
        ("Camille", "dossiers:day", "1 pièce garde l’ancienne clé"),
    ):
        pages = (reverse(home), reverse("keys:groups"))
        client = client_of(house, name)
        for page in pages:
            assert RENEW in text(client, page), page
        before = text(client, RENEW)
        assert said in before
        done = plain(client.post(RENEW, fields(before)))
        assert "renouvelée" in done
        assert "Rien à renouveler" in done
        for page in pages:
            assert RENEW not in text(client, page), page


def test_without_a_script_one_continues_step_by_step(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal.renew_some, "__kwdefaults__", {"after": None, "seconds": 0})
    for _ in range(3):
        record(house)
    leave(house)
    client = client_of(house, "Rachel")
    page, seen = text(client, RENEW), []
    while "Rien à renouveler" not in page:
        page = plain(client.post(RENEW, fields(page)))
        seen.append(re.findall(r"(\d) pièces? renouvelée", page))
    assert seen == [["1"], ["2"], ["3"]]


def test_with_a_script_the_page_asks_for_the_next_step_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal.renew_some, "__kwdefaults__", {"after": None, "seconds": 0})
    for _ in range(2):
        record(house)
    leave(house)
    client = client_of(house, "Rachel")
    part = plain(client.post(RENEW, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f'hx-post="{RENEW}suite/"' in part
    last = plain(client.post(f"{RENEW}suite/", fields(part), headers={"HX-Request": "true"}))
    assert "2 pièces renouvelées" in last
    assert "suite/" not in last


def test_what_is_damaged_is_named_with_the_way_to_its_constat(house: House) -> None:
    demande = record(house)
    row = models.Record.objects.get(container_id=demande.pk, kind=101)
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    leave(house)
    page = plain(client_of(house, "Rachel").post(RENEW))
    assert "1 pièce garde l’ancienne clé" in page
    assert reverse("reception:constat", args=[demande.pk]) in page


def test_a_place_to_go_on_from_that_is_not_one_renews_nothing(house: House) -> None:
    put_in(house)
    leave(house)
    client = client_of(house, "Rachel")
    assert "2 pièces" in plain(client.post(RENEW, {"after": "n’importe quoi"}))
    assert renewal.waits(house.keyring("Rachel"))


def test_a_renewal_left_to_itself_lets_the_vault_close(house: House) -> None:
    client = client_of(house, "Rachel")
    models.Unlock.objects.update(seen_at="2020-01-01T00:00:00Z")
    assert client.post(f"{RENEW}suite/").status_code == 204
    assert client.post(RENEW)["Location"].startswith("/coffre/")
    assert not models.Draft.objects.exists()


def test_the_page_is_for_those_who_hold_keys_of_groups(house: House) -> None:
    for name in ("Ada", "Max"):
        assert client_of(house, name).get(RENEW).status_code == 404
        assert client_of(house, name).post(RENEW).status_code == 404
    assert Step() == renewal.renew_some(house.keyring("Lou"))
