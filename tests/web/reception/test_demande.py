"""One request, its suites, the duty page, agendas: who may, who may not, what is said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Circonscription, Organisation
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.models import Draft, Grant, HeadRow, Record
from entrenous.reception import actions, agenda, attribution, queries
from entrenous.reception.actions import Suite
from entrenous.reception.agenda import Slot
from entrenous.reception.codes import Decision
from entrenous.reception.models import Appointment, Demande
from entrenous.web.dossiers import day
from entrenous.web.reception.day import sections
from tests.altered import altered
from tests.browsing import client_of
from tests.people import House
from tests.reception.test_demandes import WORDS, record
from tests.reception.test_directory import followed


def url(name: str, demande: Demande) -> str:
    return reverse(f"reception:{name}", args=[demande.pk])


def text(client: Client, where: str) -> str:
    return client.get(where).content.decode()


def test_the_duty_worker_sees_her_at_once_and_opening_is_journaled(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Camille")
    assert "Awa SARR-LEMOINE" in text(client, reverse("reception:duty"))
    assert WORDS in text(client, url("demande", demande))
    last = Entry.objects.filter(act=Act.DEMANDE_OPENED).latest("seq")
    assert (last.container, last.actor) == (demande.pk, house.agents["Camille"].pk)


def test_an_empty_duty_page_says_so(house: House) -> None:
    assert "Personne ne vous attend" in text(client_of(house, "Alix"), reverse("reception:duty"))


def test_the_duty_page_is_for_workers(house: House) -> None:
    assert client_of(house, "Rachel").get(reverse("reception:duty")).status_code == 404


def test_a_worker_outside_the_duty_group_opens_nothing(house: House) -> None:
    demande = record(house)
    house.enrol("Odile", "social_worker")
    client = client_of(house, "Odile")
    assert client.get(url("demande", demande)).status_code == 404
    assert client.post(url("note", demande), {"note-text": "x"}).status_code == 404
    assert client.post(url("decide", demande), {"decision": "answered"}).status_code == 404
    assert client.get(url("open-dossier", demande)).status_code == 404


def test_a_request_of_another_organisation_does_not_exist(house: House) -> None:
    demande = record(house)
    other = Organisation.objects.create(name="Autre", kind="ccas")
    Circonscription.objects.filter(pk=house.circonscription.pk).update(organisation=other)
    assert client_of(house, "Camille").get(url("demande", demande)).status_code == 404


def test_the_worker_answers(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Camille")
    client.post(url("decide", demande), {"decision": "answered", "answer": "Courant rétabli."})
    page = text(client, url("demande", demande))
    assert "Courant rétabli." in page
    assert "Donner une suite" not in page


def test_a_suite_that_lacks_something_is_refused_and_kept(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Rachel")
    sent = {"decision": "other_service", "answer": "gardé tel quel"}
    answer = client.post(url("decide", demande), sent)
    assert answer.status_code == 422
    assert "gardé tel quel" in answer.content.decode()
    answer = client.post(url("note", demande), {"note-text": " "})
    assert answer.status_code == 422


def test_someone_else_ended_it_meanwhile(house: House) -> None:
    demande = record(house)
    Demande.objects.filter(pk=demande.pk).update(status="closed")
    client = client_of(house, "Rachel")
    page = client.post(url("decide", demande), {"decision": "answered"}, follow=True)
    assert "entre-temps" in page.content.decode()


def test_a_dossier_is_opened_from_the_request_with_what_is_known(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Camille")
    form = client.get(url("open-dossier", demande)).context["form"]
    assert form["family_name"].value() == "Sarr-Lemoine"
    assert form["secteur"].value() == str(house.secteur.pk)
    sent = {"family_name": "Sarr-Lemoine", "given_name": "Awa", "secteur": str(house.secteur.pk)}
    client.post(url("open-dossier", demande), sent)
    dossier = Dossier.objects.get()
    demande.refresh_from_db()
    assert (demande.dossier, demande.status) == (dossier, "closed")
    assert dossier.referent == house.agents["Camille"]
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
    from entrenous.keyring import records

    reading = records.read(opened)
    card, means = reading.one(PersonCard), reading.one(ContactMeans)
    called = reading.one(ReceptionCard)
    assert card
    assert means
    assert called
    assert (card.content.commune, card.content.birth_year) == ("Saint-Orme", 1991)
    assert means.content.value == "01 99 00 11 22"
    assert called.content.called_name == "Awa SARR-LEMOINE"


def test_the_thread_leads_back_to_the_request_as_long_as_its_key_is_held(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Camille")
    sent = {"family_name": "Sarr-Lemoine", "secteur": str(house.secteur.pk)}
    thread = client.post(url("open-dossier", demande), sent, follow=True)
    assert url("demande", demande) in thread.content.decode()
    assert client.get(url("demande", demande)).status_code == 200
    Grant.objects.filter(container=demande.pk).delete()
    assert url("demande", demande) not in text(client, thread.request["PATH_INFO"])


def test_a_dossier_needs_a_name_or_an_alias(house: House) -> None:
    demande = record(house)
    client = client_of(house, "Camille")
    answer = client.post(url("open-dossier", demande), {"reasons": "énergie"})
    assert answer.status_code == 422
    assert "énergie" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_reception_opens_no_dossier(house: House) -> None:
    demande = record(house)
    assert client_of(house, "Rachel").get(url("open-dossier", demande)).status_code == 404


def damage(demande: Demande) -> None:
    """Her words do not open any more."""
    row = Record.objects.filter(container_id=demande.pk, kind=101).get()
    Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))


def test_a_damaged_request_shows_what_opens_and_writing_waits_for_a_constat(house: House) -> None:
    demande = record(house)
    damage(demande)
    client = client_of(house, "Rachel")
    page = text(client, url("demande", demande))
    assert "abîmée" in page
    assert "Awa SARR-LEMOINE" in page
    answer = client.post(url("note", demande), {"note-text": "à garder"})
    assert answer["Location"] == url("constat", demande)
    said = text(client, url("constat", demande))
    assert "ses mots, la réponse et les notes" in said
    assert "Votre texte est gardé en brouillon" in said
    assert client.post(url("constat", demande))["Location"] == url("demande", demande)
    assert Entry.objects.filter(act=Act.CONSTAT, container=demande.pk).exists()
    assert "à garder" in text(client, url("demande", demande))
    client.post(url("note", demande), {"note-text": "à garder"})
    assert [n.content.text for n in read_again(house, demande).notes] == ["à garder"]
    assert not Draft.objects.exists()
    assert "Le constat est fait" in text(client, url("constat", demande))


def read_again(house: House, demande: Demande) -> queries.OpenedDemande:
    return queries.open_demande(demande.pk, by=house.keyring("Camille"))


def test_a_suite_typed_on_a_damaged_request_is_found_again(house: House) -> None:
    demande = record(house)
    damage(demande)
    client = client_of(house, "Camille")
    sent = {"decision": "answered", "answer": "Courant rétabli."}
    assert client.post(url("decide", demande), sent)["Location"] == url("constat", demande)
    client.post(url("constat", demande))
    assert "Courant rétabli." in text(client, url("demande", demande))
    client.post(url("decide", demande), sent)
    assert read_again(house, demande).row.status == "closed"


def test_a_request_put_back_to_a_former_day_is_said(house: House) -> None:
    demande = record(house)
    tables = (Record, HeadRow)
    kept = [list(t.objects.filter(container_id=demande.pk)) for t in tables]
    actions.add_note(demande.pk, "elle a rappelé", by=house.keyring("Rachel"))
    for table, rows in zip(tables, kept, strict=True):
        table.objects.filter(container_id=demande.pk).delete()
        table.objects.bulk_create(rows)
    client = client_of(house, "Rachel")
    assert "Le journal nomme des écrits" in text(client, url("demande", demande))
    assert house.agents["Rachel"].display_name in text(client, url("constat", demande))
    client.post(url("constat", demande))
    assert "abîmée" not in text(client, url("demande", demande))


def test_a_request_whose_identity_is_gone_still_opens(house: House) -> None:
    demande = record(house)
    Record.objects.filter(container_id=demande.pk, kind=100).delete()
    client = client_of(house, "Rachel")
    assert "Personne sans nom" in text(client, url("demande", demande))
    assert "qui demande" in text(client, url("constat", demande))


def test_nothing_to_note_when_nothing_is_missing(house: House) -> None:
    demande = record(house)
    assert "Rien ne manque" in text(client_of(house, "Rachel"), url("constat", demande))
    house.enrol("Odile", "social_worker")
    for stranger in ("Odile", "Ines", "Lou", "Max"):
        client = client_of(house, stranger)
        for answer in (client.get(url("constat", demande)), client.post(url("constat", demande))):
            assert answer.status_code == 404, stranger


def tomorrow_at_ten() -> Slot:
    from datetime import time

    return Slot(agenda.local(timezone.localdate() + timedelta(days=1), time(10)))


def test_reception_sees_the_name_to_call_and_the_worker_her_week(house: House) -> None:
    camille, slot = house.agents["Camille"], tomorrow_at_ten()
    dossier = followed(house, "Lefèvre", "Zoé")
    agenda.book(camille, slot, by=house.keyring("Rachel"), dossier=dossier.pk)
    day_of = timezone.localdate(slot.starts_at).isoformat()
    theirs = reverse("reception:agenda-of", args=[camille.pk])
    for who, where in (("Omar", theirs), ("Camille", reverse("reception:agenda"))):
        page = text(client_of(house, who), f"{where}?jour={day_of}")
        assert "Zoé LEFÈVRE" in page
        assert "10\xa0h" in page


def test_a_colleague_does_not_see_another_agenda(house: House) -> None:
    where = reverse("reception:agenda-of", args=[house.agents["Camille"].pk])
    assert client_of(house, "Alix").get(where).status_code == 404


@pytest.mark.parametrize("asked", ["2026-13-45", "9999-12-31", "0001-01-01", "<b>"])
def test_an_impossible_day_shows_today(house: House, asked: str) -> None:
    client = client_of(house, "Camille")
    assert client.get(reverse("reception:agenda"), {"jour": asked}).status_code == 200


def test_what_became_of_an_appointment_is_noted(house: House) -> None:
    made = agenda.book(
        house.agents["Camille"], tomorrow_at_ten(), by=house.keyring("Rachel"),
        demande=record(house).pk,
    )  # fmt: skip
    where = reverse("reception:settle", args=[made.pk])
    assert client_of(house, "Rachel").post(where, {"status": "excused"}).status_code == 302
    made.refresh_from_db()
    assert made.status == "excused"
    assert client_of(house, "Rachel").post(where, {"status": "late"}).status_code == 404
    unknown = reverse("reception:settle", args=[uuid4()])
    assert client_of(house, "Rachel").post(unknown, {"status": "excused"}).status_code == 404


def test_a_worker_keeps_time_for_herself(house: House) -> None:
    client = client_of(house, "Camille")
    where = reverse("reception:busy")
    sent = {"on": "1 3 2027", "at": "9 h", "minutes": "120"}
    assert client.post(where, sent).status_code == 302
    assert client.post(where, {**sent, "at": "10 h"}).status_code == 422
    assert client.post(where, {**sent, "on": "1 1 2020"}).status_code == 422
    assert Appointment.objects.get().kind == "busy"


def test_reception_gives_an_appointment_to_someone_followed(house: House) -> None:
    dossier = followed(house, "Lefèvre", "Zoé")
    client = client_of(house, "Rachel")
    where = reverse("reception:appointment", args=[dossier.pk])
    sent = {"worker": str(house.agents["Camille"].pk), "on": "1 3 2027", "at": "9 h"}
    assert client.post(where, {**sent, "worker": ""}).status_code == 422
    assert client.post(where, sent).status_code == 302
    assert Appointment.objects.get().dossier_id == dossier.pk


def test_ma_journee_shows_who_waits_what_is_given_to_me_and_the_calls(house: House) -> None:
    record(house)
    given = record(house, Suite(Decision.ANSWERED))
    Demande.objects.filter(pk=given.pk).update(status="open")
    attribution.attribute(given.pk, house.agents["Camille"], by=house.keyring("Ines"))
    slot = Slot(timezone.now() + timedelta(minutes=1), 15, kind=Appointment.Kind.CALL_BACK)
    agenda.book(house.agents["Camille"], slot, by=house.keyring("Rachel"), demande=given.pk)
    client = client_of(house, "Camille")
    request = client.get(reverse("reception:duty")).wsgi_request
    request.keyring = house.keyring("Camille")
    today = day.Day(request, timezone.localdate(slot.starts_at), {})  # type: ignore[arg-type]
    shown = {s.title: [i.title for i in s.items] for s in sections(today)}
    assert shown["On vous attend à l’accueil"] == ["Awa SARR-LEMOINE"]
    assert shown["Demandes qui vous sont confiées"] == ["Awa SARR-LEMOINE"]
    assert shown["Rappels promis"] == ["Awa SARR-LEMOINE"]
    assert queries.keys_on_their_way([given.pk]) == set()
