"""« Protéger mon écrit »: anyone may use it, nothing stays of it, nothing typed is lost."""

import io
import re
import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.keyring.models import FailedTry
from entrenous.letters import Kind
from entrenous.web.asking.groups import UNKNOWN_REQUESTER
from entrenous.web.protect import views
from entrenous.web.protect.pace import CAPACITY, LETTER, PER_SECOND, Pace
from tests.browsing import client_of
from tests.people import House
from tests.web.protect.walking import COMMISSAIRE, START, Walk, changed
from tests.web.protect.walking import LETTER as LETTER_URL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pace of its own for each test."""
    monkeypatch.setattr(views, "pace", Pace())


def text_of(walk: Walk) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", walk.page).split()).replace("\u00a0", " ")


def test_a_visitor_leaves_with_a_letter_and_leaves_no_trace() -> None:
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        walk = Walk(client).through(COMMISSAIRE).send(go="answer")
        assert "Ne donnez rien pour l’instant" in walk.page
        walk.letter("demand_evidence")
        assert "la référence du titre exécutoire, avec sa copie" in walk.page
        pdf = walk.send(LETTER_URL, go="pdf").response
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Disposition"] == 'attachment; filename="lettre.pdf"'
    assert "no-store" in pdf["Cache-Control"]
    assert set(client.cookies) == {"en_csrf"}
    # The vault's purge of every half minute is not hers.
    assert not [q for q in queries if not q["sql"].startswith(("SELECT", "DELETE"))]
    assert not Session.objects.exists()
    assert not FailedTry.objects.exists()


def test_the_word_file_opens_and_holds_the_letter() -> None:
    walk = Walk().answer(COMMISSAIRE).letter("neutral").send(LETTER_URL, go="docx")
    with zipfile.ZipFile(io.BytesIO(walk.response.content)) as word:
        assert "ne confirme ni n’infirme" in word.read("word/document.xml").decode()


def test_a_page_of_the_law_never_kept_by_a_browser_names_its_source_without_telling_it() -> None:
    walk = Walk().answer(COMMISSAIRE)
    assert "no-store" in walk.response["Cache-Control"]
    links = re.findall(r'<a [^>]*href="https?://[^>]*>', walk.page)
    assert links
    assert all('rel="noreferrer"' in link for link in links)


def test_an_agent_may_use_it_too_her_vault_shut(house: House) -> None:
    for client in (client_of(house, "Camille"), client_of(house, "Camille", locked=True)):
        assert "Ne donnez rien" in Walk(client).answer(COMMISSAIRE).page


@pytest.mark.parametrize("url", [START, LETTER_URL])
def test_an_address_typed_again_starts_again(url: str) -> None:
    answer = Client().get(url, follow=True)
    assert answer.status_code == 200
    assert "Qui demande" in answer.content.decode()


# --- bad input -------------------------------------------------------------------------------


def test_a_letter_without_a_date_is_described_by_the_day_it_came() -> None:
    walk = Walk().through(COMMISSAIRE, until="how")
    walk.send(channel="letter", received_on="")
    assert walk.response.status_code == 422
    assert "c’est lui qui compte, même si la lettre n’est pas datée" in text_of(walk)
    assert "<title>Erreur – " in walk.page
    walk.send(channel="letter", received_on="hier")
    assert walk.step == "what"


@pytest.mark.parametrize("typed", ["31 02 2026", "demain", "bientôt"])
def test_a_day_that_cannot_be_is_refused_as_it_was_typed(typed: str) -> None:
    walk = Walk().through(COMMISSAIRE, until="how").send(channel="letter", received_on=typed)
    assert walk.response.status_code == 422
    assert f'value="{typed}"' in walk.page


def test_nothing_asked_is_refused_and_what_was_typed_before_is_still_there() -> None:
    walk = Walk().through(COMMISSAIRE, until="what").send(asked=[])
    assert walk.response.status_code == 422
    assert "Cochez au moins un élément" in walk.page
    assert walk.hidden()["received_on"] == ["20 11 2026"]


def test_a_title_mentioned_and_not_shown_opens_nothing_and_is_said() -> None:
    walk = Walk().answer(COMMISSAIRE)
    assert "Annoncé mais pas montré, donc pas compté" in text_of(walk)
    assert "À donner" not in walk.page
    shown = changed("proofs", ev_titre_executoire="shown")
    assert "À donner" in Walk().answer(shown).page


def test_three_requesters_in_one_letter_are_answered_one_by_one_with_the_same_letter() -> None:
    walk = Walk().answer(changed("how", several=["requesters"]))
    assert "faites une description par demandeur" in text_of(walk)
    walk.response = walk.client.post(START, {**walk.hidden(1), "go": "again-requesters"})
    assert walk.step == "who"
    assert walk.hidden()["received_on"] == ["20 11 2026"]
    again = {**COMMISSAIRE, "who": {"group": "logement"}, "requester": {"requester": "bailleur"}}
    again["what"] = {"asked": COMMISSAIRE["what"]["asked"]}
    walk.through(again)
    assert "Bailleur social ou privé" in text_of(walk)


def test_two_persons_in_one_letter_are_answered_one_by_one() -> None:
    walk = Walk().answer(changed("how", several=["persons"]))
    assert "une réponse par personne" in text_of(walk)
    walk.response = walk.client.post(START, {**walk.hidden(1), "go": "again-persons"})
    assert walk.step == "proofs"
    assert walk.hidden()["requester"] == ["huissier_exec"]


def test_an_item_never_seen_before_is_kept_for_a_person_to_decide() -> None:
    walk = Walk().answer(changed("what", asked_free="la marque de sa voiture"))
    told = text_of(walk)
    assert "« la marque de sa voiture »" in told
    assert "une personne décide" in told


def test_a_deadline_already_past_presses_nobody() -> None:
    walk = Walk().answer(changed("how", deadline_claimed_on="1 10 2026"))
    assert "Le délai exigé par la lettre est déjà passé" in text_of(walk)


def test_a_requisition_by_email_from_an_unverified_address_waits() -> None:
    asked = {
        "who": {"group": "justice"},
        "requester": {"requester": "req_flag"},
        "how": {"channel": "email", "received_on": "20 11 2026"},
        "what": {"asked": ["adresse"]},
        "proofs": {"ev_requisition_ecrite": "shown", "ev_article_cite": "shown"},
    }
    walk = Walk().answer(asked)
    told = text_of(walk)
    assert "Ne donnez rien pour l’instant" in told
    assert "Courriel d’un expéditeur non vérifié" in told
    assert "ne dites rien à la personne avant la levée écrite" in told


def test_an_elected_person_who_is_also_the_employer_is_told_nothing() -> None:
    asked = {
        "who": {"group": "ecole"},
        "requester": {"requester": "elu"},
        "how": {"channel": "letter", "received_on": "20 11 2026"},
        "what": {"asked": ["connu_du_service"]},
        "situation": {"facts": ["elu_employeur"]},
    }
    told = text_of(Walk().answer(asked))
    assert "Ne donnez rien" in told
    assert "Hiérarchie" in told


def test_an_invented_requester_or_group_is_asked_again() -> None:
    assert Walk().send(group="martiens").response.status_code == 422
    walk = Walk().send(group="logement").send(requester="huissier_exec")
    assert walk.response.status_code == 422
    assert walk.step == "requester"


# --- letters ---------------------------------------------------------------------------------


def test_a_letter_never_holds_what_the_answer_keeps() -> None:
    walk = Walk().answer(changed("proofs", ev_titre_executoire="shown"))
    walk.letter("limited", value_adresse="3 rue des Tanneurs", value_telephone="01 99 00 11 22")
    assert "3 rue des Tanneurs" in walk.page
    assert "01 99 00 11 22" not in walk.page.split('class="letter"')[1]
    assert "value_telephone" not in walk.page.split("<details")[1]


def test_a_signature_that_tells_who_follows_her_is_refused_beside_its_field() -> None:
    walk = Walk().answer(COMMISSAIRE).letter("refusal", signatory="La référente", go="pdf")
    assert walk.response.status_code == 422
    assert "Indiquez une fonction sans" in walk.page
    assert 'value="La référente"' in walk.page


def test_what_was_typed_for_a_letter_comes_along_everywhere() -> None:
    walk = Walk().answer(COMMISSAIRE).letter("refusal", organisation="Service des Tilleuls")
    walk.send(START, go="answer", organisation="Service des Tilleuls")
    assert walk.hidden()["organisation"] == ["Service des Tilleuls"]
    walk.letter("neutral")
    assert "Service des Tilleuls" in walk.page.split('class="letter"')[1]


def test_a_letter_that_has_no_font_keeps_its_word_file() -> None:
    walk = Walk().answer(COMMISSAIRE).letter("refusal", organisation="事務所", go="pdf")
    assert walk.response.status_code == 422
    assert "prenez le fichier .docx" in walk.page


def test_an_unknown_letter_starts_again() -> None:
    answer = Client().post(LETTER_URL, {"kind": "poem"})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("protect:describe")
    assert set(Kind) - {Kind.REMINDER, Kind.ACKNOWLEDGE_WITHDRAWAL}


# --- pace ------------------------------------------------------------------------------------


def test_a_flood_waits_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk().answer(COMMISSAIRE)
    now = [100.0]
    slow = Pace(lambda: now[0])
    monkeypatch.setattr(views, "pace", slow)
    while not slow.wait_seconds("127.0.0.1", LETTER):
        pass
    walk.letter("refusal")
    assert walk.response.status_code == 429
    assert int(walk.response["Retry-After"]) >= 1
    assert walk.hidden()["asked"] == COMMISSAIRE["what"]["asked"]
    assert walk.hidden()["kind"] == ["refusal"]
    now[0] += LETTER
    walk.send(LETTER_URL)
    assert walk.response.status_code == 200


def test_the_pace_knows_networks_and_keeps_no_address() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(int(CAPACITY // LETTER)):
        assert pace.wait_seconds("192.0.2.17", LETTER) == 0
    assert pace.wait_seconds("192.0.2.99", LETTER) == int(LETTER / PER_SECOND)
    assert pace.wait_seconds("198.51.100.1", LETTER) == 0
    now[0] += LETTER / PER_SECOND
    assert pace.wait_seconds("192.0.2.17", LETTER) == 0
    assert b"192.0.2" not in repr(vars(pace)).encode()


def test_an_unknown_requester_is_the_desk_s_own_code() -> None:
    assert UNKNOWN_REQUESTER == "inconnu"
