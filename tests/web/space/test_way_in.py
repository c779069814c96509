"""The way in and the way out: one answer for every refusal, nothing kept, no agent in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.keyring import throttling, unlocking
from entrenous.keyring.models import FailedTry, Unlock
from entrenous.space import codes, desk
from entrenous.space.codes import Sort
from entrenous.space.models import SpaceSession
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.space.forms import NO_NUMBER, WRONG_CODE, WRONG_NUMBER, WRONG_WORDS
from entrenous.web.space.views.way_in import REFUSED
from tests.browsing import client_of, time_stands_still
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.space.entered import client_of_person, hand_over

ENTER, HOME, LEAVE = (f"/mon-espace/{page}" for page in ("", "accueil/", "quitter/"))
SID, KEY = settings.ENTRENOUS_SPACE_COOKIES


def text(response: Any) -> str:
    return str(response.content.decode())


def typed(number: str, code: str, client: Client | None = None) -> Any:
    return (client or Client()).post(ENTER, {"number": number, "code": code})


def test_she_enters_as_the_sheet_was_printed_and_leaves_nothing(house: House) -> None:
    made, client = hand_over(house, dossier_of(house, "Camille")), Client()
    answer = typed(codes.shown_number(made.number), made.code.lower().replace("0", "o"), client)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    for name in (SID, KEY):
        cookie = answer.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert not cookie["max-age"]
    page = client.get(HOME)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert settings.SESSION_COOKIE_NAME not in client.cookies
    left = client.post(LEAVE)
    assert (left.status_code, left["Location"]) == (303, "/jours-feries/")
    assert not SpaceSession.objects.exists()
    assert client.get(HOME)["Location"] == ENTER
    assert {left.cookies[name].value for name in (SID, KEY)} == {""}


def test_eight_words_are_enough(house: House) -> None:
    made = hand_over(house, dossier_of(house, "Camille"), sort=Sort.WORDS)
    assert typed("", made.code.upper()).status_code == 302


def test_every_refusal_is_word_for_word_the_same(house: House) -> None:
    """Unknown number, wrong code, discreet, closed: the page tells nothing of which."""
    dossiers = [dossier_of(house, "Camille", f"N{i}-Fictif") for i in range(3)]
    made = [hand_over(house, d) for d in dossiers]
    desk.make_discreet(house.keyring("Camille"), dossiers[1])
    desk.take_back(house.keyring("Camille"), dossiers[2])
    wrong, number = codes.new_code(Sort.SHEET), codes.new_number()
    answers = [
        typed(made[0].number, wrong),
        typed(number, wrong),
        typed(made[1].number, made[1].code),
        typed(made[2].number, made[2].code),
    ]
    said = []
    for answer, (given, code) in zip(
        answers,
        [(made[0].number, wrong), (number, wrong), (made[1].number, made[1].code),
         (made[2].number, made[2].code)],
        strict=True,
    ):  # fmt: skip
        assert answer.status_code == 422
        assert REFUSED in text(answer)
        assert SID not in answer.cookies
        assert code in text(answer)  # nothing typed is lost
        page = text(answer).replace(given, "").replace(code, "")
        said.append(page.split("csrfmiddlewaretoken")[0] + page.split('name="number"')[1])
    assert len(set(said)) == 1


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        ("", "", "Écrivez le code"),
        ("12345678", "7K2M-Q4XJ-9TBC-0RZN-5WHD-Y", WRONG_NUMBER),
        ("00000000", "7K2M-Q4XJ-9TBC-0RZN-5WHD-8", WRONG_CODE),
        ("", "un deux trois quatre cinq six sept huit neuf", WRONG_WORDS),
        ("", "7K2M-Q4XJ-9TBC-0RZN-5WHD-Y", NO_NUMBER),
    ],
)
def test_what_is_mistyped_is_said_before_anything_is_tried(
    db: None, number: str, code: str, sentence: str
) -> None:
    answer = typed(number, code)
    assert answer.status_code == 422
    assert insecable(sentence) in text(answer)
    assert not FailedTry.objects.exists()


def test_too_many_tries_wait_and_say_how_long(house: House) -> None:
    made = hand_over(house, dossier_of(house, "Camille"))
    with time_stands_still():
        for _ in range(throttling.SPACE.free):
            typed(made.number, codes.new_code(Sort.SHEET))
        answer = typed(made.number, made.code)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= throttling.SPACE.longest_seconds


def test_neither_page_says_the_service_s_name_in_its_title(house: House) -> None:
    client = client_of_person(hand_over(house, dossier_of(house, "Camille")))
    for page in (Client().get(ENTER), Client().get("/jours-feries/"), client.get(HOME)):
        title = text(page).split("<title>")[1].split("</title>")[0]
        assert not any(word in title.lower() for word in ("entre nous", "social", "dossier"))


def test_the_page_after_leaving_is_banal_and_names_nothing_of_where_she_was(db: None) -> None:
    page = Client().get("/jours-feries/")
    assert page["Referrer-Policy"] == "no-referrer"
    assert "14 juillet" in text(page)
    assert "mon-espace" not in text(page)
    assert "Entre Nous" not in text(page)


def test_a_number_or_a_code_never_is_in_an_address(house: House) -> None:
    made, client = hand_over(house, dossier_of(house, "Camille")), Client()
    client.get(ENTER, {"number": made.number, "code": made.code})
    assert not SpaceSession.objects.exists()


def test_an_open_space_is_not_asked_again_and_another_code_replaces_it(house: House) -> None:
    first = hand_over(house, dossier_of(house, "Camille"))
    second = hand_over(house, dossier_of(house, "Camille", "Autre-Fictif"))
    client = client_of_person(first)
    assert client.get(ENTER)["Location"] == HOME
    assert typed(second.number, second.code, client).status_code == 302
    assert SpaceSession.objects.get().space.number == second.number


def test_her_space_closes_after_ten_minutes(house: House) -> None:
    client = client_of_person(hand_over(house, dossier_of(house, "Camille")))
    assert client.get(HOME).status_code == 200
    SpaceSession.objects.update(seen_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert client.get(HOME)["Location"] == ENTER


def test_a_code_taken_back_closes_the_page_that_is_open_elsewhere(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    client = client_of_person(hand_over(house, dossier))
    desk.take_back(house.keyring("Rachel"), dossier)
    assert client.get(HOME)["Location"] == ENTER


def test_an_agent_in_the_same_browser_is_neither_seen_nor_kept_there(house: House) -> None:
    """Nor the other way round: each has her own cookies, and neither opens the other's pages."""
    dossier = dossier_of(house, "Camille")
    made, client = hand_over(house, dossier), client_of(house, "Camille")
    assert client.get(HOME)["Location"] == ENTER
    before = timezone.now() - timedelta(minutes=5)
    Unlock.objects.update(seen_at=before)
    assert typed(made.number, made.code, client).status_code == 302
    page = client.get(HOME)
    assert page.status_code == 200
    assert (
        house.agents["Camille"].display_name.split()[0] + " "
        not in text(page).split("</header>")[0]
    )
    assert Unlock.objects.get().seen_at == before
    assert client.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 200
    client.post(LEAVE)
    assert client.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 200


def test_the_person_opens_no_page_of_an_agent(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    client = client_of_person(hand_over(house, dossier))
    for name in ("dossiers:dossier", "space_desk:state", "space_desk:hand-over"):
        answer = client.get(reverse(name, args=[dossier.pk]))
        assert answer["Location"].startswith("/connexion")


def test_an_agent_who_is_also_accompanied_has_two_names(house: House) -> None:
    """Sacha works here and is accompanied by Camille: her code opens her space, not her vault."""
    dossier = dossier_of(house, "Camille", "Fictif")
    made, client = hand_over(house, dossier), client_of(house, "Sacha")
    assert typed(made.number, made.code, client).status_code == 302
    assert client.get(HOME).status_code == 200
    assert client.get(reverse("dossiers:dossier", args=[dossier.pk])).status_code == 404
    assert desk.space_of(dossier.pk).person != house.agents["Sacha"].pk  # type: ignore[union-attr]
    assert unlocking.sessions_of(house.agents["Sacha"])
