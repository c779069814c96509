"""The pages of the desk: who may come, nothing lost, nothing twice, the next step she can carry."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.desk import sheets, tasks
from entrenous.desk.models import Listening, Sheet, Tally, Task, Try
from entrenous.dossiers.codes import Carry
from entrenous.keyring import drafts
from entrenous.reception import queries
from entrenous.reception.codes import Channel, Decision
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.models import Appointment, Demande
from tests.browsing import client_of
from tests.desk.test_desk import done, given
from tests.desk.test_promises import left_with, move, promised
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import AWA, record

NOBODY = ["Lou", "Ada", "Max"]


def text(response: object) -> str:
    page: str = response.content.decode()  # type: ignore[attr-defined]
    return page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("who", NOBODY)
def test_the_desk_s_own_work_is_for_who_receives(house: House, who: str) -> None:
    call, task, demande = promised(house), given(house), record(house)
    client = client_of(house, who)
    for name, about in (
        ("call", call.pk), ("task", task.pk), ("interview", demande.pk), ("tasks", task.dossier_id),
    ):  # fmt: skip
        assert client.get(reverse(f"desk:{name}", args=[about])).status_code == 404
    for name in ("count-day", "figures"):
        assert client.get(reverse(f"desk:{name}")).status_code == 404
    assert client.post(reverse("desk:count"), {}).status_code == 404


def test_the_queue_has_every_channel_and_shows_one_alone(house: House) -> None:
    client = client_of(house, "Rachel")
    record(house, channel=Channel.LETTER, identity=DemandeIdentity(family_name="Lettre-Fictif"))
    record(house, channel=Channel.PARTNER, identity=DemandeIdentity(family_name="Ami-Fictif"))
    given(house)
    page = text(client.get(reverse("reception:desk")))
    for words in ("Courrier", "Partenaire", "Tâche confiée", "3 attendent"):
        assert words in page
    assert 'aria-current="true">Tout' in page
    alone = text(client.get(reverse("reception:desk"), {"canal": "letter"}))
    assert "LETTRE-FICTIF" in alone
    assert "AMI-FICTIF" not in alone
    assert 'aria-current="true">Courrier' in alone
    assert 'aria-current="true">Tout' not in alone
    none = text(client.get(reverse("reception:desk"), {"canal": "phone"}))
    assert "Rien n’attend par ce canal" in none


def test_the_queue_costs_no_more_for_many_than_for_few(house: House) -> None:
    client = client_of(house, "Rachel")

    def cost() -> int:
        client.get(reverse("reception:desk"))  # what is new is verified once, and remembered
        with CaptureQueriesContext(connection) as queries_made:
            client.get(reverse("reception:desk"))
        return len(queries_made)

    record(house)
    promised(house)
    given(house)
    few = cost()
    for _ in range(4):
        record(house)
        promised(house)
    given(house)
    assert cost() <= few


def test_several_requests_are_begun_and_none_is_lost(house: House) -> None:
    client = client_of(house, "Rachel")
    ids = [uuid4(), uuid4()]
    for pk, name in zip(ids, ("Un-Fictif", "Deux-Fictif"), strict=True):
        typed = {"family_name": name, "themes": ["ENE", "ENF"], "set_aside": "1"}
        answer = client.post(reverse("reception:arrival", args=[pk]), typed)
        assert answer["Location"] == reverse("reception:desk")
    page = text(client.get(reverse("reception:desk")))
    assert "2 demandes commencées" in page
    assert "Un-Fictif" in page
    again = client.get(reverse("reception:arrival", args=[ids[0]]))
    assert again.context["form"]["family_name"].value() == "Un-Fictif"
    assert again.context["form"]["themes"].value() == ["ENE", "ENF"]
    assert "Deux-Fictif" in text(again)
    assert "Deux-Fictif" not in text(client_of(house, "Omar").get(reverse("reception:desk")))
    assert Demande.objects.count() == 0


def test_sent_twice_a_request_is_recorded_once_even_of_who_gives_nothing(house: House) -> None:
    client, url = client_of(house, "Rachel"), reverse("reception:arrival", args=[uuid4()])
    for _ in range(2):
        client.post(url, {"channel": "walk_in", "decision": "answered"})
    assert Demande.objects.count() == 1
    assert drafts.of(house.agents["Rachel"]) == []


def test_two_people_of_the_same_name_and_year_are_two(house: House) -> None:
    client = client_of(house, "Rachel")
    typed = {
        "channel": "phone", "family_name": "Sarr", "birth_year": "1991", "decision": "answered",
        "contact": "+221 99 000 00 00",
    }  # fmt: skip
    for _ in range(2):
        client.post(reverse("reception:arrival", args=[uuid4()]), typed)
    found = Demande.objects.all()
    assert len({row.ticket for row in found}) == 2
    opened = queries.open_demande(found[0].pk, by=house.keyring("Omar"))
    assert opened.identity.contact == "+221 99 000 00 00"


def test_a_call_is_tried_taken_over_and_kept(house: House) -> None:
    call = move(left_with(house, dossier_of(house, "Camille")), -30)
    client = client_of(house, "Rachel")
    page = text(client.get(reverse("desk:call", args=[call.pk])))
    assert "Elle attend la facture." in page
    assert "pas encore tenu" in page
    missing = client.post(reverse("desk:call-try", args=[call.pk]), {})
    assert missing.status_code == 422
    assert "Choisissez ce que l’appel a donné." in text(missing)
    client.post(reverse("desk:call-take-over", args=[call.pk]))
    call.refresh_from_db()
    assert call.agent == house.agents["Rachel"]
    typed = {"outcome": "reached", "once": str(uuid4())}
    for _ in range(2):
        client.post(reverse("desk:call-try", args=[call.pk]), typed)
    assert Try.objects.count() == 1
    assert "tenu en retard" in text(client.get(reverse("desk:call", args=[call.pk])))


def test_a_message_may_promise_an_hour(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Rachel")
    url = reverse("reception:message", args=[dossier.pk])
    day = timezone.localdate() + timedelta(days=1)
    alone = client.post(url, {"text": "Rappeler", "call_back_at": "11 h"})
    assert alone.status_code == 422
    past = {"text": "Rappeler", "call_back_on": "01 02 2020", "call_back_at": "11 h"}
    assert client.post(url, past).status_code == 422
    client.post(url, {**past, "call_back_on": f"{day:%d %m %Y}"})
    call = Appointment.objects.get(dossier=dossier)
    local = timezone.localtime(call.starts_at)
    assert (local.date(), local.hour, call.agent) == (day, 11, house.agents["Camille"])


def test_the_duty_worker_says_that_she_listens(house: House) -> None:
    row = record(house)
    assert client_of(house, "Rachel").post(reverse("desk:hear", args=[row.pk])).status_code == 404
    client = client_of(house, "Camille")
    assert "Je la reçois maintenant" in text(
        client.get(reverse("reception:demande", args=[row.pk]))
    )
    client.post(reverse("desk:hear", args=[row.pk]))
    assert Listening.objects.get(demande=row).heard_at
    assert "Écoutée" in text(client.get(reverse("reception:demande", args=[row.pk])))


@pytest.mark.parametrize("carry", [Carry.NOTHING, Carry.NEUTRAL, Carry.FULL])
def test_a_contact_ends_with_what_she_can_carry(house: House, carry: Carry) -> None:
    row = record(house, identity=DemandeIdentity(family_name="Sarr-Fictif"))
    client = client_of(house, "Rachel")
    receipt = reverse("reception:receipt", args=[row.pk])
    assert client.get(receipt).status_code == 404  # nobody asked yet
    suite = {"decision": "answered", "limit": "Pas le logement : le guichet Logis-Fictif."}
    client.post(reverse("reception:decide", args=[row.pk]), suite)
    answer = client.post(reverse("desk:carry", args=[row.pk]), {"carry": carry.value}, follow=True)
    page = text(answer)
    if carry is Carry.NOTHING:
        assert "elle n’emporte aucun papier" in page
        assert client.get(receipt).status_code == 404
    elif carry is Carry.NEUTRAL:
        assert "01 99 00 10 00" in page
        assert "Val-des-Saules" not in page
        assert "Logis-Fictif" not in page
    else:
        assert "Logis-Fictif" in page
        assert "01 99 00 10 00" in page
        assert "papier-a6" in text(client.get(receipt, {"a6": ""}))


def test_an_interview_is_kept_with_its_sheets_and_nothing_is_lost(house: House) -> None:
    today = timezone.localdate()
    said = sheets.Said("Chèque énergie", "…", "chequeenergie.gouv.fr", today, today + timedelta(9))
    row = record(house)
    sheet = sheets.keep(house.keyring("Rachel"), said, sheet=uuid4())
    client, url = client_of(house, "Omar"), reverse("desk:interview", args=[row.pk])
    empty = client.post(url, {"on": "demain", "explained": "Ses droits"})
    assert empty.status_code == 422
    assert "Ses droits" in text(empty)
    typed = {"on": f"{today:%d %m %Y}", "explained": "Ses droits", "sheets": [str(sheet.pk)],
             "minutes": "20", "once": str(uuid4())}  # fmt: skip
    for _ in range(2):
        client.post(url, typed)
    assert Tally.objects.count() == 1
    page = text(client.get(reverse("reception:demande", args=[row.pk])))
    assert "Fiches remises : Chèque énergie" in page


def test_a_task_goes_from_the_dossier_to_the_desk_and_back_in_the_thread(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille, rachel = client_of(house, "Camille"), client_of(house, "Rachel")
    new = reverse("desk:task-new", args=[dossier.pk])
    assert "Aucune tâche confiée" in text(camille.get(reverse("desk:tasks", args=[dossier.pk])))
    refused = camille.post(new, {"kind": "piece", "name": "Mme Test"})
    assert refused.status_code == 422
    assert "Écrivez ce qui est à faire." in text(refused)
    assert "Mme Test" in text(refused)
    camille.post(new, {"kind": "piece", "what": "La facture", "name": "Mme Test"})
    task = Task.objects.get()
    assert "Mme Test" in text(rachel.get(reverse("reception:desk")))
    back = reverse("desk:task-return", args=[task.pk])
    assert rachel.post(back, {"words": "Reçue"}).status_code == 422
    today = f"{timezone.localdate():%d %m %Y}"
    rachel.post(back, {"state": "done", "words": "Reçue ce matin", "on": today, "minutes": "10"})
    assert "Revenu de l’accueil" in text(camille.get(reverse("dossiers:day")))
    camille.post(reverse("desk:task-report", args=[task.pk]))
    assert "Reçue ce matin" in text(camille.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert rachel.get(reverse("desk:task", args=[task.pk])).status_code == 404


def test_a_protected_or_ended_dossier_gives_no_task(house: House) -> None:
    task = given(house)
    done(house, task)
    client = client_of(house, "Alix")
    assert client.get(reverse("desk:task", args=[task.pk])).status_code == 404
    assert client.post(reverse("desk:task-report", args=[task.pk])).status_code == 404
    assert not tasks.come_back(house.keyring("Alix"))


def test_a_sheet_is_written_printed_and_never_overwritten_unseen(house: House) -> None:
    client = client_of(house, "Rachel")
    assert "Aucune fiche" in text(client.get(reverse("desk:sheets")))
    edit = client.get(reverse("desk:sheet-new"))["Location"]
    today = timezone.localdate()
    typed = {"title": "Domiciliation", "body": "Où la demander", "source": "CASF L264-1",
             "checked_on": f"{today:%d %m %Y}", "review_on": f"{today:%d %m %Y}"}  # fmt: skip
    early = client.post(edit, typed)
    assert early.status_code == 422
    assert "Où la demander" in text(early)
    typed["review_on"] = f"{today + timedelta(days=60):%d %m %Y}"
    client.post(edit, {**typed, "edition": "0"})
    sheet = Sheet.objects.get()
    paper = text(client.get(reverse("desk:sheet-print", args=[sheet.pk])))
    assert "CASF L264-1" in paper
    assert "01 99 00 10 00" in paper
    client_of(house, "Omar").post(edit, {**typed, "title": "Domiciliation, suite", "edition": "1"})
    stale = client.post(edit, {**typed, "body": "Autre texte", "edition": "1"})
    assert stale.status_code == 422
    assert "une autre version" in text(stale)
    assert "Autre texte" in text(stale)
    assert client_of(house, "Ada").get(reverse("desk:sheets")).status_code == 404
    client.post(reverse("desk:sheet-withdraw", args=[sheet.pk]))
    assert client.get(reverse("desk:sheet", args=[sheet.pk])).status_code == 404


def test_a_partner_s_call_is_counted_in_one_click(house: House) -> None:
    client = client_of(house, "Rachel")
    assert "Compter l’appel d’un partenaire" in text(client.get(reverse("reception:phone")))
    once = str(uuid4())
    for _ in range(2):
        client.post(reverse("desk:count"), {"what": "partner", "once": once})
    assert Tally.objects.count() == 1
    client.post(reverse("desk:count"), {"what": "hours_lost", "once": str(uuid4())})
    assert Tally.objects.count() == 1


def test_a_day_is_counted_without_a_name(house: House) -> None:
    client, url = client_of(house, "Rachel"), reverse("desk:count-day")
    today = f"{timezone.localdate():%d %m %Y}"
    empty = client.post(url, {"on": today})
    assert empty.status_code == 422
    assert "au moins un nombre" in text(empty)
    wrong = client.post(url, {"on": today, "not_received": "trois"})
    assert wrong.status_code == 422
    assert "trois" in text(wrong)
    typed = {"on": today, "not_received": "3", "hours_lost": "90", "once": str(uuid4())}
    for _ in range(2):
        client.post(url, typed)
    assert sorted(Tally.objects.values_list("what", "number", "minutes")) == [
        ("hours_lost", 1, 90), ("not_received", 3, None),
    ]  # fmt: skip
    page = text(client.get(reverse("desk:figures")))
    assert "non montré" in page
    assert "Rachel" not in page.split("<main")[1]
    printed = client_of(house, "Ines").get(reverse("desk:figures-print"), {"mois": "2026-01"})
    assert printed.status_code == 200


def test_a_request_of_a_called_person_shows_her_number_only_with_its_rule(house: House) -> None:
    call = promised(house)
    page = text(client_of(house, "Omar").get(reverse("desk:call", args=[call.pk])))
    assert AWA.contact in page
    assert AWA.safety.label in page


@pytest.mark.parametrize("decision", [Decision.ANSWERED])
def test_the_arrival_form_ends_with_what_cannot_be_done_here(
    house: House, decision: Decision
) -> None:
    client, pk = client_of(house, "Rachel"), uuid4()
    typed = {"channel": "letter", "decision": decision.value, "limit": "Voir la CAF-Fictif"}
    client.post(reverse("reception:arrival", args=[pk]), typed)
    assert "CAF-Fictif" in text(client.get(reverse("reception:demande", args=[pk])))
