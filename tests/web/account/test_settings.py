"""« Mon compte », and the recovery sheet: always two proofs, never an administrator."""

import re

import pytest
from django.test import Client

from entrenous.agents.models import Agent
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import enrolment, models, passkeys, second_factors, unlocking
from tests.browsing import client_of, time_stands_still
from tests.people import PHRASE, House
from tests.web.account.test_enrolment import take_codes, take_sheet
from tests.web.account.ways import PIN, code_now, hidden, log_in, settle, sheet_of

NEW = "girafe ocre sous le pont du mardi 47"


def acts() -> set[str]:
    return set(Entry.objects.values_list("act", flat=True))


def test_the_page_says_what_the_account_is_made_of(house: House) -> None:
    page = client_of(house, "Camille").get("/compte/").content.decode()
    for words in ("Aucun second facteur", "pas encore choisi", "Ce navigateur", "Secteur 07"):
        assert words in page
    row = models.AgentKeys.objects.get(agent=house.agents["Camille"])
    assert enrolment.public_of(row).fingerprint() in page


def test_changing_the_phrase_closes_the_other_sessions(house: House) -> None:
    here, there = client_of(house, "Camille"), client_of(house, "Camille")
    data = {"current": PHRASE, "phrase": NEW, "again": NEW}
    assert here.post("/compte/phrase/", data)["Location"] == "/compte/"
    assert here.get("/compte/").status_code == 200
    assert "Coffre ouvert" in here.get("/compte/").content.decode()
    assert there.get("/compte/").status_code == 302
    assert models.Session.objects.count() == 1
    assert enrolment.open_with_phrase(house.agents["Camille"], NEW) == house.secrets["Camille"]
    assert Act.PHRASE_CHANGED in acts()


