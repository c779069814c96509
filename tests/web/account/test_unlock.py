"""A vault that closes in mid-typing: the text is kept, the PIN opens, the form is found again."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from entrenous.config import errors
from entrenous.config import urls as program
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import drafts, models, unlocking
from entrenous.keyring.errors import KeyNotHeld
from entrenous.web.common.access import AgentRequest, agent_page, needs, not_human
from tests.browsing import client_of
from tests.people import PHRASE, House
from tests.web.account.ways import PIN

TEXT = "Elle dit : « il a changé la serrure »"


@agent_page
def entry(request: AgentRequest, about: UUID) -> HttpResponse:
    """A form as the pages write it."""
    if request.method == "POST":
        assert request.keyring.secret
        drafts.discard(request.user, "entry", about)
        return HttpResponse("saved")
    found = drafts.restore(request, "entry", about) or {}
    return HttpResponse(f"[{found.get('texte', '')}] {request.keyring.secret is not None}")


@require_POST
@agent_page
def act(request: AgentRequest) -> HttpResponse:
    return HttpResponse("done" if request.keyring.secret else "")


@agent_page
def stranger(request: AgentRequest) -> HttpResponse:
    raise KeyNotHeld


@not_human
@agent_page
def poll(request: AgentRequest) -> HttpResponse:
    return HttpResponse(str(request.keyring.secret is not None))


@needs("team_lead", "management")
def led(request: AgentRequest) -> HttpResponse:
    return HttpResponse("led")


urlpatterns = [
    path("essai/<uuid:about>/", entry, name="entry"),
    path("essai/acte/", act, name="act"),
    path("essai/autre/", stranger, name="stranger"),
    path("essai/sonde/", poll, name="poll"),
    path("essai/equipe/", led, name="led"),
    path("", include(program.urlpatterns)),
]

handler404 = errors.page_not_found

pytestmark = pytest.mark.urls("tests.web.account.test_unlock")


@pytest.fixture(autouse=True)
def _camille_has_a_pin(request: pytest.FixtureRequest) -> Iterator[None]:
    unlocking.set_pin(request.getfixturevalue("house").agents["Camille"], PIN)
    return


def reopen(client: Client, page: str, **fields: str) -> HttpResponse:
    return client.post("/coffre/", {"next": page, **(fields or {"pin": PIN})})


def test_what_was_typed_is_kept_and_found_again(house: House) -> None:
    client, page = client_of(house, "Camille", locked=True), f"/essai/{uuid4()}/"
    answer = client.post(page, {"texte": TEXT})
    assert answer["Location"] == "/coffre/?next=" + page.replace("/", "%2F")
    assert "serrure" not in answer["Location"]
    row = models.Draft.objects.get()
    assert b"serrure" not in bytes(row.box)
    asked = client.get(answer["Location"]).content.decode()
    assert "gardé en brouillon" in asked
    assert "six chiffres" in asked
    assert reopen(client, page)["Location"] == page
    assert client.get(page).content.decode() == f"[{TEXT}] True"
    assert client.post(page, {"texte": TEXT}).content == b"saved"
    assert not models.Draft.objects.exists()


def test_a_page_read_with_a_closed_vault_asks_to_open_it(house: House) -> None:
    answer = client_of(house, "Camille", locked=True).get("/essai/sonde/")
    assert answer.status_code == 204
    answer = client_of(house, "Camille", locked=True).get(f"/essai/{uuid4()}/")
    assert answer["Location"].startswith("/coffre/")
    assert not models.Draft.objects.exists()


def test_an_address_that_only_receives_sends_home_after_the_pin(house: House) -> None:
    client = client_of(house, "Camille", locked=True)
    client.post("/essai/acte/", {"oui": "1"})
    back = reopen(client, "/essai/acte/")
    assert client.get(back["Location"])["Location"] == "/"
    assert client.get("/essai/acte/").status_code == 405


def test_an_exchange_within_a_page_moves_the_whole_page(house: House) -> None:
    client = client_of(house, "Camille", locked=True)
    answer = client.post("/essai/acte/", {"texte": TEXT}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/coffre/?next=")
    assert models.Draft.objects.exists()


def test_a_key_not_held_is_a_page_that_does_not_exist(house: House) -> None:
    client = client_of(house, "Camille")
    stranger_page = client.get("/essai/autre/")
    nowhere = client.get("/essai/nulle-part/")
    assert stranger_page.status_code == nowhere.status_code == 404
    assert "Cette page n’existe pas" in stranger_page.content.decode()


def test_a_function_not_exercised_is_a_page_that_does_not_exist(house: House) -> None:
    assert client_of(house, "Ines").get("/essai/equipe/").content == b"led"
    assert client_of(house, "Camille").get("/essai/equipe/").status_code == 404


def test_keys_are_dropped_at_the_end_of_the_request(house: House) -> None:
    seen: list[HttpRequest] = []
    client = client_of(house, "Camille")
    answer = client.get("/essai/sonde/")
    seen.append(answer.wsgi_request)
    assert answer.content == b"True"
    assert not seen[0].keyring.is_open  # type: ignore[attr-defined]


def test_five_wrong_pins_then_the_phrase_opens(house: House) -> None:
    client = client_of(house, "Camille", locked=True)
    said = [reopen(client, "/", pin="000001").content.decode() for _ in range(5)]
    assert "Encore 4 essais." in said[0]
    assert "Dernier essai." in said[3]
    assert "Ouvrez avec votre phrase" in said[4]
    assert reopen(client, "/", pin=PIN).status_code == 422
    page = client.get("/coffre/").content.decode()
    assert "Votre phrase" in page
    assert "six chiffres" not in page
    assert reopen(client, "/", phrase="pas la bonne phrase").status_code == 422
    assert reopen(client, "/essai/sonde/", phrase=PHRASE)["Location"] == "/essai/sonde/"
    assert client.get("/essai/sonde/").content == b"True"


def test_closing_the_vault_is_immediate_and_journaled(house: House) -> None:
    client = client_of(house, "Camille")
    assert client.post("/coffre/fermer/")["Location"] == "/coffre/"
    assert Entry.objects.latest("seq").act == Act.VAULT_CLOSED
    assert client.get(f"/essai/{uuid4()}/")["Location"].startswith("/coffre/")
    assert client.get("/coffre/fermer/").status_code == 405


def test_staying_tells_when_it_closes(house: House) -> None:
    answer = client_of(house, "Camille").post("/coffre/garder/")
    assert 0 < int(answer["X-Vault-Closes-In"]) <= 20 * 60
    assert client_of(house, "Camille", locked=True).post("/coffre/garder/").status_code == 409


def test_an_open_vault_is_not_asked_twice(house: House) -> None:
    answer = client_of(house, "Camille").get("/coffre/?next=/essai/sonde/")
    assert answer["Location"] == "/essai/sonde/"


def test_autosave_keeps_the_text_even_closed_and_says_when(house: House) -> None:
    for locked in (False, True):
        client = client_of(house, "Camille", locked=locked)
        data = {"draft_form": "entry", "draft_about": str(uuid4()), "texte": TEXT}
        answer = client.post("/brouillon/", data)
        assert "Brouillon enregistré à" in answer.content.decode()
        assert ("X-Vault-Closes-In" in answer) is not locked
    assert models.Draft.objects.count() == 2
    emptied = {**data, "texte": " "}
    assert client.post("/brouillon/", emptied).content == b""
    assert models.Draft.objects.count() == 1
    assert client.post("/brouillon/", {"texte": TEXT}).status_code == 400


def test_autosave_without_a_session_loses_nothing_and_stores_nothing(house: House) -> None:
    answer = Client().post("/brouillon/", {"draft_form": "entry", "texte": TEXT})
    assert "votre texte suivra" in answer.content.decode()
    assert not models.Draft.objects.exists()


def test_drafts_are_listed_read_and_deleted_by_their_author_only(house: House) -> None:
    camille = client_of(house, "Camille")
    assert "Aucun brouillon" in camille.get("/brouillons/").content.decode()
    row = drafts.save(house.agents["Camille"], "entry", uuid4(), {"texte": TEXT})
    page = camille.get("/brouillons/").content.decode()
    assert f"/essai/{row.about}/" in page
    assert "serrure" not in page
    assert "serrure" in camille.get(f"/brouillons/{row.pk}/").content.decode()
    assert client_of(house, "Alix").get(f"/brouillons/{row.pk}/").status_code == 404
    assert client_of(house, "Alix").post(f"/brouillons/{row.pk}/").status_code == 404
    assert camille.post(f"/brouillons/{row.pk}/").status_code == 302
    assert not models.Draft.objects.exists()


def test_phrases_and_codes_typed_are_never_a_draft(house: House) -> None:
    client = client_of(house, "Camille", locked=True)
    client.post("/compte/phrase/", {"current": PHRASE})
    client.post("/feuille-de-secours/", {"phrase": PHRASE})
    client.post("/compte/second-facteur/retirer/", {"kind": "totp", "phrase": PHRASE})
    client.post("/second-facteur/application/", {"code": "123456"})
    assert not models.Draft.objects.exists()


def test_a_session_without_its_unlock_row_is_over(house: House) -> None:
    client = client_of(house, "Camille")
    models.Unlock.objects.all().delete()
    assert client.get("/compte/")["Location"].startswith("/connexion/")
