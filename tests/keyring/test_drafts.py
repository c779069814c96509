"""Drafts: sealed to their author, kept with a closed vault, restored in their form."""

import json
from uuid import uuid4

import pytest
from django.test import RequestFactory

from entrenous.keyring import drafts, models
from entrenous.keyring.drafts import Typed
from entrenous.keyring.errors import VaultClosed
from tests.altered import altered
from tests.people import House

TEXT = "Elle dit : « il a changé la serrure » 🗝 שלום"


def get(house: House, name: str, *, closed: bool = False) -> object:
    request = RequestFactory().get("/")
    request.keyring = house.closed(name) if closed else house.keyring(name)
    return request


def test_what_was_typed_comes_back_whole(house: House) -> None:
    about = uuid4()
    drafts.save(house.agents["Camille"], "f", about, {"texte": TEXT, "qui": ["a", "b"]})
    assert drafts.restore(get(house, "Camille"), "f", about) == {"texte": TEXT, "qui": ["a", "b"]}
    data = drafts.restore_data(get(house, "Camille"), "f", about)
    assert data is not None
    assert data.getlist("qui") == ["a", "b"]


def test_nothing_is_in_clear(house: House) -> None:
    row = drafts.save(house.agents["Camille"], "f", None, {"texte": TEXT})
    for piece in ("serrure", "texte"):
        assert piece.encode() not in bytes(row.box)


def test_lengths_fall_in_the_same_bucket(house: House) -> None:
    camille = house.agents["Camille"]
    sizes = {len(drafts.save(camille, "f", None, {"t": "x" * n}).box) for n in (1, 40, 90)}
    assert len(sizes) == 1


def test_it_is_kept_with_a_closed_vault_but_read_with_an_open_one(house: House) -> None:
    drafts.save(house.agents["Camille"], "f", None, {"texte": TEXT})
    with pytest.raises(VaultClosed):
        drafts.restore(get(house, "Camille", closed=True), "f")
    assert drafts.restore(get(house, "Camille", closed=True), "other form") is None


def test_a_colleague_neither_finds_nor_opens_it(house: House) -> None:
    row = drafts.save(house.agents["Camille"], "f", None, {"texte": TEXT})
    assert drafts.restore(get(house, "Alix"), "f") is None
    models.Draft.objects.update(agent=house.agents["Alix"])
    row.refresh_from_db()
    assert drafts.restore(get(house, "Alix"), "f") is None


def test_one_draft_per_form_and_dossier(house: House) -> None:
    camille, about = house.agents["Camille"], uuid4()
    for text in ("un", "deux"):
        drafts.save(camille, "f", None, {"t": text})
        drafts.save(camille, "f", about, {"t": text})
    assert len(drafts.of(camille)) == 2
    assert drafts.restore(get(house, "Camille"), "f") == {"t": "deux"}
    drafts.discard(camille, "f")
    assert [d.about for d in drafts.of(camille)] == [about]


def test_new_keys_leave_a_draft_unreadable_not_an_error(house: House) -> None:
    row = drafts.save(house.agents["Camille"], "f", None, {"t": "x"})
    row.box = altered(row.box)
    row.save()
    assert drafts.restore(get(house, "Camille"), "f") is None


def test_what_a_request_carries_leaves_out_what_was_not_typed() -> None:
    request = RequestFactory().post(
        "/dossiers/x/?q=nom",
        {"csrfmiddlewaretoken": "t", "draft_form": "f", "draft_about": "rien", "texte": "a"},
    )
    request.resolver_match = None
    typed = drafts.typed_in(request)
    assert (typed.form, typed.about, typed.path) == ("f", None, "/dossiers/x/")
    assert typed.fields == {"texte": ["a"]}


def test_what_the_log_in_page_carries_is_read_back() -> None:
    typed = Typed("f", uuid4(), "/dossiers/x/", {"texte": [TEXT]})
    assert Typed.from_json(typed.to_json()) == typed


@pytest.mark.parametrize(
    "sent",
    ["", "null", "{}", "[1,2]", '["f","not-an-id","/",{}]', '["f",null,"/",[]]', "[" * 5000,
     '["f",null,3,{}]', '["f",null,"/",{"a":3}]'],
)  # fmt: skip
def test_what_is_not_that_is_ignored(sent: str) -> None:
    assert Typed.from_json(sent) is None


def test_halves_of_characters_do_not_stop_the_page(house: House) -> None:
    typed = Typed.from_json('["f\\u0000",null,"/",{"a":["\\ud83d"]}]')
    assert typed is not None
    drafts.keep(house.agents["Camille"], typed)
    assert drafts.restore(get(house, "Camille"), "f") == {"a": "?"}


@pytest.mark.parametrize("path", ["//exemple.invalid/", "https://exemple.invalid", "/\\e", ""])
def test_a_carried_path_never_leaves_the_site(path: str) -> None:
    typed = Typed.from_json(json.dumps(["f", None, path, {"a": ["b"]}]))
    assert typed is not None
    assert typed.path == "/"


def test_white_space_is_not_worth_a_draft() -> None:
    assert Typed("f", None, "/", {"a": [" \n"], "b": []}).is_empty
    assert not Typed("f", None, "/", {"a": ["x"]}).is_empty
