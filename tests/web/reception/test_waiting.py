"""The waiting room: a ticket at the desk, a call, and a wall that reads nothing but numbers."""

from datetime import datetime, time, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.keyring.errors import KeyNotHeld
from entrenous.reception import agenda, waiting
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment, Demande, Screen, Waiting
from tests.browsing import client_of
from tests.people import House
from tests.reception.test_agenda import at
from tests.reception.test_demandes import AWA, record
from tests.reception.test_sessions import place_of

NOON = time(12)


@pytest.fixture
def today_at_noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Noon, so that « in an hour » is the same day whenever the tests run."""
    found = agenda.local(timezone.localdate(), NOON)
    monkeypatch.setattr(timezone, "now", lambda: found)
    return found


def expected(house: House, now: datetime) -> tuple[Demande, Appointment]:
    demande = record(house)
    made = agenda.book(
        house.agents["Camille"], Slot(now + timedelta(hours=1)), by=house.keyring("Rachel"),
        demande=demande.pk,
    )  # fmt: skip
    return demande, made


def wall_of(house: House) -> str:
    return reverse("reception:wall", args=[
        waiting.make_screen(house.circonscription, by=house.keyring("Rachel"))
    ])  # fmt: skip


def test_from_the_desk_to_the_wall_and_into_the_room(house: House, today_at_noon: datetime) -> None:
    room = place_of(house)
    demande, booked = expected(house, today_at_noon)
    wall = wall_of(house)
    rachel, camille, anyone = client_of(house, "Rachel"), client_of(house, "Camille"), Client()
    page = rachel.get(reverse("reception:waiting")).content.decode()
    assert AWA.name in page
    rachel.post(reverse("reception:arrive", args=[booked.pk]))
    rachel.post(reverse("reception:arrive", args=[booked.pk]))
    row = Waiting.objects.get()
    assert row.ticket != demande.ticket
    paper = rachel.get(reverse("reception:ticket", args=[row.pk])).content.decode()
    assert row.ticket in paper
    assert AWA.family_name not in paper
    assert row.ticket not in anyone.get(wall).content.decode()

    camille.post(reverse("reception:call", args=[row.pk]), {"room": str(room.pk)})
    told = anyone.get(wall)
    page = told.content.decode()
    assert told["Refresh"] == "10"
    assert "<script" not in page.replace("<script src", "")
    assert row.ticket in page
    assert room.name in page
    for word in ("Sarr", "Awa", "Camille", "Fictif", house.organisation.name, "13 h"):
        assert word not in page, word
    camille.post(reverse("reception:received", args=[row.pk]))
    assert row.ticket not in anyone.get(wall).content.decode()


def test_who_comes_without_an_appointment_is_called_by_the_number_of_the_request(
    house: House, today_at_noon: datetime
) -> None:
    demande = record(house)
    page = client_of(house, "Alix").get(reverse("reception:waiting")).content.decode()
    assert demande.ticket in page
    client_of(house, "Alix").post(reverse("reception:call-demande", args=[demande.pk]))
    assert demande.ticket in Client().get(wall_of(house)).content.decode()


def test_a_ticket_leaves_the_wall_after_a_quarter_of_an_hour_and_the_house_after_the_day(
    house: House, today_at_noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, booked = expected(house, today_at_noon)
    rachel = house.keyring("Rachel")
    row = waiting.arrive(booked.pk, house.circonscription, by=rachel)
    waiting.call(row.pk, None, by=rachel)
    wall = wall_of(house)
    monkeypatch.setattr(timezone, "now", lambda: today_at_noon + timedelta(minutes=16))
    assert row.ticket not in Client().get(wall).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: today_at_noon + timedelta(days=1))
    _, other = expected(house, today_at_noon + timedelta(days=1))
    waiting.arrive(other.pk, house.circonscription, by=rachel)
    assert not Waiting.objects.filter(pk=row.pk).exists()


def test_an_appointment_of_another_day_or_cancelled_gets_no_ticket(
    house: House, today_at_noon: datetime
) -> None:
    _, booked = expected(house, today_at_noon)
    rachel = house.keyring("Rachel")
    Appointment.objects.update(starts_at=at(9) + timedelta(days=7))
    with pytest.raises(waiting.NotToday):
        waiting.arrive(booked.pk, house.circonscription, by=rachel)
    Appointment.objects.update(starts_at=today_at_noon, status="cancelled")
    page = client_of(house, "Rachel").post(
        reverse("reception:arrive", args=[booked.pk]), follow=True
    )
    assert "pas d’aujourd’hui" in page.content.decode()
    assert not Waiting.objects.exists()


def test_the_address_of_the_screen_is_told_once_replaced_and_taken_back(house: House) -> None:
    client = client_of(house, "Rachel")
    address = reverse("reception:screen")
    assert "Aucun écran" in client.get(address).content.decode()
    first = client.post(address, {"make": "1"}).content.decode()
    secret = first.split("/ecran/")[1].split("/")[0]
    wall = reverse("reception:wall", args=[secret])
    assert Client().get(wall).status_code == HTTPStatus.OK
    assert secret not in client.get(address).content.decode()
    client.post(address, {"make": "1"})
    assert Client().get(wall).status_code == HTTPStatus.NOT_FOUND
    client.post(address, {"take_back": "1"})
    assert not Screen.objects.exists()


def test_who_insists_on_wrong_addresses_waits(house: House) -> None:
    answers = {
        Client().get(reverse("reception:wall", args=[f"au-hasard-{n}"])).status_code
        for n in range(60)
    }
    assert answers == {HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS}


@pytest.mark.parametrize("who", ["Lou", "Ada", "Max"])
def test_nobody_else_calls_or_makes_a_screen(
    house: House, who: str, today_at_noon: datetime
) -> None:
    _, booked = expected(house, today_at_noon)
    by = house.keyring(who)
    with pytest.raises(KeyNotHeld):
        waiting.arrive(booked.pk, house.circonscription, by=by)
    with pytest.raises(KeyNotHeld):
        waiting.make_screen(house.circonscription, by=by)
    for page in ("waiting", "screen"):
        answer = client_of(house, who).get(reverse(f"reception:{page}"))
        assert answer.status_code == HTTPStatus.NOT_FOUND
