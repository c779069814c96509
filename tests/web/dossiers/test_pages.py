"""The dossiers' pages: who may see them, what they show, what they refuse kindly."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers import actions, thread
from entrenous.dossiers.codes import Carry, Doer, Mode
from entrenous.dossiers.contents import (
    ContactMeans,
    NextStep,
    PersonCard,
    ReceptionMessage,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.models import Draft, Record
from tests.altered import altered
from tests.browsing import client_of
from tests.dossiers.files import SAMIA, open_samia
from tests.people import House, build_house

PAGES = [
    "dossiers:dossier", "dossiers:entry_new", "dossiers:constat", "dossiers:person",
    "dossiers:card", "dossiers:contact", "dossiers:member", "dossiers:next_step", "dossiers:log",
]  # fmt: skip
ENTRY_PAGES = [
    "dossiers:entry", "dossiers:entry_edit", "dossiers:entry_versions", "dossiers:entry_marks",
    "dossiers:entry_move",
]  # fmt: skip


def today_entry(text: str = "La chaudière est en panne.") -> ThreadEntry:
    step = NextStep(Doer.SERVICE, "Appeler le bailleur", timezone.localdate() + timedelta(days=2))
    return ThreadEntry(on=timezone.localdate(), mode=Mode.OFFICE, text=text, next_steps=(step,))


def with_entry(house: House, text: str = "La chaudière est en panne.") -> tuple[Dossier, str]:
    dossier = open_samia(house)
    written = thread.write_entry(house.keyring("Camille"), dossier, today_entry(text))
    return dossier, str(written.record)


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def entries(house: House, dossier: Dossier) -> list[ThreadEntry]:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return [e.content for e in records.read(opened).of(ThreadEntry)]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_dossier_opens_for_its_holder(house: House, name: str) -> None:
    dossier = open_samia(house)
    response = client_of(house, "Camille").get(reverse(name, args=[dossier.pk]))
    assert response.status_code == 200
    assert "Samia" in text_of(response)
    assert "<title>" in text_of(response)
    assert "Samia" not in text_of(response).split("</title>")[0]
    assert "no-store" in response.headers["Cache-Control"]


def test_the_head_of_a_dossier_gives_the_number_that_is_told_in_danger(house: House) -> None:
    dossier = open_samia(house)
    page = text_of(client_of(house, "Camille").get(reverse("dossiers:person", args=[dossier.pk])))
    said = page.split("<dt>Numéro</dt>")[1].split("</dd>")[0]
    assert said.split() == ["<dd>", str(dossier.pk)[:8]]


@pytest.mark.parametrize("name", ENTRY_PAGES)
def test_every_page_of_an_entry_opens_for_its_holder(house: House, name: str) -> None:
    dossier, record = with_entry(house)
    response = client_of(house, "Camille").get(reverse(name, args=[dossier.pk, record]))
    assert response.status_code == 200


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Rachel", "Ines", "Lou", "Ada", "Max"])
@pytest.mark.parametrize("name", ["dossiers:dossier", "dossiers:log", "dossiers:next_step"])
def test_for_anyone_else_the_page_does_not_exist(house: House, who: str, name: str) -> None:
    dossier = open_samia(house)
    response = client_of(house, who).get(reverse(name, args=[dossier.pk]))
    assert response.status_code == 404
    assert "Samia" not in text_of(response)


@pytest.mark.parametrize("name", PAGES + ENTRY_PAGES)
def test_a_colleague_writes_nothing_through_any_address(house: House, name: str) -> None:
    dossier, record = with_entry(house)
    args = [dossier.pk, record] if name in ENTRY_PAGES else [dossier.pk]
    before = Record.objects.count()
    data = {"save": "1", "on": "1 1 2026", "mode": "office", "carry": "full", "alias": "x"}
    response = client_of(house, "Alix").post(reverse(name, args=args), data)
    assert response.status_code in (404, 405)
    assert Record.objects.count() == before


def test_a_dossier_of_another_organisation_does_not_exist(house: House) -> None:
    dossier = open_samia(house)
    other = build_house("Autre organisation (fictive)")
    other.enrol("Nora", "social_worker")
    page = reverse("dossiers:dossier", args=[dossier.pk])
    assert client_of(other, "Nora").get(page).status_code == 404
    assert (
        client_of(house, "Camille").get(reverse("dossiers:dossier", args=[uuid4()])).status_code
        == 404
    )


def test_a_visitor_is_asked_to_log_in(house: House) -> None:
    dossier = open_samia(house)
    response = Client().get(reverse("dossiers:dossier", args=[dossier.pk]))
    assert response.status_code == 302
    assert reverse("account:login") in response.headers["Location"]


def test_the_list_shows_filters_and_counts(house: House) -> None:
    open_samia(house)
    client = client_of(house, "Camille")
    page = text_of(client.get(reverse("dossiers:list")))
    assert "AMRANI-FICTIF Samia" in page
    assert "Premiers échanges" in page
    assert "Aucun dossier ici" in text_of(client.get(reverse("dossiers:list") + "?etat=plan"))
    found = text_of(client.post(reverse("dossiers:list"), {"words": "amr loyer"}))
    assert "AMRANI-FICTIF" in found
    missed = client.post(reverse("dossiers:list"), {"words": "zzz"})
    assert "AMRANI-FICTIF" not in text_of(missed)
    assert missed.status_code == 200


def test_someone_without_files_is_told_what_to_do(house: House) -> None:
    client = client_of(house, "Camille")
    assert "Vous ne suivez encore personne" in text_of(client.get(reverse("dossiers:list")))
    assert "Votre journée commence ici" in text_of(client.get("/"))


def test_search_shows_where_it_was_found(house: House) -> None:
    with_entry(house)
    client = client_of(house, "Camille")
    page = text_of(client.post(reverse("dossiers:search"), {"q": "chaudiere"}))
    assert "<mark>chaudière</mark>" in page
    assert "Rien trouvé" in text_of(client.post(reverse("dossiers:search"), {"q": "girafe"}))
    assert client.get(reverse("dossiers:search")).status_code == 200
    long = client.post(reverse("dossiers:search"), {"q": "a" * 300})
    assert long.status_code == 422


def test_list_and_dossier_pages_keep_their_number_of_queries(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks and her open vault included; what the navigation counts is other pages' own."""
    monkeypatch.setattr("entrenous.web.common.context._navigation", lambda _request: [])
    dossier, _ = with_entry(house)
    for number in range(20):
        open_samia(house, card=PersonCard(alias=f"personne {number}"))
    client = client_of(house, "Camille")
    for url, most in (
        (reverse("dossiers:list"), 12),
        (reverse("dossiers:dossier", args=[dossier.pk]), 17),
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
        assert len(asked) <= most, "\n".join(sql[:150] for sql in asked)


def test_a_dossier_is_opened_from_one_page(house: House) -> None:
    client = client_of(house, "Camille")
    data = {
        "family_name": "Sarr-Lemoine", "given_name": "Awa", "secteur": house.secteur.pk,
        "reasons": "Énergie", "contact_means": "téléphone", "contact_value": "01 99 00 00 12",
        "contact_safety": "no_message", "carry": "neutral",
    }  # fmt: skip
    response = client.post(reverse("dossiers:open"), data, follow=True)
    assert "Awa SARR-LEMOINE" in text_of(response)
    opened = house.keyring("Camille").open(Dossier.objects.get().pk, Act.DOSSIER_OPENED)
    reading = records.read(opened)
    assert reading.one(PersonCard).content.carry is Carry.NEUTRAL  # type: ignore[union-attr]
    assert len(reading.of(ContactMeans)) == 1


def test_a_dossier_without_a_name_is_refused_and_nothing_is_lost(house: House) -> None:
    client = client_of(house, "Camille")
    data = {"street": "4 rue des Tanneurs", "secteur": house.secteur.pk}
    response = client.post(reverse("dossiers:open"), data)
    assert response.status_code == 422
    assert "Indiquez un nom, ou un alias" in text_of(response)
    assert "4 rue des Tanneurs" in text_of(response)
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("who", ["Rachel", "Ines", "Ada", "Max", "Lou"])
def test_only_social_workers_open_dossiers(house: House, who: str) -> None:
    assert client_of(house, who).get(reverse("dossiers:open")).status_code == 404
    assert client_of(house, who).get(reverse("dossiers:list")).status_code == 404


def test_the_day_shows_what_is_due_and_what_was_left(house: House) -> None:
    dossier, _ = with_entry(house)
    actions.keep(house.keyring("Camille"), dossier, ReceptionMessage("Rappeler avant midi"))
    client = client_of(house, "Camille")
    page = text_of(client.get("/"))
    assert "Appeler le bailleur" in page
    assert "Rappeler avant midi" in page
    due = DueDate.objects.get()
    done = client.post(reverse("dossiers:step_done", args=[dossier.pk, due.pk]), {"day": "1"})
    assert done.headers["Location"] == "/"
    left = Record.objects.get(kind=11)
    client.post(reverse("dossiers:message_handled", args=[dossier.pk, left.record]))
    page = text_of(client.get("/"))
    assert "Appeler le bailleur" not in page
    assert "Rappeler avant midi" not in page


def test_a_due_date_of_somebody_else_is_not_finished(house: House) -> None:
    dossier, _ = with_entry(house)
    due = DueDate.objects.get()
    url = reverse("dossiers:step_done", args=[dossier.pk, due.pk])
    assert client_of(house, "Alix").post(url).status_code == 404
    due.refresh_from_db()
    assert due.done_on is None


def test_who_read_it_is_listed_by_day_and_who_holds_the_key(house: House) -> None:
    dossier = open_samia(house)
    house.keyring("Rachel").open(dossier.pk, Act.DOSSIER_OPENED)
    page = text_of(client_of(house, "Camille").get(reverse("dossiers:log", args=[dossier.pk])))
    assert "Rachel Fictif" in page
    assert "accueil" in page
    assert "dossier ouvert" in page
    assert "Gardiens de secours" in page


def test_the_slip_follows_what_she_can_carry(house: House) -> None:
    dossier, _ = with_entry(house)
    client, url = client_of(house, "Camille"), reverse("dossiers:next_step", args=[dossier.pk])
    assert "Que peut emporter la personne" in text_of(client.get(url))
    client.post(url, {"carry": "full"})
    page = text_of(client.get(url))
    assert "Appeler le bailleur" in page
    assert "01 99 00 10 00" in page
    client.post(url, {"carry": "neutral"})
    page = text_of(client.get(url))
    assert "Appeler le bailleur" not in page
    for word in ("Samia", "AMRANI", "ervice social", "Val-des-Saules"):
        assert word not in page
    client.post(url, {"carry": "nothing"})
    assert "rien à imprimer" in text_of(client.get(url))
    assert client.post(url, {}).status_code == 422
    assert Entry.objects.filter(act=Act.PRINTED, container=dossier.pk).exists()


def test_contacts_and_household_are_added_and_ended(house: House) -> None:
    dossier = open_samia(house)
    client = client_of(house, "Camille")
    contact = reverse("dossiers:contact", args=[dossier.pk])
    assert client.post(contact, {"means": "téléphone"}).status_code == 422
    data = {"means": "téléphone", "value": "01 99 00 00 12", "safety": "rule"}
    assert "Précisez la règle" in text_of(client.post(contact, data))
    client.post(contact, data | {"rule": "le matin"})
    client.post(reverse("dossiers:member", args=[dossier.pk]), {"given_name": "Maïssa"})
    page = text_of(client.get(reverse("dossiers:person", args=[dossier.pk])))
    assert "01 99 00 00 12" in page
    assert "Maïssa" in page
    for kind in (2, 3):
        record = Record.objects.get(kind=kind).record
        client.post(reverse("dossiers:end", args=[dossier.pk, record]))
    page = text_of(client.get(reverse("dossiers:person", args=[dossier.pk])))
    assert "01 99 00 00 12" not in page
    assert "Maïssa" not in page


def test_a_card_changed_meanwhile_is_shown_first(house: House) -> None:
    dossier = open_samia(house)
    actions.change_card(
        house.keyring("Camille"), dossier, replace(SAMIA, street="1 place Neuve"), based_on=1
    )
    url = reverse("dossiers:card", args=[dossier.pk])
    client = client_of(house, "Camille")
    data = {"family_name": "Amrani-Fictif", "street": "2 quai Gris", "version": "1"}
    response = client.post(url, data)
    assert response.status_code == 422
    assert "1 place Neuve" in text_of(response)
    assert "2 quai Gris" in text_of(response)
    assert client.post(url, data | {"version": "2"}).status_code == 302


def test_a_damaged_dossier_says_so_and_waits_for_a_constat(house: House) -> None:
    dossier, _ = with_entry(house)
    row = Record.objects.get(kind=30)
    Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    client = client_of(house, "Camille")
    page = text_of(client.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert "Une partie de ce dossier est abîmée" in page
    assert "Écrit abîmé" in page
    data = {"save": "1", "on": "1 10 2026", "mode": "phone", "text": "gardé malgré tout"}
    new = reverse("dossiers:entry_new", args=[dossier.pk])
    response = client.post(new, data)
    constat = reverse("dossiers:constat", args=[dossier.pk])
    assert response.headers["Location"] == constat
    assert Draft.objects.filter(form="dossiers:entry_new", about=dossier.pk).exists()
    assert "écrits et évaluation" in text_of(client.get(constat))
    client.post(constat)
    assert "gardé malgré tout" in text_of(client.get(new))
    assert client.post(new, data).status_code == 302
