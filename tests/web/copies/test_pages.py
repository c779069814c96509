"""The pages of copies: who sees them, what they show, what they refuse kindly, what they send."""

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.copies import remarks
from entrenous.copies.codes import Asker, State, Wanted
from entrenous.copies.contents import Remark
from entrenous.copies.models import CopyRow
from entrenous.dossiers import thread
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.browsing import client_of
from tests.copies.files import GIVEN, KEPT, THIRD, asked, choose_all, fill, review
from tests.dossiers.files import open_samia
from tests.gateway.letters import legal_desk
from tests.people import House

ASK = {"asker": "person", "came": "desk", "on": "02 11 2026", "evidence": ["identite_qualite"]}


@pytest.fixture
def dossier(house: House) -> Dossier:
    return open_samia(house)


@pytest.fixture
def camille(house: House) -> Client:
    return client_of(house, "Camille")


def url(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(f"copies:{name}", args=[dossier.pk, *more])


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


# --- who -----------------------------------------------------------------------------------------


def test_for_anyone_else_no_page_exists(house: House, dossier: Dossier) -> None:
    ids = fill(house, dossier)
    request = asked(house, dossier)
    clients = [client_of(house, who) for who in ("Alix", "Rachel", "Ines", "Ada")]
    item = review(house, dossier, request).file.find(ids["entry"], 1)
    assert item is not None
    for name, more in (
        ("list", []), ("new", []), ("remarks", []), ("remark_new", []),
        *((n, [request]) for n in ("copy", "correct", "withdraw", "preview", "second", "deliver",
                                   "refuse", "pdf", "data", "letter", "letter_pdf")),
        ("item", [request, item.id, item.version]), ("remark_about", [ids["entry"]]),
    ):  # fmt: skip
        for client in clients:
            response = client.get(url(name, dossier, *more))
            assert response.status_code == 404, name
            assert GIVEN not in text_of(response)


def test_the_register_is_the_legal_desks(house: House) -> None:
    legal_desk(house)
    dossier, camille = open_samia(house), client_of(house, "Camille")
    page = reverse("copies:register")
    lou = client_of(house, "Lou")
    assert "Aucune demande" in text_of(lou.get(page))
    asked(house, dossier)
    said = text_of(lou.get(page))
    for shown in ("la personne elle-même", "à l’accueil", "à relire"):
        assert shown in said
    assert camille.get(page).status_code == 404


# --- asking --------------------------------------------------------------------------------------


def test_a_request_is_noted_with_its_dates(dossier: Dossier, camille: Client) -> None:
    assert "Aucune demande de copie" in text_of(camille.get(url("list", dossier)))
    response = camille.post(url("new", dossier), ASK | {"words": "Tout."})
    row = CopyRow.objects.get()
    assert response["Location"] == url("copy", dossier, row.pk)
    page = text_of(camille.get(response["Location"]))
    for shown in ("2\N{NO-BREAK SPACE}décembre\N{NO-BREAK SPACE}2026", "CADA", "Tout."):
        assert shown in page
    assert "2\N{NO-BREAK SPACE}novembre" in text_of(camille.get(url("list", dossier)))
    assert "copie du dossier" in text_of(camille.get(reverse("dossiers:day")))


WRONG = (
    ({"asker": ""}, "Dites qui demande"),
    ({"asker": "relative"}, "sollicitations"),
    ({"on": "31 02 2026"}, "n’existe pas"),
    ({"on": ""}, "le mois se compte"),
    ({"came": ""}, "par où"),
)


def test_what_is_wrong_is_said_and_nothing_is_lost(dossier: Dossier, camille: Client) -> None:
    for changed, sentence in WRONG:
        response = camille.post(url("new", dossier), ASK | {"words": "Mes mots gardés"} | changed)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "Mes mots gardés" in text_of(response)
    assert not CopyRow.objects.exists()


def test_a_missing_proof_is_asked_and_noted(
    house: House, dossier: Dossier, camille: Client
) -> None:
    request = asked(house, dossier, Asker.PARENT, evidence=("ecrit", "identite_qualite"))
    board = url("copy", dossier, request)
    assert "la preuve de l’autorité parentale" in text_of(camille.get(board))
    sent = {
        "asker": "parent", "asker_name": "Fadila Fictif", "version": "1",
        "evidence": ["ecrit", "identite_qualite", "autorite_parentale"],
    }  # fmt: skip
    assert camille.post(url("correct", dossier, request), sent).status_code == 302
    page = text_of(camille.get(board))
    assert "Il manque une preuve" not in page
    assert "Fadila Fictif" in page
    assert camille.post(url("correct", dossier, request), sent).status_code == 422


def test_a_request_is_taken_back(house: House, dossier: Dossier, camille: Client) -> None:
    request = asked(house, dossier)
    page = url("withdraw", dossier, request)
    check = camille.post(page, {"on": "10 11 2026", "check": "1"})
    assert "Ce que cela fait" in text_of(check)
    camille.post(page, {"on": "10 11 2026", "do": "1"})
    assert CopyRow.objects.get().state == State.WITHDRAWN
    assert "n’attend plus de réponse" in text_of(camille.get(url("copy", dossier, request)))
    for name in ("preview", "second"):
        assert camille.get(url(name, dossier, request)).status_code == 404


# --- reading again -------------------------------------------------------------------------------


def item_url(dossier: Dossier, request: UUID, record: UUID, version: int = 1) -> str:
    return url("item", dossier, request, record, version)


def test_one_entry_after_the_other(house: House, dossier: Dossier, camille: Client) -> None:
    ids, request = fill(house, dossier), asked(house, dossier)
    page = item_url(dossier, request, ids["entry"])
    shown = text_of(camille.get(page))
    for said in (GIVEN, THIRD, "Proposition", "mention sur un tiers", "à relire"):
        assert said in shown
    assert 'value="give" checked' not in " ".join(shown.split())
    response = camille.post(page, {"choice": "mask", "mask_0_1": "third_party"})
    assert response.status_code == 302
    assert response["Location"] != page
    preview = text_of(camille.get(url("preview", dossier, request)))
    assert GIVEN in preview
    assert THIRD not in preview
    assert "passage masqué" in preview
    assert "masqués en partie" in text_of(camille.get(url("copy", dossier, request)))
    again = " ".join(text_of(camille.get(page)).split())
    assert 'value="third_party" selected' in again


REFUSED = (
    ({}, "Dites ce que devient cet écrit"),
    ({"choice": "withhold"}, "Choisissez le motif"),
    ({"choice": "mask"}, "au moins un passage"),
    ({"choice": "give", "mask_0_1": "third_party"}, "Des passages sont à masquer"),
    ({"choice": "mask", "hidden": "Absent"}, "n’est pas dans cet écrit"),
    ({"choice": "mask", "mask_0_1": "deceased"}, "Choisissez un motif de la liste"),
)


def test_a_choice_that_cannot_be_kept_is_said(
    house: House, dossier: Dossier, camille: Client
) -> None:
    ids, request = fill(house, dossier), asked(house, dossier)
    for sent, sentence in REFUSED:
        response = camille.post(item_url(dossier, request, ids["entry"]), sent)
        assert response.status_code == 422
        assert sentence in text_of(response)
    assert len(review(house, dossier, request).decided) == 0


def test_words_are_hidden_everywhere_in_an_entry(
    house: House, dossier: Dossier, camille: Client
) -> None:
    ids, request = fill(house, dossier), asked(house, dossier)
    page = item_url(dossier, request, ids["entry"])
    camille.post(page, {"choice": "mask", "hidden": GIVEN.lower()})
    preview = text_of(camille.get(url("preview", dossier, request)))
    assert GIVEN not in preview
    assert THIRD in preview
    assert GIVEN in text_of(camille.get(page)).partition('name="hidden"')[2]


def test_an_entry_corrected_meanwhile_is_read_again(
    house: House, dossier: Dossier, camille: Client
) -> None:
    ids, request = fill(house, dossier), asked(house, dossier)
    by = house.keyring("Camille")
    fresh = ThreadEntry(date(2026, 10, 1), Mode.OFFICE, text="Corrigé.")
    thread.correct_entry(by, dossier, ids["entry"], fresh, based_on=1)
    page = item_url(dossier, request, ids["entry"], 2)
    assert "Corrigé." in text_of(camille.get(page))
    assert camille.get(item_url(dossier, request, uuid4())).status_code == 302


def test_a_heir_finds_the_words_closed(house: House, dossier: Dossier, camille: Client) -> None:
    ids = fill(house, dossier)
    evidence = ("ecrit", "identite_qualite", "qualite_ayant_droit")
    request = asked(house, dossier, Asker.HEIR, evidence=evidence)
    page = item_url(dossier, request, ids["entry"])
    shown = text_of(camille.get(page))
    assert "La règle garde cet écrit" in shown
    assert 'value="give"' not in shown
    assert camille.post(page, {"choice": "give"}).status_code == 422
    sent = {"choice": "withhold", "ground": "deceased"}
    assert camille.post(page, sent).status_code == 302


def test_the_board_asks_no_more_for_many_entries(
    house: House, dossier: Dossier, camille: Client
) -> None:
    fill(house, dossier)
    board = url("copy", dossier, asked(house, dossier))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            camille.get(board)
        return len(queries)

    count()
    before = count()
    by = house.keyring("Camille")
    for number in range(6):
        thread.write_entry(
            by, dossier, ThreadEntry(date(2026, 10, 2), Mode.PHONE, text=f"{number}")
        )
    assert count() <= before + 1


# --- the second reading, what leaves -------------------------------------------------------------


def test_from_the_second_reading_to_the_copy(
    house: House, dossier: Dossier, camille: Client
) -> None:
    ids, request = fill(house, dossier), asked(house, dossier)
    board = url("copy", dossier, request)
    assert camille.get(url("second", dossier, request))["Location"] == board
    choose_all(house, dossier, request, ids)
    hand = {"on": "20 11 2026", "way": "hand", "to": "Samia Amrani-Fictif"}
    refused = camille.post(url("deliver", dossier, request), hand | {"check": "1"})
    assert refused.status_code == 422
    assert "seconde lecture" in text_of(refused)
    page = text_of(camille.get(url("second", dossier, request)))
    assert KEPT in page
    sent = {"colleague": str(house.agents["Ines"].pk), "text": f"Extrait {KEPT}", "question": "?"}
    assert camille.post(url("second", dossier, request), sent).status_code == 302
    lent = reverse("copies:extract", args=[SupportExtract.objects.get().pk])
    assert camille.get(lent).status_code == 404
    ines = client_of(house, "Ines")
    assert KEPT in text_of(ines.get(lent))
    assert ines.post(lent, {"agrees": "no"}).status_code == 422
    assert ines.post(lent, {"agrees": "yes", "words": "Bien vu."}).status_code == 302
    assert "Bien vu." in text_of(camille.get(board))
    check = camille.post(url("deliver", dossier, request), hand | {"check": "1"})
    assert "mot pour mot" in text_of(check) or "Ce que cela fait" in text_of(check)
    done = camille.post(url("deliver", dossier, request), hand | {"do": "1"})
    assert done["Location"] == board
    ended = text_of(camille.get(board))
    for shown in ("remise en partie", "mention sur un tiers", "Télécharger le PDF"):
        assert shown in ended.lower() or shown in ended
    pdf = camille.get(url("pdf", dossier, request))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content[:5] == b"%PDF-"
    data = json.loads(camille.get(url("data", dossier, request)).content)
    assert data["format"] == "entre-nous/copie"
    letter = text_of(camille.get(url("letter", dossier, request)))
    for shown in ("sauf ce qui suit", "CADA", "L311-7"):
        assert shown in letter
    assert camille.get(url("letter_pdf", dossier, request)).content[:5] == b"%PDF-"
    register = text_of(client_of(house, "Lou").get(reverse("copies:register")))
    assert "pas montré" in register  # no letter box of the legal desk here: the row alone
    assert "remise" in register
    again = camille.post(url("deliver", dossier, request), hand | {"do": "1"}, follow=True)
    assert "déjà été traitée" in text_of(again)


def test_a_colleague_who_holds_the_dossier_reads_it_there(
    house: House, dossier: Dossier, camille: Client
) -> None:
    from entrenous.dossiers import sharing

    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=None)
    ids, request = fill(house, dossier), asked(house, dossier)
    choose_all(house, dossier, request, ids)
    sent = {"colleague": str(house.agents["Alix"].pk), "text": "x"}
    camille.post(url("second", dossier, request), sent)
    assert not SupportExtract.objects.exists()
    alix = client_of(house, "Alix")
    board = text_of(alix.get(url("copy", dossier, request)))
    say = board.partition(f"{request}/relecture/")[2].partition("/")[0]
    page = url("say", dossier, request, say)
    assert camille.get(page).status_code == 404
    assert KEPT in text_of(alix.get(page))
    assert alix.post(page, {"agrees": "yes", "seen": str(uuid4())}).status_code == 422
    assert alix.post(page, {"agrees": "yes"}).status_code == 302
    assert "d’accord" in text_of(camille.get(url("copy", dossier, request)))