@pytest.mark.parametrize(
    ("current", "new", "again", "said"),
    [
        ("pas la bonne phrase", NEW, NEW, "Ce n’est pas votre phrase"),
        (PHRASE, "court", "court", "trop courte"),
        (PHRASE, NEW, NEW + " x", "diffèrent"),
        ("", NEW, NEW, "Indiquez votre phrase actuelle."),
    ],
)
def test_a_phrase_not_changed_says_why(
    house: House, current: str, new: str, again: str, said: str
) -> None:
    client = client_of(house, "Camille")
    shown = hidden(client.get("/compte/phrase/").content.decode(), "proposed")
    answer = client.post(
        "/compte/phrase/", {"current": current, "phrase": new, "again": again, "proposed": shown}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert hidden(answer.content.decode(), "proposed") == shown
    assert enrolment.open_with_phrase(house.agents["Camille"], PHRASE)


def test_the_post_pin_changes_only_with_the_phrase(house: House) -> None:
    client = client_of(house, "Camille")
    data = {"pin": PIN, "again": PIN, "phrase": "pas la bonne phrase"}
    assert client.post("/compte/code-de-poste/", data).status_code == 422
    assert not unlocking.has_pin(house.agents["Camille"])
    data["phrase"] = PHRASE
    assert client.post("/compte/code-de-poste/", data)["Location"] == "/compte/"
    client.post("/coffre/fermer/")
    assert client.post("/coffre/", {"pin": PIN, "next": "/compte/"})["Location"] == "/compte/"


def test_shortcuts_are_turned_off_and_on(house: House) -> None:
    client = client_of(house, "Camille")
    for asked in ("off", "on"):
        client.post("/compte/raccourcis/", {"shortcuts": asked})
        camille = Agent.objects.get(pk=house.agents["Camille"].pk)
        assert camille.shortcuts is (asked == "on")


def test_closing_the_other_sessions(house: House) -> None:
    here, there = client_of(house, "Camille"), client_of(house, "Camille")
    assert "Un autre navigateur" in here.get("/compte/").content.decode()
    here.post("/compte/sessions/fermer/")
    assert here.get("/compte/").status_code == 200
    assert there.get("/compte/").status_code == 302


def test_the_only_second_factor_stays(house: House) -> None:
    settle(house, "Camille")
    client = client_of(house, "Camille")
    removal = "/compte/second-facteur/retirer/"
    client.post(removal, {"kind": "totp", "phrase": PHRASE})
    assert "seul second facteur" in client.get("/compte/").content.decode()
    assert second_factors.methods(house.agents["Camille"]) == {"totp"}
    codes = second_factors.new_codes()
    second_factors.keep_codes(house.agents["Camille"], codes, codes[0])
    assert "l’application de codes" in client.get(f"{removal}?kind=totp").content.decode()
    client.post(removal, {"kind": "totp", "phrase": PHRASE})
    client.post(removal, {"kind": "anything", "phrase": PHRASE})
    assert second_factors.methods(house.agents["Camille"]) == {"codes"}


def means_of(house: House) -> list[object]:
    """All that lets Camille log in."""
    camille = house.agents["Camille"]
    row = models.AgentKeys.objects.get(agent=camille, is_current=True)
    factors = camille.second_factors.order_by("kind").values_list("kind", "secret")
    kept = [bytes(row.wrapped), bytes(row.recovery_wrapped), bytes(row.pin_sealed or b"")]
    return [*kept, *[(kind, bytes(secret)) for kind, secret in factors], camille.passkeys.count()]


def attempts(client: Client) -> dict[str, dict[str, str]]:
    """What would give a way in, sent as it should be: only the phrase is missing."""
    page = client.get("/second-facteur/application/").content.decode()
    secret = re.search(r'cle-lettres intime">\s*([A-Z2-7 ]+)<', page)
    assert secret
    page = client.get("/second-facteur/codes/").content.decode()
    codes = re.findall(r"<li>([A-Z0-9]{4}-[A-Z0-9]{4})</li>", page)
    return {
        "/feuille-de-secours/": {},
        "/second-facteur/application/": {"code": code_now(secret[1].replace(" ", ""))},
        "/second-facteur/codes/": {"code": codes[0]},
        "/compte/second-facteur/retirer/": {"kind": "totp"},
        "/compte/code-de-poste/": {"pin": PIN, "again": PIN},
        "/compte/phrase/": {"phrase": NEW, "again": NEW},
    }


def test_a_stolen_open_post_gives_no_lasting_way_in(house: House) -> None:
    settle(house, "Camille")
    codes = second_factors.new_codes()
    second_factors.keep_codes(house.agents["Camille"], codes, codes[0])
    client, before = client_of(house, "Camille"), means_of(house)
    for page, data in attempts(client).items():
        asked = "current" if page == "/compte/phrase/" else "phrase"
        for typed in ({}, {asked: "pas la bonne phrase"}):
            models.FailedTry.objects.all().delete()
            answer = client.post(page, data | typed)
            said = answer.content.decode()
            assert answer.status_code == 422, page
            assert f'href="#id_{asked}"' in said, page
            assert f'name="{asked}"' in said, page
            assert means_of(house) == before, page
            if "code" in data:
                assert f'value="{data["code"]}"' in said, page


def test_guessing_the_phrase_from_an_open_post_waits_like_the_log_in(house: House) -> None:
    settle(house, "Camille")
    client = client_of(house, "Camille")
    address = "/feuille-de-secours/"
    with time_stands_still():
        seen = [client.post(address, {"phrase": f"essai {n}"}).status_code for n in range(8)]
        assert client.post(address, {"phrase": PHRASE}).status_code == 429
    assert seen[0] == 422
    assert seen[-1] == 429


def test_a_security_key_is_added_only_with_the_phrase(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(house, "Camille")
    client, kept = client_of(house, "Camille"), []
    monkeypatch.setattr(passkeys, "register", lambda agent, *_, **__: kept.append(agent) or True)
    for phrase, status in ((None, 422), ("pas la bonne phrase", 422), (PHRASE, 302)):
        client.get("/second-facteur/cle/")
        data = {"answer": "{}"} | ({"phrase": phrase} if phrase else {})
        assert client.post("/second-facteur/cle/", data).status_code == status
        assert bool(kept) is (status == 302)


def test_a_second_factor_is_replaced_with_the_phrase(house: House) -> None:
    settle(house, "Camille")
    client = client_of(house, "Camille")
    data = attempts(client)["/second-facteur/codes/"] | {"phrase": PHRASE}
    assert client.post("/second-facteur/codes/", data)["Location"] == "/compte/"
    assert second_factors.methods(house.agents["Camille"]) == {"codes", "totp"}


def test_a_second_factor_is_not_added_with_a_closed_vault(house: House) -> None:
    client = client_of(house, "Camille", locked=True)
    for way in ("application", "codes", "cle"):
        assert client.get(f"/second-facteur/{way}/")["Location"].startswith("/coffre/")


def test_a_new_sheet_must_be_checked_before_going_on(house: House) -> None:
    settle(house, "Camille")
    client = client_of(house, "Camille")
    former = sheet_of(house.agents["Camille"], house, "Camille")
    code = take_sheet(client, PHRASE)
    assert client.get("/compte/").status_code in {200, 302}
    assert client.get("/enrolement/")["Location"] == "/"
    assert code != former
    client.post("/feuille-de-secours/", {"phrase": PHRASE})
    assert client.get("/compte/")["Location"] == "/enrolement/"


def recover(house: House, code: str) -> tuple[Client, str]:
    client = Client()
    login = house.agents["Camille"].login
    answer = client.post("/acces-perdu/", {"login": login, "code": code})
    return client, answer.headers.get("Location", str(answer.status_code))


def test_a_forgotten_phrase_sheet_and_second_factor_give_everything_back(house: House) -> None:
    secret = settle(house, "Camille")
    code = sheet_of(house.agents["Camille"], house, "Camille")
    client, way = recover(house, code.lower().replace("-", " "))
    assert way.startswith("/connexion/code/")
    client.post(way, {"step": "factor", "code": code_now(secret)})
    assert client.get("/compte/")["Location"] == "/enrolement/"
    assert client.get("/enrolement/")["Location"] == "/enrolement/phrase/"
    words = hidden(client.get("/enrolement/phrase/").content.decode(), "proposed")
    client.post("/enrolement/phrase/", {"proposed": words, "phrase": words})
    assert client.get("/enrolement/")["Location"] == "/feuille-de-secours/"
    assert Act.RECOVERED in acts()
    fresh = take_sheet(client, words)
    assert client.get("/enrolement/")["Location"] == "/"
    camille = house.agents["Camille"]
    assert enrolment.open_with_phrase(camille, words) == house.secrets["Camille"]
    assert recover(house, code)[1] == "422"
    assert recover(house, fresh)[1].startswith("/connexion/code/")


def test_the_sheet_alone_opens_nothing(house: House) -> None:
    settle(house, "Camille")
    code = sheet_of(house.agents["Camille"], house, "Camille")
    client, _ = recover(house, code)
    assert client.get("/connexion/sans-second-facteur/")["Location"] == "/connexion/"
    answer = client.post("/connexion/sans-second-facteur/", {"code": code})
    assert answer["Location"] == "/connexion/"
    assert client.get("/compte/")["Location"].startswith("/connexion/")


def test_someone_else_s_sheet_and_an_unknown_account_have_the_same_words(house: House) -> None:
    code = sheet_of(house.agents["Alix"], house, "Alix")
    said = []
    for login in (house.agents["Camille"].login, "personne"):
        page = Client().post("/acces-perdu/", {"login": login, "code": code}).content.decode()
        said.append(page[page.index("resume-erreurs") : page.index("</section>")])
    assert said[0] == said[1]


def test_a_lost_second_factor_is_replaced_with_phrase_and_sheet(house: House) -> None:
    settle(house, "Camille")
    code = sheet_of(house.agents["Camille"], house, "Camille")
    client = Client()
    login = house.agents["Camille"].login
    client.post("/connexion/", {"login": login, "phrase": PHRASE})
    page = "/connexion/sans-second-facteur/"
    assert client.post(page, {"code": "0000"}).status_code == 422
    assert client.post(page, {"code": code})["Location"] == "/enrolement/"
    assert client.get("/enrolement/")["Location"] == "/second-facteur/"
    take_codes(client)
    assert client.get("/enrolement/")["Location"] == "/feuille-de-secours/"
    take_sheet(client, PHRASE)
    assert client.get("/enrolement/")["Location"] == "/"


def test_a_normal_log_in_after_a_recovery_left_halfway(house: House) -> None:
    secret = settle(house, "Camille")
    client, _ = recover(house, sheet_of(house.agents["Camille"], house, "Camille"))
    login = house.agents["Camille"].login
    first = client.post("/connexion/", {"login": login, "phrase": PHRASE})
    last = client.post(first["Location"], {"step": "factor", "code": code_now(secret)})
    assert last["Location"] == "/"


def test_no_page_of_the_account_holds_an_inline_style_or_script(house: House) -> None:
    secret = settle(house, "Camille")
    client = log_in(house, "Camille", secret)
    for page in ("/compte/", "/compte/phrase/", "/second-facteur/", "/second-facteur/cle/"):
        text = client.get(page).content.decode()
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son[a-z]+=", text), page
