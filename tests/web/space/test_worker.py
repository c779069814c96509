"""The worker's side: what the person wrote is read and answered; the booklet is printed."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers import actions as dossiers
from entrenous.dossiers import no_contact
from entrenous.dossiers.codes import AskedBy, Carry, Doer, Mode
from entrenous.dossiers.contents import NextStep, PersonCard, ThreadEntry
from entrenous.dossiers.thread import write_entry
from entrenous.handover import sheets
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.keyring import records
from entrenous.plans.actions import add_objective
from entrenous.space import actions, desk
from entrenous.space.contents import Message, SharedStep
from tests.browsing import client_of
from tests.consents.agreed import current, noted
from tests.dossiers.opened import contents
from tests.people import House
from tests.space.persons import Person, person_of

HELLO = "Je ne peux pas venir mardi"
PAGES = ("exchanges", "steps", "booklet", "booklet_sheets")


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house)


def at(name: str, her: Person) -> str:
    return reverse(f"space:{name}", args=[her.dossier.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def carries(house: House, her: Person, carry: Carry) -> None:
    camille = house.keyring("Camille")
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", carry=carry)
    dossiers.change_card(camille, her.dossier, card, based_on=1)


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Lou", "Ines"])
def test_without_the_key_none_of_these_pages_exists(house: House, her: Person, who: str) -> None:
    client = client_of(house, who)
    for name in PAGES:
        assert client.get(at(name, her)).status_code == 404


def test_her_message_waits_in_ma_journee_until_it_is_opened(house: House, her: Person) -> None:
    client = client_of(house, "Camille")
    actions.say(her.keyring(), HELLO, once=uuid4())
    noted(house, her.dossier)
    day = text(client.get(reverse("dossiers:day")))
    assert "Écrit par la personne dans son espace" in day
    assert "1 message" in day
    assert HELLO not in day
    page = text(client.get(at("exchanges", her)))
    assert HELLO in page
    assert "Écrit par la personne" not in text(client.get(reverse("dossiers:day")))
    assert "Lu le" in text(her.client().get(reverse("space:messages")))


def test_an_agreement_that_she_took_back_is_told_in_ma_journee(house: House, her: Person) -> None:
    record = noted(house, her.dossier, current())
    actions.withdraw(her.keyring(), record, on=timezone.localdate())
    page = text(client_of(house, "Camille").get(reverse("dossiers:day")))
    assert "accord retiré par la personne" in page


def test_an_answer_is_kept_once_and_an_empty_one_is_refused(house: House, her: Person) -> None:
    client, once = client_of(house, "Camille"), str(uuid4())
    assert client.post(at("exchanges", her), {"text": " ", "once": once}).status_code == 422
    long = "à " * 10_000
    refused = client.post(at("exchanges", her), {"text": long, "once": once})
    assert refused.status_code == 422
    assert long.strip() in text(refused)
    for _ in range(2):
        sent = client.post(at("exchanges", her), {"text": "À mardi 👍", "once": once})
        assert sent.status_code == 302
    assert [m.text for m in contents(house, "Camille", her.dossier, Message)] == ["À mardi 👍"]
    assert "1 nouveau message" in text(her.client().get(reverse("space:home"))).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_discreet_or_closed_space_is_said(house: House, her: Person) -> None:
    camille, client = house.keyring("Camille"), client_of(house, "Camille")
    desk.make_discreet(camille, her.dossier)
    assert "Espace discret" in text(client.get(at("exchanges", her)))
    desk.take_back(camille, her.dossier)
    assert "Son espace n’est pas ouvert" in text(client.get(at("exchanges", her)))


def test_only_the_steps_that_are_chosen_are_put_in_her_space(house: House, her: Person) -> None:
    camille, client = house.keyring("Camille"), client_of(house, "Camille")
    assert "Rien à ajouter" in text(client.get(at("steps", her)))
    steps = (NextStep(Doer.SERVICE, "rappeler la CAF"), NextStep(Doer.SERVICE, "voir en réunion"))
    entry = ThreadEntry(date(2026, 2, 3), Mode.OFFICE, next_steps=steps)
    written = write_entry(camille, her.dossier, entry)
    assert client.post(at("steps", her), {}).status_code == 422
    client.post(at("steps", her), {"steps": [f"{written.record}.0"]})
    home = text(her.client().get(reverse("space:home")))
    assert "rappeler la CAF" in home
    assert "voir en réunion" not in home
    opened = camille.open(her.dossier.pk, "dossier.opened")
    (shared,) = records.read(opened, SharedStep).of(SharedStep)
    client.post(at("steps", her), {"remove": str(shared.id)})
    assert contents(house, "Camille", her.dossier, SharedStep) == []


def test_the_booklet_asks_first_what_she_can_carry(house: House, her: Person) -> None:
    client = client_of(house, "Camille")
    assert client.get(at("booklet_sheets", her)).status_code == 302
    carries(house, her, Carry.NEUTRAL)
    assert client.get(at("booklet_sheets", her)).status_code == 302
    assert "ne peut pas être neutre" in text(client.post(at("booklet", her), {"carry": "neutral"}))


def test_the_booklet_says_what_her_space_says(house: House, her: Person) -> None:
    camille = house.keyring("Camille")
    carries(house, her, Carry.FULL)
    add_objective(camille, her.dossier, "garder mon logement")
    told = HandoverSheet("Préfère le matin", "La séparation", together_on=timezone.localdate())
    sheets.keep(camille, her.dossier, told, HandoverNotes("Passer par la sœur"), based_on=(0, 0))
    noted(house, her.dossier, current(purpose="Demander un secours"))
    actions.say(her.keyring(), HELLO, once=uuid4())
    actions.state(her.keyring(), "Ce que je veux ajouter", based_on=0)
    actions.share_steps(
        camille,
        her.dossier,
        [
            (
                "x.0",
                NextStep(
                    Doer.PERSON, "apporter la facture", timezone.localdate() + timedelta(days=9)
                ),
            )
        ],
    )
    page = text(client_of(house, "Camille").get(at("booklet_sheets", her)))
    for words in (
        "garder mon logement", "Demander un secours", HELLO, "Ce que je veux ajouter",
        "apporter la facture", "Camille Fictif, votre référence", "39 19", "CADA",
        "Ce que vous avez voulu que la suite sache", "Préfère le matin", "La séparation",
    ):  # fmt: skip
        assert words in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Passer par la sœur" not in page
    assert "<form" not in page


def test_whoever_asked_to_be_left_alone_is_answered_only_if_she_writes(
    house: House, her: Person
) -> None:
    camille, client = house.keyring("Camille"), client_of(house, "Camille")
    today = timezone.localdate()
    no_contact.leave_alone(camille, her.dossier, asked_by=AskedBy.PERSON, on=today)
    assert "Ne pas recontacter" in text(client.get(at("exchanges", her)))
    refused = client.post(at("exchanges", her), {"text": "Bonjour", "once": str(uuid4())})
    assert refused.status_code == 422
    assert client.get(at("booklet_sheets", her)).status_code == 302
    actions.say(her.keyring(), HELLO, once=uuid4())
    sent = client.post(at("exchanges", her), {"text": "Bonjour", "once": str(uuid4())})
    assert sent.status_code == 302
    assert [m.text for m in contents(house, "Camille", her.dossier, Message)] == [HELLO, "Bonjour"]
