"""What she finds in her space, as her browser gets it: light, plain, whole, hers alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.continuity.models import Cover
from entrenous.copies.models import CopyRow
from entrenous.documents import sharing
from entrenous.handover import sheets
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.plans.actions import add_objective
from entrenous.space import actions
from entrenous.space.contents import Message, Statement
from entrenous.space.models import SpaceSession
from entrenous.web.space.sections import SECTIONS
from tests.browsing import client_of
from tests.consents.agreed import current, noted
from tests.documents.papers import attached, large
from tests.dossiers.opened import contents
from tests.handover.handing import passed_on
from tests.people import House
from tests.space.persons import Person, person_of

MOST_BYTES = 60_000
HELLO = "Bonjour 👋 je serai là. مرحبا"


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def at(name: str, *args: object) -> str:
    return reverse(f"space:{name}", args=args)


def post(client: Client, name: str, *args: object, **fields: Any) -> Any:
    return client.post(at(name, *args), {"once": str(uuid4())} | fields)


def said(house: House, her: Person) -> list[str]:
    return [m.text for m in contents(house, "Camille", her.dossier, Message) if m.text]


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house)


def test_every_page_of_an_empty_space_says_what_is_not_there(her: Person) -> None:
    client = her.client()
    for section in SECTIONS:
        page = client.get(reverse(section.url))
        assert page.status_code == 200, section
        assert len(page.content) < MOST_BYTES
        assert "<table" not in text(page)
        assert "<script" not in text(page)
        assert "Quitter vite" in text(page)
        assert page["Cache-Control"].find("no-store") >= 0


def test_her_plan_says_what_was_passed_on_when_her_referente_changed(
    house: House, her: Person
) -> None:
    said = HandoverSheet("Préfère le matin", promises="Rappeler la CAF", next_dates="le 12 mars")
    notes = HandoverNotes("Passer par la sœur")
    sheets.keep(house.keyring("Camille"), her.dossier, said, notes, based_on=(0, 0))
    assert "voulu que la suite sache" not in text(her.client().get(at("plan")))
    passed_on(house, her.dossier)
    page = text(her.client().get(at("plan")))
    for words in (
        "Ce que vous avez voulu que la suite sache", "Votre référence a changé",
        "Préfère le matin", "Rappeler la CAF", "le 12 mars", "pas encore été lue avec vous",
    ):  # fmt: skip
        assert words in page
    assert "sœur" not in page
    assert "préférez redire" not in page


def test_every_page_of_a_full_space_stays_light_and_journals_her_reading(
    house: House, her: Person
) -> None:
    camille = house.keyring("Camille")
    for rank in range(4):
        add_objective(camille, her.dossier, f"garder mon logement, {rank}")
    for rank in range(12):
        noted(house, her.dossier, current(purpose=f"Demander un secours {rank} « {'x' * 250} »"))
    for rank in range(8):
        message = '"' * 4_990 + str(rank)
        actions.say(her.keyring(), message, once=uuid4())
    client = her.client()
    for section in SECTIONS:
        page = client.get(reverse(section.url))
        assert page.status_code == 200, section
        assert len(page.content) < MOST_BYTES, (section, len(page.content))
    second = text(client.get(at("messages") + "?page=2"))
    assert "Plus récent" in second
    assert "Plus ancien" in second
    assert text(client.get(at("messages") + "?page=99")) != second
    read = Entry.objects.filter(container=her.dossier.pk, act=Act.SPACE_READ)
    assert read.count() >= len(SECTIONS)


def test_nobody_else_enters_by_these_addresses(house: House, her: Person) -> None:
    record = noted(house, her.dossier)
    other = person_of(house, "Autre-Fictif")
    agent, stranger = client_of(house, "Camille"), Client()
    for client in (agent, stranger):
        for section in SECTIONS:
            found = client.get(reverse(section.url))
            assert (found.status_code, found.get("Location")) == (302, reverse("space:enter"))
    assert other.client().get(at("withdraw", record)).status_code == 404
    assert other.client().post(at("withdraw", record), {"items": ["budget"]}).status_code == 404
    assert contents(house, "Camille", her.dossier, Agreement)[0].withdrawals == ()


def test_a_message_is_sent_once_and_a_bad_one_loses_nothing(house: House, her: Person) -> None:
    client, once = her.client(), str(uuid4())
    empty = post(client, "messages", text="  \n ", once=once)
    assert empty.status_code == 422
    assert "Écrivez votre message" in text(empty)
    long = "mot " * 5_000
    refused = post(client, "messages", text=long, once=once)
    assert refused.status_code == 422
    assert "20 000" in text(refused) or "19 999" in text(refused)
    assert long.strip() in text(refused)
    for _ in range(2):
        assert post(client, "messages", text=HELLO, once=once).status_code == 302
    assert said(house, her) == [HELLO]
    assert 'dir="auto"' in text(client.get(at("messages")))


def test_the_way_a_text_reads_is_not_turned_round(house: House, her: Person) -> None:
    post(her.client(), "messages", text="\u202eabc\u202c <b>ici</b>\x00")
    assert said(house, her) == ["abc <b>ici</b>"]
    assert "&lt;b&gt;ici" in text(her.client().get(at("messages")))


def test_what_she_typed_is_carried_through_the_way_in_for_her_alone(
    house: House, her: Person
) -> None:
    client = her.client()
    SpaceSession.objects.all().delete()
    sent = post(client, "messages", text="mon texte est long", space=str(her.keyring().actor))
    page = text(sent)
    assert "Votre texte n’est pas perdu" in page
    assert "mon texte est long" not in page
    assert client.cookies[settings.ENTRENOUS_SPACE_COOKIES[0]].value == ""
    carried = page.partition('name="carried" value="')[2].partition('"')[0]
    entered = {"number": her.made.number, "code": her.made.code, "carried": carried}
    wrong = Client().post(at("enter"), entered | {"code": "x"})
    assert carried in text(wrong)
    found = Client().post(at("enter"), entered)
    assert "mon texte est long" in text(found)
    assert f'action="{at("messages")}"' in text(found)
    assert said(house, her) == []
    other = person_of(house, "Autre-Fictif")
    theirs = {"number": other.made.number, "code": other.made.code, "carried": carried}
    assert Client().post(at("enter"), theirs).status_code == 302
    for damaged in ("", "%%", carried[:-8], "A" * 400):
        assert Client().post(at("enter"), entered | {"carried": damaged}).status_code == 302


def test_nothing_is_carried_of_an_empty_form_or_of_nobody_s(her: Person) -> None:
    for fields in ({"text": ""}, {"text": "mot"}, {"text": "mot", "space": str(uuid4())}):
        assert post(Client(), "messages", **fields).status_code == 302


def test_she_writes_in_her_file_and_takes_it_back(house: House, her: Person) -> None:
    client = her.client()
    assert post(client, "statement", text="Ce n’est pas juste.", version="0").status_code == 302
    page = text(client.get(at("statement")))
    assert "Ce n’est pas juste." in page
    stale = post(client, "statement", text="Dans un autre onglet", version="0")
    assert stale.status_code == 422
    assert "Dans un autre onglet" in text(stale)
    version = text(stale).partition('name="version" value="')[2].partition('"')[0]
    assert post(client, "statement", text="Les deux", version=version).status_code == 302
    assert contents(house, "Camille", her.dossier, Statement) == [Statement("Les deux")]
    post(client, "statement", text="", version="2")
    assert "Les deux" not in text(client.get(at("statement")))


def test_she_takes_an_agreement_back_in_one_press_and_once_only(house: House, her: Person) -> None:
    record, client = noted(house, her.dossier, current()), her.client()
    assert "Reprendre cet accord" in text(client.get(at("agreements")))
    assert client.post(at("withdraw", record), {}).status_code == 422
    page = text(client.get(at("withdraw", record)))
    assert page.count("checked") == 2
    for _ in range(2):
        done = client.post(at("withdraw", record), {"items": ["budget", "objet_aide"]})
        assert done.status_code in (302, 422)
    (kept,) = contents(house, "Camille", her.dossier, Agreement)
    assert kept.withdrawn_on == timezone.localdate()
    assert "Repris le" in text(client.get(at("agreements")))
    assert "C’est déjà fait" in text(client.get(at("withdraw", record)))


def test_she_reads_that_her_referente_is_away(house: House, her: Person) -> None:
    today = timezone.localdate()
    cover = Cover.objects.create(
        absent=house.agents["Camille"], colleague=house.agents["Alix"], scope="due",
        starts_on=today, ends_on=today + timedelta(days=8), planned_on=today,
    )  # fmt: skip
    page = text(her.client().get(at("messages")))
    assert "absente jusqu’au" in page
    assert "Alix" not in page
    for number in ("112", "114", "115", "119", "39 19"):
        assert number in page
    cover.ended_on = today
    cover.save()
    assert "absente jusqu’au" not in text(her.client().get(at("messages")))


def test_a_document_shared_with_her_is_hers_to_keep_and_no_other(house: House, her: Person) -> None:
    camille = house.keyring("Camille")
    raw = large()
    kept = attached(house, her.dossier.pk, raw, "garde.txt", label="Gardé")
    record = attached(house, her.dossier.pk, raw, "bail.txt", label="Bail de la rue Fictive")
    shared = sharing.share(camille, her.dossier.pk, record)
    client = her.client()
    page = text(client.get(at("documents")))
    assert "Bail de la rue Fictive" in page
    assert "Gardé" not in page
    taken = client.get(at("document", shared))
    assert b"".join(taken.streaming_content) == raw
    assert "attachment" in taken["Content-Disposition"]
    assert "Bail" not in taken["Content-Disposition"]
    for other in (kept, record):
        assert client.get(at("document", other)).status_code == 404
    sharing.unshare(camille, her.dossier.pk, record)
    assert client.get(at("document", shared)).status_code == 404


def test_she_asks_for_a_copy_and_reads_by_when_it_is_due(house: House, her: Person) -> None:
    client, once = her.client(), str(uuid4())
    for _ in range(2):
        assert post(client, "rights", words="tout", once=once).status_code == 302
    assert post(client, "rights", words="encore").status_code == 302
    (row,) = CopyRow.objects.filter(dossier=her.dossier)
    page = text(client.get(at("rights")))
    assert "Vous avez demandé une copie" in page
    assert "Demander une copie</button>" not in page
    CopyRow.objects.update(due_on=row.due_on - timedelta(days=60))
    assert "c’est comme un refus" in text(client.get(at("rights")))
    day = text(client_of(house, "Camille").get(reverse("dossiers:day")))
    assert "copie du dossier demandée" in day


def test_the_calendar_and_its_name_say_nothing(house: House, her: Person) -> None:
    made = her.client().get(at("calendar"))
    assert made["Content-Disposition"] == 'attachment; filename="rendez-vous.ics"'
    assert b"VCALENDAR" in made.content


def test_a_damaged_space_says_so_and_shows_the_rest(house: House, her: Person) -> None:
    noted(house, her.dossier)
    row = records.models.Record.objects.filter(container_id=her.dossier.pk, kind=250).get()
    actions.say(her.keyring(), HELLO, once=uuid4())
    row.delete()
    page = text(her.client().get(at("messages")))
    assert "ne s’affiche pas" in page
    assert HELLO in page
    refused = post(her.client(), "messages", text="encore")
    assert refused.status_code == 422
    assert "Votre texte est toujours là" in text(refused)