def test_a_refusal_is_motivated_and_says_the_appeals(
    house: House, dossier: Dossier, camille: Client
) -> None:
    request = asked(house, dossier, evidence=())
    page = url("refuse", dossier, request)
    sent = {"on": "20 11 2026", "to": "Samia Amrani-Fictif", "grounds": ["draft"]}
    empty = camille.post(page, sent | {"do": "1"})
    assert empty.status_code == 422
    assert "un refus est motivé" in text_of(empty)
    camille.post(page, sent | {"reasons": "Aucune identité montrée.", "do": "1"})
    assert CopyRow.objects.get().state == State.REFUSED
    letter = text_of(camille.get(url("letter", dossier, request)))
    for shown in ("Aucune identité montrée.", "R343-1", "CADA", "inachevé"):
        assert shown in letter


# --- her remarks ---------------------------------------------------------------------------------


def test_a_remark_is_kept_with_the_entry_shown_and_answered(
    house: House, dossier: Dossier, camille: Client
) -> None:
    ids = fill(house, dossier)
    page = url("remark_about", dossier, ids["entry"])
    assert camille.post(page, {"wanted": "remark"}).status_code == 422
    camille.post(page, {"wanted": "correction", "text": "Ce n’est pas mon voisin."})
    entry = text_of(camille.get(reverse("dossiers:entry", args=[dossier.pk, ids["entry"]])))
    assert "Ce n’est pas mon voisin." in entry
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    (known,) = records.read(opened).of(Remark)
    answer = url("remark_answer", dossier, known.id)
    assert camille.post(answer, {"answer": "not_corrected"}).status_code == 422
    sent = {"answer": "corrected", "words": "C’est corrigé.", "version": "1"}
    assert camille.post(answer, sent).status_code == 302
    assert "C’est corrigé." in text_of(camille.get(url("remarks", dossier)))
    assert camille.post(answer, sent).status_code == 422
    request = asked(house, dossier)
    camille.post(item_url(dossier, request, ids["entry"]), {"choice": "give"})
    assert "Ce n’est pas mon voisin." in text_of(camille.get(url("preview", dossier, request)))


def test_a_remark_about_nothing_here_is_not_kept(
    house: House, dossier: Dossier, camille: Client
) -> None:
    assert "Aucune remarque" in text_of(camille.get(url("remarks", dossier)))
    assert camille.get(url("remark_about", dossier, uuid4())).status_code == 404
    remarks.add(
        house.keyring("Camille"),
        dossier,
        about=None,
        wanted=Wanted.REMARK,
        text="Mot.",
        once=uuid4(),
    )
    assert "Tout le dossier" in text_of(camille.get(url("remarks", dossier)))
