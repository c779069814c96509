"""The pages of agendas: who may see them, what is refused in a sentence, and nothing lost."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment, BusyTime, DutySession, Place
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_agenda import at, monday
from tests.reception.test_busy_times import at_nine, file
from tests.reception.test_demandes import AWA, record
from tests.reception.test_sessions import place_of, planned

DAY = monday().strftime("%d %m %Y")
NBSP = "\N{NO-BREAK SPACE}"


def upload(raw: bytes, name: str = "agenda.ics") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, raw)}


def test_a_calendar_is_imported_once_however_often_it_is_sent(house: House) -> None:
    client, address = client_of(house, "Camille"), reverse("reception:busy-hours")
    assert "Aucun autre agenda" in client.get(address).content.decode()
    first = client.post(address, upload(file(at_nine(monday()))), follow=True)
    assert f"1{NBSP}heure prise ajoutée".replace(NBSP, " ") in first.content.decode()
    again = client.post(address, upload(file(at_nine(monday()))), follow=True)
    assert "Rien n’a changé" in again.content.decode()
    assert BusyTime.objects.count() == 1
    page = client.get(f"{reverse('reception:agenda')}?jour={monday().isoformat()}")
    assert "Pris dans l’autre agenda" in page.content.decode()
    client.post(address, {"forget": "1"})
    assert not BusyTime.objects.exists()


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"nom;prenom", "n’est pas un agenda lisible"), (b"", "est vide"),
     (file(at_nine(monday()) + "\nRRULE:FREQ=SECONDLY"), "plus de 3 000 heures")],
)  # fmt: skip
def test_a_file_that_is_no_calendar_is_refused_in_a_sentence(
    house: House, raw: bytes, told: str
) -> None:
    client = client_of(house, "Camille")
    answer = client.post(reverse("reception:busy-hours"), upload(raw))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert told in answer.content.decode()
    assert not BusyTime.objects.exists()


def test_reception_plans_a_session_and_books_in_it(house: House) -> None:
    client = client_of(house, "Rachel")
    assert "Il faut d’abord un lieu" in client.get(reverse("reception:sessions")).content.decode()
    client.post(reverse("reception:places"), {"name": "Mairie", "address": "1 place Fictive"})
    place = Place.objects.get()
    assert not place.is_room
    asked = {
        "worker": str(house.agents["Camille"].pk), "place": str(place.pk), "on": DAY, "at": "9 h",
        "minutes": "60", "slot_minutes": "30", "weeks": "2",
    }  # fmt: skip
    client.post(reverse("reception:sessions"), asked)
    assert DutySession.objects.count() == 2
    wrong = client.post(reverse("reception:sessions"), asked)
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "a déjà quelque chose" in wrong.content.decode()
    assert DutySession.objects.count() == 2

    session = DutySession.objects.first()
    assert session is not None
    dossier = dossier_of(house, "Camille")
    booking = reverse("reception:appointment", args=[dossier.pk])
    typed = {
        "worker": asked["worker"], "on": DAY, "at": "9 h 30", "minutes": "30", "where": "office",
        "session": str(session.pk),
    }  # fmt: skip
    assert client.post(booking, typed).status_code == HTTPStatus.FOUND
    answer = client.post(booking, typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"Libre{NBSP}: 9{NBSP}h." in answer.content.decode()
    assert "9 h 30" in answer.content.decode()
    outside = client.post(booking, {**typed, "at": "15 h"})
    assert "Cette permanence est celle de Camille Fictif" in outside.content.decode()
    page = client.get(reverse("reception:session", args=[session.pk])).content.decode()
    assert "Libre" in page
    assert f"1{NBSP}personne est attendue" in page
    assert "Annuler la permanence" not in page
    warned = client.post(reverse("reception:session-cancel", args=[session.pk]), follow=True)
    assert "Des personnes y sont attendues" in warned.content.decode()


def test_a_visit_by_two_is_refused_beside_the_colleague_who_is_taken(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    alix = house.keyring("Alix")
    agenda.book(alix.agent, Slot(at(14), 60, kind=Appointment.Kind.BUSY), by=alix)
    client = client_of(house, "Camille")
    typed = {
        "worker": str(house.agents["Camille"].pk), "on": DAY, "at": "14 h", "minutes": "90",
        "where": "home", "beside": str(alix.agent.pk),
    }  # fmt: skip
    answer = client.post(reverse("reception:appointment", args=[dossier.pk]), typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Alix Fictif a déjà quelque chose" in answer.content.decode()
    typed["beside"] = typed["worker"]
    answer = client.post(reverse("reception:appointment", args=[dossier.pk]), typed)
    assert "Choisissez une autre personne" in answer.content.decode()


@pytest.mark.parametrize(
    ("on", "at_", "told"),
    [("31 02 2027", "9 h", "Cette date n’existe pas"), ("28 03 2027", "2 h 30", "change d’heure"),
     ("01 01 2020", "9 h", "déjà passé"), (DAY, "25 h", "Cette heure n’existe pas")],
)  # fmt: skip
def test_an_impossible_moment_is_said_and_what_was_typed_stays(
    house: House, on: str, at_: str, told: str
) -> None:
    client = client_of(house, "Camille")
    typed = {"on": on, "at": at_, "minutes": "60", "expected": "8"}
    answer = client.post(reverse("reception:collective"), typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert told in page
    assert f'value="{on}"' in page
    assert not Appointment.objects.exists()


def test_a_collective_session_counts_heads(house: House) -> None:
    client = client_of(house, "Camille")
    room = place_of(house)
    typed = {
        "on": DAY, "at": "14 h", "minutes": "60", "expected": "8", "place": str(room.pk),
    }  # fmt: skip
    client.post(reverse("reception:collective"), typed)
    made = Appointment.objects.get()
    client.post(reverse("reception:settle", args=[made.pk]), {"status": "honoured", "came": "6"})
    page = client.get(f"{reverse('reception:agenda')}?jour={monday().isoformat()}")
    assert f"6{NBSP}personnes venues" in page.content.decode()


def test_a_place_shows_its_day_and_closes_when_nothing_is_planned(house: House) -> None:
    room = place_of(house)
    demande = record(house)
    slot = Slot(at(9), place=room)
    agenda.book(house.agents["Camille"], slot, by=house.keyring("Rachel"), demande=demande.pk)
    client = client_of(house, "Rachel")
    address = reverse("reception:place", args=[room.pk])
    assert AWA.name in client.get(f"{address}?jour={monday().isoformat()}").content.decode()
    assert "Rien n’est prévu" in client.get(address).content.decode()
    refused = client.post(reverse("reception:place-close", args=[room.pk]), follow=True)
    assert f'<a href="?jour={monday().isoformat()}">' in refused.content.decode()
    assert Place.objects.get().is_open
    Appointment.objects.update(status="cancelled")
    client.post(reverse("reception:place-close", args=[room.pk]))
    assert not Place.objects.get().is_open
    assert (
        "Lieux qui ne sont plus proposés (1)"
        in client.get(reverse("reception:places")).content.decode()
    )
    assert "Proposer de nouveau ce lieu" in client.get(address).content.decode()
    client.post(reverse("reception:places"), {"name": room.name, "address": room.address})
    assert Place.objects.get().is_open


def test_a_lead_plans_sessions_and_finds_no_way_back_to_an_agenda_she_has_not(house: House) -> None:
    client = client_of(house, "Ines")
    for name in ("sessions", "places"):
        page = client.get(reverse(f"reception:{name}")).content.decode()
        assert f'href="{reverse("reception:sessions")}"' in page
        assert f'href="{reverse("reception:agenda")}"' not in page


def test_the_day_on_paper_has_the_names_its_holder_may_read(house: House) -> None:
    agenda.book(
        house.agents["Camille"], Slot(at(9)), by=house.keyring("Rachel"), demande=record(house).pk
    )
    own = f"{reverse('reception:day-sheet')}?jour={monday().isoformat()}"
    assert AWA.name in client_of(house, "Camille").get(own).content.decode()
    assert "Aucun rendez-vous" in client_of(house, "Alix").get(own).content.decode()
    other = reverse("reception:day-sheet-of", args=[house.agents["Camille"].pk])
    desk = client_of(house, "Rachel").get(f"{other}?jour={monday().isoformat()}")
    assert AWA.name in desk.content.decode()
    assert client_of(house, "Alix").get(other).status_code == HTTPStatus.NOT_FOUND


def test_a_week_is_read_in_as_many_queries_as_a_full_one(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    planned(house, weeks=3)
    demande = record(house)
    for n in range(5):
        agenda.book(
            house.agents["Camille"], Slot(at(14) + timedelta(days=n)), by=house.keyring("Omar"),
            demande=demande.pk,
        )  # fmt: skip
    client = client_of(house, "Camille")
    with django_assert_max_num_queries(45):
        client.get(f"{reverse('reception:agenda')}?jour={monday().isoformat()}")


@pytest.mark.parametrize("who", ["Lou", "Ada", "Max"])
@pytest.mark.parametrize("page", ["sessions", "places", "collective", "busy-hours", "day-sheet"])
def test_nobody_else_has_these_pages(house: House, who: str, page: str) -> None:
    answer = client_of(house, who).get(reverse(f"reception:{page}"))
    assert answer.status_code == HTTPStatus.NOT_FOUND
