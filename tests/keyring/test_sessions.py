"""A session's row opens nothing: neither read, nor replayed as a cookie."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client

from entrenous.keyring import models
from entrenous.keyring.sessions import SessionStore, row_key
from tests.browsing import client_of
from tests.people import House


def saved(**values: str) -> SessionStore:
    store = SessionStore()
    store.update(values)
    store.save()
    return store


def test_the_row_is_found_by_the_cookie_only(db: None) -> None:
    store = saved(a="1")
    row = models.Session.objects.get()
    assert row.session_key == row_key(store.session_key or "")
    assert store.session_key not in row.session_key
    assert SessionStore(store.session_key)["a"] == "1"


def test_a_replayed_row_key_opens_nothing(db: None) -> None:
    saved(a="1")
    replayed = SessionStore(models.Session.objects.get().session_key)
    assert "a" not in replayed
    assert replayed.session_key is None


def test_saving_twice_keeps_one_row_and_deleting_leaves_none(db: None) -> None:
    store = saved(a="1")
    store["a"] = "2"
    store.save()
    assert models.Session.objects.count() == 1
    assert SessionStore(store.session_key)["a"] == "2"
    assert store.exists(store.session_key)
    store.delete()
    assert not models.Session.objects.exists()


def test_a_new_key_after_log_in_leaves_the_former_one_dead(db: None) -> None:
    store = saved(a="1")
    former = store.session_key
    store.cycle_key()
    assert SessionStore(store.session_key)["a"] == "1"
    assert not SessionStore(former).exists(former)
    store.flush()
    assert not models.Session.objects.exists()


@pytest.mark.django_db
def test_the_asynchronous_twins_read_and_write_the_same_rows() -> None:
    store = SessionStore("k" * 32)
    with ThreadPoolExecutor() as elsewhere:  # a browser keeps a loop in the thread of the tests
        made = elsewhere.submit(asyncio.run, store.acreate_model_instance({})).result()
    assert made.session_key == row_key("k" * 32)


def test_a_stolen_database_gives_no_page(house: House) -> None:
    client_of(house, "Camille")
    row = models.Session.objects.latest("expire_date")
    unlock = models.Unlock.objects.get(agent=house.agents["Camille"])
    thief = Client()
    thief.cookies["en_sid"] = row.session_key
    thief.cookies["en_k"] = bytes(unlock.id).hex()
    answer = thief.get("/compte/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
