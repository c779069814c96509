"""Her no to a proposed end, her no to a questionnaire, and how to complain, from her space."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from entrenous.complaints.models import Complaint
from entrenous.endings import actions as endings
from entrenous.endings.actions import Telling
from entrenous.endings.codes import Later, Stage, Told
from entrenous.endings.contents import LaterQuestionnaire
from entrenous.endings.errors import EndingRefused
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.space.contents import Message, What
from entrenous.statistics.actions import give_form
from tests.dossiers.opened import contents
from tests.endings.made import ago, known, pronounced, proposed, told
from tests.people import House
from tests.space.persons import Person, person_of
from tests.web.space.test_inside import at, post, text

NO = "Je n’ai pas fini avec la CAF."


@pytest.fixture
def her(house: House) -> Person:
    return person_of(house)


def told_to_service(house: House, her: Person) -> list[What]:
    return [m.what for m in contents(house, "Camille", her.dossier, Message)]


def test_her_no_suspends_the_end_at_once_and_the_service_is_told(house: House, her: Person) -> None:
    client = her.client()
    assert "Aucune fin n’est proposée" in text(client.get(at("ending")))
    proposed(house, her.dossier)
    assert at("ending") not in text(client.get(at("home"))), "nobody told her yet"
    assert post(client, "ending", words=NO).status_code == 302
    assert known(house, her.dossier).said.objections == ()
    told(house, her.dossier, on=ago(5))
    assert at("ending") in text(client.get(at("home")))
    assert "Je ne suis pas d’accord" in text(client.get(at("ending")))
    answer = client.post(at("ending"), {"words": NO}, follow=True)
    assert "rien ne s’arrête" in text(answer)
    assert "Je ne suis pas d’accord" not in text(answer)
    ending = known(house, her.dossier)
    assert ending.stage(timezone.localdate() + timedelta(days=99)) is Stage.OBJECTED
    assert [o.words for o in ending.said.objections] == [NO]
    post(client, "ending", words="encore")
    assert len(known(house, her.dossier).said.objections) == 1, "sent twice, said once"
    assert told_to_service(house, her) == [What.OBJECTION]
    entry = Entry.objects.get(act=Act.ENDING_OBJECTED)
    assert entry.actor == her.keyring().actor
    with pytest.raises(EndingRefused):
        endings.pronounce(house.keyring("Camille"), her.dossier, on=timezone.localdate())


def test_an_end_that_was_pronounced_is_taken_up_again_with_the_service(
    house: House, her: Person
) -> None:
    pronounced(house, her.dossier)
    client = her.client()
    page = text(client.get(at("ending")))
    assert "L’accompagnement est terminé" in page
    assert at("messages") in page
    assert "Je ne suis pas d’accord" not in page
    post(client, "ending", words=NO)
    assert known(house, her.dossier).said.objections == ()


def test_too_long_a_no_is_said_beside_its_field_and_nothing_is_lost(
    house: House, her: Person
) -> None:
    proposed(house, her.dossier)
    told(house, her.dossier, on=ago(5))
    long = "mot " * 2000
    answer = post(her.client(), "ending", words=long)
    assert answer.status_code == 422
    assert "mot mot" in text(answer)
    assert known(house, her.dossier).said.objections == ()


def test_her_yes_to_a_questionnaire_is_taken_back_in_one_press(house: House, her: Person) -> None:
    client = her.client()
    assert "aucun ne vous sera proposé" in text(client.get(at("questionnaire")))
    proposed(house, her.dossier)
    give_form(given=True, by=house.keyring("Ada"))
    said = Telling(Told.INTERVIEW, ago(5), "Bilan.", ago(5), (), "", later=Later.YES)
    endings.tell(house.keyring("Camille"), her.dossier, said, based_on=1)
    assert at("questionnaire") in text(client.get(at("home")))
    answer = client.post(at("questionnaire"), follow=True)
    assert "Aucun questionnaire ne vous sera proposé" in text(answer)
    (kept,) = contents(house, "Camille", her.dossier, LaterQuestionnaire)
    assert kept.withdrawn_on == timezone.localdate()
    assert client.post(at("questionnaire")).status_code == 302
    assert told_to_service(house, her) == [What.QUESTIONNAIRE]
    assert at("questionnaire") not in text(client.get(at("home")))


def test_how_to_complain_says_whom_to_tell_who_reads_and_by_when(house: House, her: Person) -> None:
    client = her.client()
    assert at("complain") in text(client.get(at("rights")))
    page = text(client.get(at("complain")))
    house.organisation.refresh_from_db()
    for words in (
        house.circonscription.phone, f"{house.organisation.complaint_days} jours",
        "Jamais d’abord la personne dont vous vous plaignez", "Défenseur des droits",
    ):  # fmt: skip
        assert words in page
    assert not Complaint.objects.exists()
    assert client.post(at("complain")).status_code == 405
    assert reverse("complaints:new") not in page, "an agent’s page is not hers"
