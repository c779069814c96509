"""Logging in: two proofs, the same refusal for everyone, no colleague kept out."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from entrenous.agents.models import Agent
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import models, second_factors, slots
from entrenous.vault import login as vault_login
from tests.browsing import time_stands_still
from tests.people import PHRASE, House
from tests.web.account.ways import code_now, hidden, log_in, settle

WRONG = "ce ne sont pas les sept bons mots"


def post(client: Client, login: str, phrase: str) -> tuple[int, str]:
    answer = client.post("/connexion/", {"login": login, "phrase": phrase})
    return answer.status_code, answer.content.decode()


def test_the_phrase_then_the_second_factor_open_the_vault(house: House) -> None:
    client = log_in(house, "Camille", settle(house, "Camille"))
    page = client.get("/compte/")
    assert page.status_code == 200
    assert "Coffre ouvert" in page.content.decode()
    assert Entry.objects.latest("seq").act == Act.VAULT_OPENED


def test_the_phrase_alone_opens_nothing(house: House) -> None:
    settle(house, "Camille")
    client = Client()
    assert post(client, house.agents["Camille"].login, PHRASE)[0] == 302
    assert client.get("/compte/").status_code == 302
    assert not models.Unlock.objects.filter(is_pending=False).exists()


def test_case_and_spaces_do_not_matter(house: House) -> None:
    settle(house, "Camille")
    login = house.agents["Camille"].login.upper()
    assert post(Client(), f" {login} ", f"  {PHRASE.upper()} ")[0] == 302


def test_wrong_phrase_and_unknown_account_have_the_same_words_and_cost(house: House) -> None:
    settle(house, "Camille")
    spent, said = [], []
    for login in (house.agents["Camille"].login, "personne-de-ce-nom"):
        with patch.object(vault_login, "derive", wraps=vault_login.derive) as derive:
            status, page = post(Client(), login, WRONG)
        assert status == 422
        spent.append([call.kwargs["cost"] for call in derive.call_args_list])
        said.append(page[page.index("resume-erreurs") : page.index("</section>")])
    assert said[0] == said[1]
    assert spent[0] == spent[1]
    assert len(spent[0]) == 1


def test_an_agent_who_left_is_unknown(house: House) -> None:
    agent = house.agents["Camille"]
    Agent.objects.filter(pk=agent.pk).update(is_active=False)
    assert post(Client(), agent.login, PHRASE)[0] == 422


def test_empty_fields_are_said_beside_them_and_the_name_is_kept(house: House) -> None:
    status, page = post(Client(), "quelqu-un", "")
    assert status == 422
    assert "Indiquez votre phrase." in page
    assert 'value="quelqu-un"' in page


def test_failures_slow_down_and_store_neither_name_nor_address(house: House) -> None:
    login = house.agents["Camille"].login
    with time_stands_still():
        for _ in range(3):
            assert post(Client(), login, WRONG)[0] == 422
        answer = Client().post("/connexion/", {"login": login, "phrase": PHRASE})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Attendez" in answer.content.decode()
    for row in models.FailedTry.objects.all():
        assert len(bytes(row.key)) == 32
        assert login.encode() not in bytes(row.key)


def test_a_browser_where_she_logged_in_is_not_slowed_by_others(house: House) -> None:
    secret = settle(house, "Camille")
    hers = log_in(house, "Camille", secret)
    hers.post("/deconnexion/")
    login = house.agents["Camille"].login
    with time_stands_still():
        for _ in range(30):
            post(Client(), login, WRONG)
        assert Client().post("/connexion/", {"login": login, "phrase": PHRASE}).status_code == 429
        assert post(hers, login, PHRASE)[0] == 302


def test_a_code_passes_once(house: House) -> None:
    secret = settle(house, "Camille")
    code = code_now(secret)
    assert second_factors.passes(house.agents["Camille"], code)
    assert not second_factors.passes(house.agents["Camille"], code)


def test_five_wrong_codes_ask_for_the_phrase_again(house: House) -> None:
    settle(house, "Camille")
    client = Client()
    post(client, house.agents["Camille"].login, PHRASE)
    for _ in range(5):
        with patch("entrenous.keyring.throttling.wait_seconds", return_value=0):
            answer = client.post("/connexion/code/", {"step": "factor", "code": "000000"})
    assert answer["Location"] == "/connexion/"
    assert client.get("/connexion/code/").status_code == 302


def test_the_wait_for_the_second_factor_ends(house: House) -> None:
    settle(house, "Camille")
    client = Client()
    post(client, house.agents["Camille"].login, PHRASE)
    assert client.get("/connexion/code/").status_code == 200
    models.Unlock.objects.filter(is_pending=True).update(expires=1)
    assert client.get("/connexion/code/").status_code == 302


def test_when_all_slots_are_taken_the_page_says_to_come_back(house: House) -> None:
    with patch.object(slots, "taken", side_effect=slots.NoSlot):
        answer = Client().post("/connexion/", {"login": "a", "phrase": "b"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "15"


def test_four_derivations_at_a_time_and_no_more() -> None:
    held = [slots.taken(0) for _ in range(slots.SLOTS)]
    for slot in held:
        slot.__enter__()
    with pytest.raises(slots.NoSlot), slots.taken(0):
        pass
    held.pop().__exit__(None, None, None)
    with slots.taken(0):
        pass
    for slot in held:
        slot.__exit__(None, None, None)


def test_logging_out_leaves_nothing(house: House) -> None:
    client = log_in(house, "Camille", settle(house, "Camille"))
    answer = client.post("/deconnexion/")
    assert answer["Location"] == "/connexion/"
    assert not models.Unlock.objects.exists()
    assert answer.cookies[settings.ENTRENOUS_UNLOCK_COOKIE].value == ""
    assert client.get("/compte/").status_code == 302
    assert Entry.objects.latest("seq").act == Act.VAULT_CLOSED


def test_an_altered_registry_opens_no_vault(house: House) -> None:
    settle(house, "Camille")
    models.Certificate.objects.filter(actor=house.agents["Sacha"].pk).delete()
    answer = Client().post(
        "/connexion/", {"login": house.agents["Camille"].login, "phrase": PHRASE}
    )
    assert answer.status_code == 503
    assert "ne s’ouvre pas" in answer.content.decode()


def test_the_way_back_never_leaves_the_site(house: House) -> None:
    secret = settle(house, "Camille")
    for evil in ("https://exemple.invalid/", "//exemple.invalid", "/\\exemple.invalid"):
        client = Client()
        data = {"login": house.agents["Camille"].login, "phrase": PHRASE, "next": evil}
        first = client.post("/connexion/", data)
        assert "exemple" not in first["Location"]
        models.SecondFactor.objects.update(last_step=0)
        second = client.post(
            "/connexion/code/", {"step": "factor", "code": code_now(secret), "next": evil}
        )
        assert second["Location"] == "/"


def test_what_was_typed_follows_through_the_log_in_pages(house: House) -> None:
    secret = settle(house, "Camille")
    client = Client()
    page = client.post("/brouillons/", {"texte": "Visite d’hier : « il a frappé »"})
    assert page.status_code == 200
    assert "Votre texte est gardé" in page.content.decode()
    assert not models.Draft.objects.exists()
    carried = hidden(page.content.decode(), "carried")
    login = house.agents["Camille"].login
    second = client.post(
        "/connexion/", {"login": login, "phrase": PHRASE, "carried": carried, "next": "/"}
    )
    assert "Votre second facteur" in second.content.decode()
    assert not models.Draft.objects.exists()
    carried = hidden(second.content.decode(), "carried")
    last = client.post(
        "/connexion/code/", {"step": "factor", "code": code_now(secret), "carried": carried}
    )
    assert last["Location"] == "/brouillons/"
    row = models.Draft.objects.get()
    assert "frappé".encode() not in bytes(row.box)
    assert "il a frappé" in client.get(f"/brouillons/{row.pk}/").content.decode()
