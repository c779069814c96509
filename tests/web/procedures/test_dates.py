"""Dates of procedures on the day, on paper, without a dossier, in a calendar."""

from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.codes import Carry
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.procedures import actions
from entrenous.procedures.codes import Closing
from tests.browsing import client_of, time_stands_still
from tests.dossiers.opened import dossier_of
from tests.endings.made import proposed
from tests.people import House
from tests.procedures.followed import facts_of, followed
from tests.web.procedures.asked import ahead, at, carry, day, opened, text, typed

# --- the day, the list, the journal ---------------------------------------------------------------


def test_the_day_says_what_comes_and_never_that_anyone_is_late(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, client = ahead(house, dossier), client_of(house, "Camille")
    page = text(client.get("/"))
    assert "Dates des procédures" in page
    assert "Le loyer courant doit être payé en entier" in page
    assert "dans 10 jours" in page
    assert "en retard" not in page
    assert at("procedure", dossier.pk, record) in page
    assert "en retard" not in text(client.get(reverse("dossiers:list")))
    thread = text(client.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert "en retard" not in thread


def test_what_is_far_settled_or_no_longer_followed_is_not_on_the_day(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    gone = ahead(house, dossier)
    actions.close(camille, dossier, gone, because=Closing.STOPPED, on=timezone.localdate())
    facts = facts_of("crpe", debut=day(200).isoformat(), duree_mois=6)
    actions.follow(camille, dossier, procedure="crpe", facts=facts)
    assert "Dates des procédures" not in text(client_of(house, "Camille").get("/"))


def test_before_an_ending_the_days_that_remain_are_said(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    proposed(house, dossier)
    url = reverse("endings:pronounce", args=[dossier.pk])
    assert "encore attendu" not in text(client.get(url))
    ahead(house, dossier)
    page = text(client.get(url))
    assert "encore attendu" in page
    assert at("print_all", dossier.pk) in page
    assert "loyer" not in page


def test_reading_is_journaled_and_printing_too(house: House) -> None:
    dossier, record, client = opened(house)
    entries = Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENED)
    before = entries.count()
    client.get(at("list", dossier.pk))
    client.get(at("procedure", dossier.pk, record))
    assert entries.count() == before + 2


def test_the_list_and_the_day_cost_the_same_with_many(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    followed(house, dossier)
    urls = (at("list", dossier.pk), "/")
    for url in urls:
        client.get(url)
    one = [cost(url) for url in urls]
    for _ in range(6):
        followed(house, dossier)
    assert [cost(url) for url in urls] == one


# --- the paper ------------------------------------------------------------------------------------


def test_no_sheet_before_she_was_asked_what_she_can_carry(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, client = ahead(house, dossier, 20), client_of(house, "Camille")
    sheet, ask = at("sheet", dossier.pk, record), at("print", dossier.pk, record)
    assert client.get(sheet).url == ask
    assert "papier neutre" in text(carry(client, ask, Carry.NEUTRAL))
    assert client.get(sheet).status_code == 302
    assert client.get(at("sheet_all", dossier.pk)).url == at("print_all", dossier.pk)
    assert carry(client, ask, Carry.FULL).url == sheet
    page = text(client.get(sheet))
    for words in (
        "Vos dates", "Ce que vous avez à faire", "Payez à votre propriétaire le loyer du mois",
        "01 99 00 10 00", "papier-a5", "est à confirmer",
    ):  # fmt: skip
        assert words in page, words
    for words in ("Sarr", "loi n°", "art. 24", "à vérifier"):
        assert words not in page, words
    assert "papier-a5" not in text(client.get(f"{sheet}?a4"))
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).exists()


def test_one_sheet_for_every_procedure_that_is_followed(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    ask, sheet = at("print_all", dossier.pk), at("sheet_all", dossier.pk)
    assert carry(client, ask, Carry.FULL).url == sheet
    assert "Aucune date à venir" in text(client.get(sheet))
    ahead(house, dossier, 20)
    facts = facts_of("surendettement", depot=day(-10).isoformat())
    actions.follow(house.keyring("Camille"), dossier, procedure="surendettement", facts=facts)
    page = text(client.get(sheet))
    assert "La commission de surendettement doit avoir répondu" in page
    assert "Payez à votre propriétaire" in page


# --- without a dossier ----------------------------------------------------------------------------


def test_dates_are_counted_without_a_dossier_and_nothing_is_kept(house: House) -> None:
    from entrenous.keyring.models import Draft, Record

    client = client_of(house, "Camille")
    before = (Record.objects.count(), Entry.objects.count(), Draft.objects.count())
    assert "Rien n’est gardé" in text(client.get(at("calculate")))
    assert client.post(at("calculate"), {}).status_code == 422
    facts = client.post(at("calculate"), {"procedure": "expulsion", "next": "1"})
    assert "Audience" in text(facts)
    assert 'name="about"' not in text(facts)
    page = client.post(at("calculate"), typed() | {"check": "1"})
    assert "Lundi 19 janvier 2026" in text(page)
    empty = client.post(at("calculate"), {"procedure": "dalo", "check": "1"})
    assert "ne suffit pas à compter" in text(empty)
    wrong = client.post(at("calculate"), typed(fact_audience="31/02/2026") | {"check": "1"})
    assert wrong.status_code == 422
    assert "31/02/2026" in text(wrong)
    assert (Record.objects.count(), Entry.objects.count(), Draft.objects.count()) == before


# --- the calendar ---------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_answers_days_alone(house: House) -> None:
    ahead(house, dossier_of(house, "Camille"))
    client, url = client_of(house, "Camille"), at("calendar")
    assert "Aucune adresse" in text(client.get(url))
    page = client.post(url, {"make": "1"})
    address = page.context["made"]
    assert address in text(page)
    assert address not in text(client.get(url))
    assert "Jamais lue" in text(client.get(url))
    answer = Client().get(address.replace("http://testserver", ""))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert b"SUMMARY:\xc3\x89ch\xc3\xa9ance Entre Nous" in answer.content
    assert day(10).strftime("%Y%m%d").encode() in answer.content
    for word in (b"Sarr", b"loyer", b"Camille", b"expulsion"):
        assert word not in answer.content
    assert "Lue pour la dernière fois" in text(client.get(url))
    assert client.post(url, {"take_back": "1"}).status_code == 302
    assert Client().get(address.replace("http://testserver", "")).status_code == 404


def test_an_unknown_address_is_told_nothing_and_soon_waits(house: House) -> None:
    stranger = Client()
    with time_stands_still():
        for _ in range(31):
            answer = stranger.get(at("feed", uuid4().hex))
            assert answer.content == b""
        assert answer.status_code in (404, 429)
        later = stranger.get(at("feed", uuid4().hex))
    assert later.status_code == 429
    assert int(later["Retry-After"]) > 0
    assert later.content == b""


def test_an_address_read_without_end_is_asked_to_wait(house: House, monkeypatch) -> None:
    from entrenous.keyring import throttling

    client = client_of(house, "Camille")
    address = client.post(at("calendar"), {"make": "1"}).context["made"].split("testserver")[1]
    monkeypatch.setattr(throttling, "READINGS", throttling.Pace(free=2, longest_seconds=900))
    statuses = [Client().get(address).status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]


def test_only_those_who_follow_dossiers_have_an_address(house: House) -> None:
    for who in ("Rachel", "Lou", "Ada"):
        assert client_of(house, who).get(at("calendar")).status_code == 404
