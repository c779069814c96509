"""The pages of an ending: whose they are, what they refuse, what waits in « Ma journée »."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import sharing
from entrenous.dossiers.codes import EndingReason, Mode
from entrenous.dossiers.contents import Ending, PersonCard, Reopening, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.endings import afterwards
from entrenous.endings.codes import Stage
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.statistics.actions import give_form
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.endings.made import SAFE_POST, ago, known, pronounced, proposed, shared, told, tried
from tests.people import House

PAGES = (
    "ending", "propose", "change", "tell", "letter", "print", "sheet", "pdf", "object", "settle",
    "shorten", "pronounce", "give_up", "questionnaire", "reopen", "former", "no_contact",
)  # fmt: skip


def at(name: str, dossier: Dossier) -> str:
    return reverse(f"endings:{name}", args=[dossier.pk])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " ").replace("’", "'"))


def typed(days: int = 0) -> str:
    return ago(days).strftime("%d %m %Y")


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Lou"])
def test_without_the_key_no_ending_exists(house: House, dossier: Dossier, who: str) -> None:
    client = client_of(house, who)
    assert {client.get(at(name, dossier)).status_code for name in PAGES} == {404}


def test_checked_first_then_done_and_once(house: House, dossier: Dossier, camille: Client) -> None:
    assert "Aucune fin n'est proposée" in text(camille.get(at("ending", dossier)))
    sent = {"asked_by": "person", "on": typed(), "reason": "mutual", "once": str(UUID(int=7))}
    checked = text(camille.post(at("propose", dossier), sent | {"check": "1"}))
    assert "Vérifiez avant" in checked
    assert "fin d'un commun accord" in checked
    assert contents(house, "Camille", dossier, Ending) == []
    for _ in range(2):
        assert camille.post(at("propose", dossier), sent | {"do": "1"}).status_code == 302
    page = text(camille.get(at("ending", dossier)))
    assert "Proposée, à dire à la personne" in page
    assert "fin d'un commun accord" in page.lower()


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("propose", {"asked_by": "", "on": typed(), "reason": "mutual"}, "Dites qui propose"),
        ("propose", {"asked_by": "service", "on": "01 01 2090", "reason": "moved"}, "pas encore"),
        ("propose", {"asked_by": "service", "on": typed(), "reason": "no_news"}, "deux essais"),
    ],
)
def test_a_wrong_proposal_says_what_to_do(
    dossier: Dossier, camille: Client, name: str, sent: dict[str, str], said: str
) -> None:
    answer = camille.post(at(name, dossier), sent | {"check": "1"})
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_questionnaire_that_the_service_does_not_give_is_not_asked_about(
    house: House, dossier: Dossier, camille: Client
) -> None:
    proposed(house, dossier)
    for is_given in (False, True):
        give_form(given=is_given, by=house.keyring("Ada"))
        for page in ("tell", "ending"):
            seen = text(camille.get(at(page, dossier)))
            assert ("questionnaire anonyme" in seen.lower()) is is_given, page


def test_what_was_typed_is_never_lost(house: House, dossier: Dossier, camille: Client) -> None:
    proposed(house, dossier)
    sent = {"how": "letter", "on": typed(), "summary": "Mimosa.", "given_back": "bail\nclés",
            "person_words": "Merci.", "later": "yes", "version": "1", "check": "1"}  # fmt: skip
    refused = camille.post(at("tell", dossier), sent)
    assert refused.status_code == 422
    assert "Aucune lettre ne peut lui parvenir sans risque" in text(refused)
    assert {"Mimosa.", "Merci."} <= set(re.findall(r"Mimosa\.|Merci\.", text(refused)))
    sent["how"] = "interview"
    checked = text(camille.post(at("tell", dossier), sent))
    assert "Vérifiez avant" in checked
    back = text(camille.post(at("tell", dossier), sent | {"correct": "1"}))
    assert "Mimosa." in back
    told(house, dossier, on=ago(2))  # another tab
    late = camille.post(at("tell", dossier), sent | {"do": "1"})
    assert late.status_code == 422
    assert "modifiée entre-temps" in text(late)
    assert "Mimosa." in text(late)
    assert shared(house, dossier).summary == "Dette soldée."


def test_the_whole_way_and_two_closings_at_once(
    house: House, dossier: Dossier, camille: Client
) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(10))
    early = camille.post(at("pronounce", dossier), {"on": typed(), "do": "1"})
    assert early.status_code == 422
    assert "Le délai d'opposition n'est pas passé" in text(early)
    assert camille.post(at("shorten", dossier), {"on": typed(), "do": "1"}).status_code == 302
    answers = [
        camille.post(at("pronounce", dossier), {"on": typed(), "do": "1"}, follow=True)
        for _ in range(2)
    ]
    assert "Rien n'est programmé" in text(answers[0])
    assert "déjà terminé : rien n'a changé" in text(answers[1])
    assert len(contents(house, "Camille", dossier, Ending)) == 1
    assert "Terminée le" in text(camille.get(at("ending", dossier)))


def test_only_the_referente_is_offered_to_pronounce(
    house: House, dossier: Dossier, camille: Client
) -> None:
    proposed(house, dossier)
    told(house, dossier, on=ago(40))
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=ago(1))
    alix = client_of(house, "Alix")
    page = text(alix.get(at("ending", dossier)))
    assert "Prononcer la fin" not in page
    assert "La personne s'y oppose" in page
    refused = text(alix.post(at("pronounce", dossier), {"on": typed(), "do": "1"}, follow=True))
    assert "Seule la personne référente" in refused
    assert "Fins d'accompagnement" not in text(alix.get("/"))
    assert "la fin peut être prononcée" in text(camille.get("/"))


def test_the_day_says_what_waits_and_nothing_that_only_passes(
    house: House, dossier: Dossier, camille: Client
) -> None:
    assert "Fins d'accompagnement" not in text(camille.get("/"))
    proposed(house, dossier)
    assert "Une fin proposée reste à dire" in text(camille.get("/"))
    told(house, dossier, on=ago(3))
    assert "Fins d'accompagnement" not in text(camille.get("/"))
    afterwards.object_(house.keyring("Camille"), dossier, on=ago(1))
    assert "s'oppose à la fin" in text(camille.get("/"))


def test_the_letter_says_no_reason_and_leaves_only_if_it_may(
    house: House, dossier: Dossier, camille: Client
) -> None:
    first = tried(house, dossier, Mode.PHONE, ago(30))
    other = tried(house, dossier, Mode.MESSAGE, ago(20))
    proposed(house, dossier, reason=EndingReason.NO_NEWS, attempts=(first, other), on=ago(10))
    page = text(camille.get(at("letter", dossier)))
    assert "Nous avons essayé de vous joindre" in page
    assert "Elle ne s'imprime pas" in page
    for name in ("sheet", "pdf"):
        assert camille.get(at(name, dossier)).url == at("letter", dossier)
    dossier_actions.keep(house.keyring("Camille"), dossier, SAFE_POST)
    page = text(camille.get(at("letter", dossier)))
    assert "3 rue des Essais-Fictifs" in page
    assert "sans nouvelles" not in page.lower()
    assert "3 rue des Essais-Fictifs" in text(camille.get(at("sheet", dossier)))
    pdf = camille.get(at("pdf", dossier))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).count() == 4


def test_an_objection_after_the_end_asks_what_may_be_read_again(
    house: House, dossier: Dossier, camille: Client
) -> None:
    pronounced(house, dossier)
    sent = {"on": typed(), "words": "Je reviens.", "do": "1"}
    assert camille.post(at("object", dossier), sent).status_code == 422
    sent["consent"] = "not_asked"
    answer = text(camille.post(at("object", dossier), sent, follow=True))
    assert "L'accompagnement reprend" in answer
    (kept,) = contents(house, "Camille", dossier, Reopening)
    assert (kept.consent, kept.asked_on) == (False, timezone.localdate())


def test_until_she_agrees_what_came_before_is_on_no_page(
    house: House, dossier: Dossier, camille: Client
) -> None:
    entry = ThreadEntry(ago(100), Mode.OFFICE, text="Mimosa.")
    record = write_entry(house.keyring("Camille"), dossier, entry).record
    pronounced(house, dossier)
    assert camille.get(at("former", dossier)).status_code == 302
    camille.post(at("reopen", dossier), {"on": typed(), "consent": "not_asked", "do": "1"})
    (kept,) = contents(house, "Camille", dossier, Reopening)
    assert kept.asked_on is None
    thread = text(camille.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert "Ce qui a été écrit avant reste replié" in thread
    assert "Mimosa" not in thread
    for name in ("entry", "entry_versions", "entry_edit", "entry_marks"):
        folded = reverse(f"dossiers:{name}", args=[dossier.pk, record])
        assert camille.get(folded).status_code == 404, name
    camille.post(at("former", dossier), {"on": typed(), "agrees": "yes", "do": "1"})
    thread = text(camille.get(reverse("dossiers:dossier", args=[dossier.pk])))
    assert "Mimosa" in thread
    assert "reste replié" not in thread


def test_nobody_is_proposed_a_contact_with_her(
    house: House, dossier: Dossier, camille: Client
) -> None:
    dossier_actions.keep(house.keyring("Camille"), dossier, SAFE_POST)
    sent = {"asked_by": "person", "on": typed()}
    assert camille.post(at("no_contact", dossier), sent | {"do": "1"}).status_code == 302
    again = text(camille.post(at("no_contact", dossier), sent | {"do": "1"}, follow=True))
    assert "C'était déjà noté" in again
    for name in ("dossier", "person", "next_step", "plan_print"):
        page = text(camille.get(reverse(f"dossiers:{name}", args=[dossier.pk])))
        assert "Ne pas recontacter" in page, name
        assert "Essais-Fictifs" not in page, name
    for client in (camille, client_of(house, "Rachel")):
        booking = reverse("reception:appointment", args=[dossier.pk])
        assert "Aucun rendez-vous ne se propose" in text(client.get(booking))
        assert "Aucun rendez-vous ne se propose" in text(client.post(booking, {"on": typed()}))
    rachel = client_of(house, "Rachel")
    message = reverse("reception:message", args=[dossier.pk])
    page = text(rachel.get(message))
    assert "Ne pas recontacter" in page
    assert "call_back_on" not in page
    found = text(
        rachel.post(reverse("reception:search"), {"name": "Sarr-Fictif", "birth_year": ""})
    )
    assert "Ne pas recontacter" in found
    assert reverse("reception:appointment", args=[dossier.pk]) not in found
    lifted = text(camille.post(at("no_contact", dossier), {"do": "1"}, follow=True))
    assert "La mention est levée" in lifted
    assert "C'était déjà noté" in text(
        camille.post(at("no_contact", dossier), {"do": "1"}, follow=True)
    )


def test_a_page_left_open_changes_nothing(house: House, dossier: Dossier, camille: Client) -> None:
    for name in ("change", "tell", "letter", "settle", "shorten", "pronounce", "give_up"):
        answer = camille.get(at(name, dossier), follow=True)
        assert "Aucune fin n'est proposée" in text(answer), name
    proposed(house, dossier)
    assert "déjà proposée" in text(camille.get(at("propose", dossier), follow=True))
    assert "C'était déjà noté" in text(camille.get(at("questionnaire", dossier), follow=True))
    assert "en cours" in text(camille.get(at("reopen", dossier), follow=True))
    camille.post(at("give_up", dossier), {"do": "1"})
    assert known(house, dossier).stage(timezone.localdate() + timedelta(1)) is Stage.GIVEN_UP
    assert contents(house, "Camille", dossier, PersonCard)
