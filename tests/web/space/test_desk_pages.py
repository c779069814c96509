"""The pages where a space is opened with the person, and closed: who may, what is shown once."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.models import Session
from entrenous.keyring.sessions import SessionStore
from entrenous.space import codes, desk, entering
from entrenous.space.models import Space
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import PHRASE, House
from tests.space.entered import HOME, enter, hand_over, keyring_of


def at(name: str, dossier: Dossier) -> str:
    return reverse(f"space_desk:{name}", args=[dossier.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def typed(**changed: str) -> dict[str, str]:
    return {"carry": "sheet", "phrase": PHRASE, "once": str(uuid4())} | changed


def shown(page: Any) -> tuple[str, str]:
    """The number and the code of a sheet, as somebody copies them."""
    number = re.search(r'class="numero intime">([^<]+)<', text(page))
    groups = re.findall(r"<li>([0-9A-Z]+)</li>", text(page))
    assert number
    return codes.read_number(number[1]), codes.read_code("".join(groups))


def test_before_she_asks_the_page_says_what_a_space_is(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    page = client_of(house, "Camille").get(at("state", dossier))
    assert "ne s’ouvre que si la personne le demande" in text(page)
    assert at("hand-over", dossier) in text(page)
    assert not Space.objects.exists()


def test_the_sheet_is_shown_once_opens_the_space_and_is_kept_nowhere(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    once = typed()
    page = client.post(at("hand-over", dossier), once)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    number, code = shown(page)
    assert entering.enter(number, code, HOME).space.dossier_id == dossier.pk
    assert "Sarr" not in text(page)
    again = client.post(at("hand-over", dossier), once)
    assert again["Location"] == at("state", dossier)
    state = client.get(at("state", dossier))
    assert "déjà été montré" in text(state)
    assert code[:4] not in text(state).split("<main")[1]
    assert entering.enter(number, code, HOME)
    kept = [SessionStore().decode(row.session_data) for row in Session.objects.all()]
    assert kept
    assert not any(code in str(each) or code[:8] in str(each) for each in kept)


def test_a_neutral_paper_names_neither_the_service_nor_an_address(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.post(at("hand-over", dossier), typed(carry="neutral")))
    paper = page.split('class="papier')[1]
    assert "mon-espace" not in paper
    assert "service" not in paper
    assert "mon espace" not in paper.lower()


def test_eight_words_are_told_and_nothing_is_to_be_printed(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.post(at("hand-over", dossier), typed(carry="words")))
    words = re.findall(r"<li>([a-z]+)</li>", page)
    assert len(words) == 8
    assert entering.enter("", codes.read_code(" ".join(words)), HOME)
    assert "data-imprimer" not in page


def test_a_desk_left_open_is_not_enough_to_make_a_code(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for wrong, said in (("", "Indiquez votre phrase"), ("une autre phrase", "Ce n’est pas")):
        answer = client.post(at("hand-over", dossier), typed(phrase=wrong))
        assert answer.status_code == 422
        assert said in text(answer)
        assert re.search(r'value="sheet"[^>]*checked', text(answer))
    assert client.post(at("hand-over", dossier), typed(carry="")).status_code == 422
    assert not Space.objects.exists()


def test_discreet_then_open_again_then_closed_each_by_its_own_button(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    made = hand_over(house, dossier)
    client.post(at("discreet", dossier))
    assert "Discret" in text(client.get(at("state", dossier)))
    with pytest.raises(entering.NotEntered):
        enter(made)
    assert client.post(at("reopen", dossier), {"phrase": "non"}).status_code == 422
    assert client.post(at("reopen", dossier), {"phrase": PHRASE})["Location"]
    assert enter(made)
    client.post(at("take-back", dossier))
    page = text(client.get(at("state", dossier)))
    assert "Fermé" in page
    assert "Remettre un autre code" in page
    client.post(at("take-back", dossier))
    assert "rien n’a changé" in text(client.get(at("state", dossier)))


def test_reception_closes_and_reads_a_name_only(house: House) -> None:
    dossier, rachel = dossier_of(house, "Camille"), client_of(house, "Rachel")
    empty = rachel.get(at("reception", dossier))
    assert "Aucun code" in text(empty)
    made = hand_over(house, dossier)
    page = text(rachel.get(at("reception", dossier)))
    assert "Fermer l’espace" in page
    assert made.number not in page
    assert codes.shown_number(made.number) not in page
    rachel.post(at("reception", dossier))
    with pytest.raises(entering.NotEntered):
        enter(made)
    assert "est fermé" in text(rachel.get(at("reception", dossier)))
    entry = Entry.objects.filter(act=Act.SPACE_TAKEN_BACK).latest("seq")
    assert entry.actor == house.agents["Rachel"].pk
    camille = client_of(house, "Camille")
    assert "n’est pas renouvelée" in text(camille.get(at("state", dossier)))
    camille.post(at("renew", dossier))
    assert "n’est pas renouvelée" not in text(camille.get(at("state", dossier)))


_PAGES = ("state", "hand-over", "reopen", "take-back", "discreet", "renew", "reception")


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Omar", "Lou", "Ines", "Ada", "Max"])
def test_who_does_not_hold_the_dossier_finds_no_page(house: House, who: str) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, who)
    hand_over(house, dossier)
    for name in _PAGES:
        if who == "Omar" and name == "reception":
            continue
        for method in (client.get, client.post):
            assert method(at(name, dossier), typed()).status_code in (404, 405), name
    assert desk.space_of(dossier.pk).state == Space.State.OPEN  # type: ignore[union-attr]


def test_reception_opens_no_page_of_the_dossier_and_camille_none_of_reception(house: House) -> None:
    dossier, rachel = dossier_of(house, "Camille"), client_of(house, "Rachel")
    for name in _PAGES[:-1]:
        assert rachel.get(at(name, dossier)).status_code in (404, 405)
    assert client_of(house, "Camille").get(at("reception", dossier)).status_code == 404


def test_the_notice_names_nobody_and_is_for_anyone(db: None) -> None:
    page = Client().get(reverse("space_desk:notice"))
    assert page.status_code == 200
    assert "Quitter vite" in text(page)


def test_the_log_names_the_person_as_such_and_says_what_her_code_opens(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    keyring_of(hand_over(house, dossier)).open()
    page = client_of(house, "Camille").get(reverse("dossiers:log", args=[dossier.pk]))
    assert "La personne : espace lu par la personne" in text(page)
    assert text(page).count("son espace et son plan, rien d’autre") == 1
    assert "Clé inconnue" not in text(page)
    assert "Le programme" not in text(page)
