"""Enrolment page by page, without a script; any step restarts; nothing else opens before."""

import html
import re

import pytest
from django.test import Client

from entrenous.agents.models import Agent, Function
from entrenous.keyring import enrolment, invitations, models, second_factors
from tests.people import PHRASE, House
from tests.web.account.ways import PIN, hidden


@pytest.fixture
def nadia(house: House) -> Agent:
    agent = Agent.objects.create(
        organisation=house.organisation, login="nadia", given_name="Nadia", family_name="Fictif"
    )
    Function.objects.create(agent=agent, kind="reception", circonscription=house.circonscription)
    return agent


def invited(house: House, nadia: Agent) -> Client:
    client = Client()
    code = invitations.invite(nadia, house.closed("Ada"))
    answer = client.post("/enrolement/invitation/", {"code": code.lower()})
    assert answer["Location"] == "/enrolement/phrase/"
    return client


def take_phrase(client: Client) -> str:
    page = client.get("/enrolement/phrase/").content.decode()
    proposed = hidden(page, "proposed")
    assert len(proposed.split()) == 7
    answer = client.post("/enrolement/phrase/", {"proposed": proposed, "phrase": proposed})
    assert answer["Location"] == "/enrolement/"
    return proposed


def step(client: Client) -> str:
    return client.get("/enrolement/")["Location"]


def take_codes(client: Client) -> list[str]:
    page = client.get("/second-facteur/codes/").content.decode()
    codes = re.findall(r"<li>([A-Z0-9]{4}-[A-Z0-9]{4})</li>", page)
    assert len(codes) == 10
    assert client.get("/second-facteur/codes/imprimer/").content.decode().count("<li>") == 10
    answer = client.post("/second-facteur/codes/", {"code": codes[4].lower()})
    assert answer["Location"] == "/enrolement/"
    return codes


def take_sheet(client: Client, phrase: str) -> str:
    client.post("/feuille-de-secours/", {"phrase": phrase})
    page = client.get("/feuille-de-secours/").content.decode()
    groups = re.findall(r"<li>([A-Z0-9]{4})</li>", page)
    assert len(groups) == 7
    assert groups[0] in client.get("/feuille-de-secours/imprimer/").content.decode()
    asked = re.findall(
        r'name="g(\d)"', client.get("/feuille-de-secours/verifier/").content.decode()
    )
    assert len(asked) == 4
    answer = client.post(
        "/feuille-de-secours/verifier/", {f"g{n}": groups[int(n)].lower() for n in asked}
    )
    assert answer["Location"] == "/enrolement/"
    return "-".join(groups)


