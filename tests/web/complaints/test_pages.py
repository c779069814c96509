"""The pages of complaints: entered by anyone, a register of days, read by its desk, told after."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.complaints import actions
from entrenous.complaints.models import Complaint
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring.models import Record
from tests.browsing import client_of
from tests.complaints.entered import SAID, WHO, day, entered, with_legal_desk
from tests.complaints.test_complaints import ANSWER, TOLD
from tests.dossiers.opened import dossier_of
from tests.people import House

WORDS = "Je ne veux plus être reçue par cette personne."


def at(name: str, *args: object) -> str:
    return reverse(f"complaints:{name}", args=args)


def said(shift: int = 0) -> str:
    return day(shift).strftime("%d %m %Y")


def text(response: Any) -> str:
    return str(response.content.decode())


def typed(house: House, **changed: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "wish": "change", "about": str(house.agents["Camille"].pk),
        "words": WORDS, "name": "Awa Sarr-Fictif", "reply_by": "phone",
        "reply_to": "01 99 00 77 88", "safe_rule": "jamais le soir",
        "place": str(house.circonscription.pk), "on": said(),
    } | changed  # fmt: skip


@pytest.mark.parametrize("who", ["Rachel", "Alix", "Camille", "Ines", "Lou"])
def test_anyone_of_the_service_enters_one_for_the_person_once(house: House, who: str) -> None:
    client, sent = client_of(house, who), typed(house)
    assert client.get(at("new")).status_code == 200
    done = client.post(at("new"), sent)
    client.post(at("new"), sent)
    row = Complaint.objects.get()
    assert row.ticket in text(done)
    assert WORDS not in text(done)
    assert not house.keyring("Camille").holds(row.pk)


@pytest.mark.parametrize("who", ["Ada", "Max"])
def test_administration_and_management_have_no_page_of_them(house: House, who: str) -> None:
    row = entered(house)
    client = client_of(house, who)
    for url in (at("new"), at("register"), at("complaint", row.pk), at("told", row.pk)):
        assert client.get(url).status_code == 404


def test_what_lacks_is_said_and_nothing_typed_is_lost(house: House) -> None:
    sent = typed(house, wish="", reply_to="", name="")
    back = client_of(house, "Rachel").post(at("new"), sent)
    assert back.status_code == 422
    for word in (WORDS, "jamais le soir", "Écrivez où lui répondre", "Dites ce que la personne"):
        assert word in text(back)
    assert not Complaint.objects.exists()


def test_about_a_lead_without_another_desk_it_is_said_and_kept_in_the_form(house: House) -> None:
    sent = typed(house, about=str(house.agents["Ines"].pk))
    back = client_of(house, "Rachel").post(at("new"), sent)
    assert back.status_code == 422
    assert "Personne d’autre ne peut la recevoir" in text(back)
    assert WORDS in text(back)
    with_legal_desk(house)
    assert "service juridique" in text(client_of(house, "Rachel").post(at("new"), sent)).lower()
    assert Complaint.objects.get().ticket not in text(client_of(house, "Ines").get(at("register")))


def test_from_a_dossier_her_name_and_referente_are_ready(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.get(at("of_dossier", dossier.pk)))
    assert "SARR-FICTIF" in page
    assert f'value="{house.agents["Camille"].pk}" selected' in page
    assert client_of(house, "Alix").get(at("of_dossier", dossier.pk)).status_code == 404
    assert client.post(at("of_dossier", dossier.pk), typed(house)).status_code == 200
    row = Complaint.objects.get()
    assert client.get(at("complaint", row.pk)).status_code == 404


def test_the_register_says_tickets_and_days_and_opens_nothing(house: House) -> None:
    late, fresh = entered(house, on=day(-20)), entered(house)
    client = client_of(house, "Ines")
    with CaptureQueriesContext(connection) as two:
        page = text(client.get(at("register")))
    for word in (late.ticket, fresh.ticket, "20", "en retard"):
        assert word in page
    for hers in (WHO.name, SAID.words, "4 rue Inventée"):
        assert hers not in page
    assert not Entry.objects.filter(act=Act.COMPLAINT_OPENED).exists()
    for _ in range(3):
        entered(house)
    with CaptureQueriesContext(connection) as five:
        client.get(at("register"))
    assert len(five) <= len(two)


def test_an_empty_register_says_so(house: House) -> None:
    assert "Aucune réclamation n’attend" in text(client_of(house, "Ines").get(at("register")))


def test_only_its_desk_reads_it_and_each_opening_is_noted(house: House) -> None:
    with_legal_desk(house)
    row = entered(house, house.agents["Camille"])
    page = text(client_of(house, "Ines").get(at("complaint", row.pk)))
    for word in (WHO.name, SAID.words, "pas le soir"):
        assert word in page
    assert Entry.objects.filter(act=Act.COMPLAINT_OPENED, container=row.pk).count() == 1
    for who in ("Camille", "Rachel", "Lou", "Sacha"):
        client = client_of(house, who)
        for name in ("complaint", "note", "answer", "tell", "letter", "pdf", "docx", "constat"):
            assert client.get(at(name, row.pk)).status_code == 404


def test_noted_answered_told_in_that_order(house: House) -> None:
    row, client = entered(house, house.agents["Camille"]), client_of(house, "Ines")
    assert client.get(at("tell", row.pk)).status_code == 302
    assert client.get(at("letter", row.pk)).status_code == 302
    noted = {"on": said(), "words": "Appelée, elle confirme.", "do": "1"}
    assert client.post(at("note", row.pk), noted).status_code == 302
    kept = {"outcome": "kept", "answer": "Nous ne changeons pas.", "on": said(), "reasons": ""}
    refused = client.post(at("answer", row.pk), kept | {"check": "1"})
    assert refused.status_code == 422
    assert "un refus se motive" in text(refused)
    changed = kept | {"outcome": "changed", "answer": "Une autre référente\nvous appellera."}
    check = client.post(at("answer", row.pk), changed | {"check": "1"})
    assert "Vérifiez avant" in text(check)
    row.refresh_from_db()
    assert row.answered_on is None
    for _ in range(2):
        assert client.post(at("answer", row.pk), changed | {"do": "1"}).status_code == 302
    assert "vous appellera." in text(client.get(at("letter", row.pk)))
    assert client.get(at("pdf", row.pk)).content[:5] == b"%PDF-"
    assert client.get(at("docx", row.pk)).content[:2] == b"PK"
    told = {"words": "La personne préfère quelqu’un d’autre.", "to": "", "on": said(), "do": "1"}
    unnamed = client.post(at("tell", row.pk), told)
    assert unnamed.status_code == 422
    assert client.post(at("tell", row.pk), told | {"names_person": "on"}).status_code == 302
    camille = client_of(house, "Camille")
    assert at("told", row.pk) in text(camille.get(reverse("dossiers:day")))
    hers = text(camille.get(at("told", row.pk)))
    assert "préfère quelqu’un d’autre" in hers
    for kept_away in (SAID.words, "Appelée, elle confirme.", "4 rue Inventée"):
        assert kept_away not in hers


def test_a_change_leads_to_the_act_that_passes_a_dossier_on(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), client_of(house, "Camille")
    camille.post(at("of_dossier", dossier.pk), typed(house))
    row = Complaint.objects.get()
    ines = client_of(house, "Ines")
    changed = {"outcome": "changed", "answer": "C’est oui.", "on": said(), "do": "1"}
    ines.post(at("answer", row.pk), changed)
    told = {"words": "À transmettre.", "to": str(house.agents["Alix"].pk), "on": said(),
            "names_person": "on", "do": "1"}  # fmt: skip
    ines.post(at("tell", row.pk), told)
    page = text(camille.get(at("told", row.pk)))
    assert reverse("handover:sheet", args=[dossier.pk]) in page
    assert house.agents["Alix"].display_name in page


def test_nobody_reads_what_another_was_told(house: House) -> None:
    row = entered(house, house.agents["Camille"])
    actions.answer(house.keyring("Ines"), row, ANSWER)
    actions.tell(house.keyring("Ines"), row, TOLD)
    for who in ("Alix", "Rachel", "Ines"):
        assert client_of(house, who).get(at("told", row.pk)).status_code == 404


def test_damaged_it_says_so_and_a_constat_lets_one_answer(house: House) -> None:
    row, client = entered(house), client_of(house, "Ines")
    Record.objects.filter(container_id=row.pk, kind=391).delete()
    assert "est abîmée" in text(client.get(at("complaint", row.pk)))
    note = {"on": said(), "words": "Vue", "do": "1"}
    refused = client.post(at("note", row.pk), note)
    assert refused.status_code == 422
    assert "Vue" in text(refused)
    assert client.get(at("constat", row.pk)).status_code == 200
    assert client.post(at("constat", row.pk)).status_code == 302
    assert client.post(at("note", row.pk), note).status_code == 302