def test_the_whole_way(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    phrase = take_phrase(client)
    assert step(client) == "/second-facteur/"
    take_codes(client)
    assert step(client) == "/enrolement/code-de-poste/"
    client.post("/enrolement/code-de-poste/", {"pin": PIN, "again": PIN})
    assert step(client) == "/feuille-de-secours/"
    take_sheet(client, phrase)
    assert step(client) == "/enrolement/empreinte/"
    shown = client.get("/enrolement/empreinte/").content.decode()
    row = models.AgentKeys.objects.get(agent=nadia)
    for group in enrolment.public_of(row).fingerprint().split():
        assert group in shown
    assert client.get("/enrolement/empreinte/etat/").headers.get("HX-Redirect") is None
    enrolment.certify(nadia, by=house.keyring("Ines"))
    assert client.get("/enrolement/empreinte/etat/")["HX-Redirect"] == "/enrolement/"
    assert step(client) == "/"
    assert client.get("/compte/").status_code == 200


def test_no_other_page_opens_before_the_end(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    assert client.get("/compte/")["Location"].startswith("/connexion/")
    take_phrase(client)
    for page in ("/compte/", "/brouillons/", "/compte/phrase/"):
        assert client.get(page)["Location"] == "/enrolement/"


def test_a_closed_browser_restarts_at_the_step_reached(house: House, nadia: Agent) -> None:
    phrase = take_phrase(invited(house, nadia))
    again = Client()
    assert again.post("/connexion/", {"login": "nadia", "phrase": phrase})["Location"] == (
        "/enrolement/"
    )
    assert step(again) == "/second-facteur/"
    codes = take_codes(again)
    third = Client()
    first = third.post("/connexion/", {"login": "nadia", "phrase": phrase})
    third.post(first["Location"], {"step": "factor", "code": codes[0]})
    assert step(third) == "/enrolement/code-de-poste/"


def test_a_certificate_does_not_spare_the_other_steps(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    take_phrase(client)
    enrolment.certify(nadia, by=house.keyring("Ines"))
    assert step(client) == "/second-facteur/"


def test_a_certificate_of_former_keys_does_not_count(house: House) -> None:
    camille = house.agents["Camille"]
    client = Client()
    code = invitations.invite(camille, house.closed("Ada"))
    client.post("/enrolement/invitation/", {"code": code})
    phrase = take_phrase(client)
    take_codes(client)
    client.post("/enrolement/code-de-poste/", {"pin": PIN, "again": PIN})
    take_sheet(client, phrase)
    assert step(client) == "/enrolement/empreinte/"


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "é", "\u0000"])
def test_a_code_that_opens_nothing_is_said(house: House, code: str) -> None:
    answer = Client().post("/enrolement/invitation/", {"code": code})
    assert answer.status_code == 422
    assert Client().get("/enrolement/phrase/")["Location"] == "/enrolement/invitation/"


def test_a_used_invitation_sends_back(house: House, nadia: Agent) -> None:
    first, second = invited(house, nadia), Client()
    second.cookies = first.cookies.copy()
    page = first.get("/enrolement/phrase/").content.decode()
    models.Enrolment.objects.all().delete()
    words = hidden(page, "proposed")
    answer = second.post("/enrolement/phrase/", {"proposed": words, "phrase": words})
    assert answer["Location"] == "/enrolement/invitation/"
    assert not models.AgentKeys.objects.filter(agent=nadia).exists()


def test_a_mistyped_phrase_is_refused_and_the_same_words_stay(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    words = hidden(client.get("/enrolement/phrase/").content.decode(), "proposed")
    wrong = " ".join(reversed(words.split()))
    answer = client.post("/enrolement/phrase/", {"proposed": words, "phrase": wrong})
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert "Ce n’est pas la même phrase" in page
    assert hidden(page, "proposed") == words


def test_a_weak_phrase_cannot_come_in_as_the_proposed_one(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    answer = client.post("/enrolement/phrase/", {"proposed": "azerty", "phrase": "azerty"})
    assert answer.status_code == 422
    assert not models.AgentKeys.objects.filter(agent=nadia).exists()


def test_a_phrase_of_her_own(house: House, nadia: Agent) -> None:
    client, page = invited(house, nadia), "/enrolement/phrase/la-mienne/"
    assert client.post(page, {"phrase": "Nadia Fictif au travail", "again": "x"}).status_code == 422
    mine = "girafe ocre sous le pont du mardi 47"
    assert "diffèrent" in client.post(page, {"phrase": mine, "again": PHRASE}).content.decode()
    assert client.post(page, {"phrase": mine, "again": mine})["Location"] == "/enrolement/"


@pytest.mark.parametrize(
    "pin", ["123456", "111111", "987654", "121212", "274274", "12345", "abcdef"]
)
def test_an_easy_pin_is_refused(house: House, nadia: Agent, pin: str) -> None:
    client = invited(house, nadia)
    take_phrase(client)
    answer = client.post("/enrolement/code-de-poste/", {"pin": pin, "again": pin})
    assert answer.status_code == 422


def test_a_group_misread_is_said_beside_it(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    phrase = take_phrase(client)
    take_codes(client)
    client.post("/enrolement/code-de-poste/", {"pin": PIN, "again": PIN})
    client.post("/feuille-de-secours/", {"phrase": phrase})
    answer = client.post("/feuille-de-secours/verifier/", {})
    assert answer.status_code == 422
    assert models.AgentKeys.objects.get(agent=nadia).sheet_checked_on is None


def test_the_sheet_in_the_session_is_sealed(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    phrase = take_phrase(client)
    take_codes(client)
    client.post("/enrolement/code-de-poste/", {"pin": PIN, "again": PIN})
    client.post("/feuille-de-secours/", {"phrase": phrase})
    page = client.get("/feuille-de-secours/").content.decode()
    kept = str(dict(client.session.items()))
    for group in re.findall(r"<li>([A-Z0-9]{4})</li>", page):
        assert group not in kept
    assert phrase not in kept


def test_an_application_by_qr_code_without_a_picture_address(house: House, nadia: Agent) -> None:
    client = invited(house, nadia)
    take_phrase(client)
    page = client.get("/second-facteur/application/").content.decode()
    assert "<svg" in page
    assert "data:" not in page
    assert "style=" not in page
    wrong = client.post("/second-facteur/application/", {"code": "000000"})
    assert wrong.status_code == 422
    secret = re.search(r'cle-lettres intime">\s*([A-Z2-7 ]+)<', wrong.content.decode())
    assert secret
    assert secret[1].strip() in page
    import pyotp

    code = pyotp.TOTP(secret[1].replace(" ", "")).now()
    assert client.post("/second-facteur/application/", {"code": code})["Location"] == "/enrolement/"
    assert second_factors.methods(nadia) == {"totp"}


def test_in_the_demonstration_a_certified_agent_enters_with_her_phrase(
    house: House, settings: object
) -> None:
    settings.ENTRENOUS_DEMO = True  # type: ignore[attr-defined]
    client = Client()
    data = {"login": house.agents["Camille"].login, "phrase": PHRASE}
    assert client.post("/connexion/", data)["Location"] == "/"


def test_outside_the_demonstration_she_must_choose_a_second_factor(house: House) -> None:
    client = Client()
    data = {"login": house.agents["Camille"].login, "phrase": PHRASE}
    assert client.post("/connexion/", data)["Location"] == "/enrolement/"
    assert step(client) == "/second-facteur/"
