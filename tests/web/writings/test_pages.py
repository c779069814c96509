"""The pages of our own writings: from the purpose to the day it left; alerts on a page apart."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment, PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.plans import assessment
from entrenous.writings.codes import State
from entrenous.writings.contents import Element, Writing, WritingTrace
from tests.browsing import client_of
from tests.consents.agreed import current, noted
from tests.dossiers.opened import contents, dossier_of
from tests.people import House
from tests.writings.written import AID, CONCERN, REPORT, read_it, sent, started

PURPOSE = "Prévenir l’expulsion du logement"


def at(name: str, *args: object) -> str:
    return reverse(f"writings:{name}", args=args)


def day(shift: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=shift)).strftime("%d %m %Y")


def why(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "report", "basis": "ccapex", "to_function": "Instruction de la CCAPEX",
        "to_name": "Madame Test", "to_address": "1 rue Fictive", "purpose": PURPOSE,
        "once": str(uuid4()), "elements": ["ressources", "reprise_loyer"],
    } | changed  # fmt: skip


def text_of(**changed: Any) -> dict[str, Any]:
    return {
        "to_function": "Instruction de la CCAPEX", "to_name": "", "to_address": "",
        "purpose": PURPOSE, "text_ressources": "RSA depuis janvier.",
        "text_reprise_loyer": "Reprise en décembre.", "version": "1",
    } | changed  # fmt: skip


def opened(house: House, writing: Writing = REPORT) -> tuple[Dossier, UUID, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, started(house, dossier, writing), client_of(house, "Camille")


def said(house: House, dossier: Dossier) -> list[Writing]:
    return contents(house, "Camille", dossier, Writing)


def text(response: Any) -> str:
    spaces = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")
    return str(response.content.decode()).translate(spaces)


def test_empty_pages_say_what_to_do(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.get(at("list", dossier.pk)))
    assert "Aucun écrit à un tiers" in page
    assert "Écrits tenus à part" in page
    assert "Aucun écrit tenu à part" in text(client.get(at("apart", dossier.pk)))


@pytest.mark.parametrize("who", ["Alix", "Rachel"])
def test_without_the_key_no_page_of_them_exists(house: House, who: str) -> None:
    dossier, record, _ = opened(house)
    client = client_of(house, who)
    for name in ("list", "apart", "new", "new_apart"):
        assert client.get(at(name, dossier.pk)).status_code == 404
    for name in ("writing", "edit", "elements", "read", "send", "lift", "sheet", "pdf", "docx"):
        assert client.get(at(name, dossier.pk, record)).status_code == 404


def test_another_dossiers_writing_is_not_found(house: House) -> None:
    _, record, client = opened(house)
    other = dossier_of(house, "Camille", "Portal-Fictif")
    for name in ("writing", "edit", "elements", "read", "send", "lift", "sheet", "pdf", "docx"):
        assert client.get(at(name, other.pk, record)).status_code == 404
    assert client.post(at("give_up", other.pk, record)).status_code == 404


def test_from_the_purpose_to_the_envelope(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    housing = DomainAssessment(Domain.MONEY, facts="640 € par mois en janvier.")
    assessment.keep_domain(house.keyring("Camille"), dossier, housing, based_on=0)
    url, typed = at("new", dossier.pk), why()
    second = text(client.post(url, typed | {"next": "1"}))
    for words in ("Ce que cette règle ne permet jamais", "à vérifier", "Santé"):
        assert words in second
    for _ in range(2):
        made = client.post(url, typed | {"do": "1"})
        assert made.status_code == 302
    (draft,) = said(house, dossier)
    assert draft.codes == ()
    record = made.url.split("/")[-3]
    page = text(client.get(made.url))
    assert "640 € par mois" in page, "the assessment is shown beside, to be copied by hand"
    edited = text_of(text_ressources="Elle est suivie par un médecin.")
    assert client.post(made.url, edited).url == at("writing", dossier.pk, record)
    page = text(client.get(at("writing", dossier.pk, record)))
    assert "À relire" in page
    assert "« médecin »" in page
    read = {"on": day(), "remarks": "Je paie.", "may_attach": "on", "version": "2"}
    assert client.post(at("read", dossier.pk, record), read).status_code == 302
    send = {"on": day(), "way": "letter", "version": "3"}
    assert client.post(at("send", dossier.pk, record), send).status_code == 302
    assert said(house, dossier)[0].state is State.SENT
    listed = text(client.get(at("list", dossier.pk)))
    assert "Rapport social, à Instruction de la CCAPEX" in listed
    for name in ("edit", "read", "send", "elements"):  # what has left does not change
        assert client.get(at(name, dossier.pk, record)).status_code == 302
    assert client.post(at("give_up", dossier.pk, record)).status_code == 302
    assert len(said(house, dossier)) == 1


BAD_WHY = [
    ({"to_function": ""}, "Indiquez à qui"),
    ({"purpose": ""}, "Écrivez pour quoi"),
    ({"basis": ""}, "Choisissez la règle"),
    ({"basis": "mutuelle"}, "Choisissez une réponse de la liste"),
    ({"kind": "concern"}, "Choisissez une réponse de la liste"),
    ({"elements": []}, "Cochez au moins un élément"),
    ({"elements": ["sante"]}, "Choisissez une réponse de la liste"),
    ({"purpose": "a" * 200_000}, "200 000 caractères"),
]


def test_what_does_not_hold_is_said_and_nothing_is_lost(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for changed, sentence in BAD_WHY:
        answer = client.post(at("new", dossier.pk), why(**changed) | {"do": "1"})
        assert answer.status_code == 422, changed
        assert sentence in text(answer), changed
        assert "Madame Test" in text(answer), changed
    assert said(house, dossier) == []


def test_a_fact_that_opens_nothing_is_said_beside_the_facts(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    typed = why(kind="concern", basis="ip_crip", elements=["facts"])
    answer = client.post(at("new_apart", dossier.pk), typed | {"do": "1"})
    assert answer.status_code == 422
    assert "ce texte n’ouvre rien" in text(answer)
    typed["facts"] = ["mineur_en_danger"]
    assert client.post(at("new_apart", dossier.pk), typed | {"do": "1"}).status_code == 302
    assert said(house, dossier)[0].deferred


def test_going_back_to_the_first_page_loses_nothing(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.post(at("new", dossier.pk), why() | {"back": "1"}))
    for words in (PURPOSE, "Madame Test", 'name="elements" value="ressources"'):
        assert words in page


def test_a_text_of_two_hundred_thousand_characters_is_said_and_kept(house: House) -> None:
    dossier, record, client = opened(house)
    long = text_of(text_ressources="a" * 200_000)
    answer = client.post(at("edit", dossier.pk, record), long)
    assert answer.status_code == 422
    assert "200 000 caractères" in text(answer)
    assert "a" * 1_000 in text(answer)
    assert said(house, dossier) == [REPORT]


def test_two_tabs_keep_both_even_when_the_other_took_an_element_out(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("edit", dossier.pk, record)
    kept = {"elements": ["ressources"], "version": "1"}
    assert client.post(at("elements", dossier.pk, record), kept).status_code == 302
    second = client.post(url, text_of(text_reprise_loyer="Tapé dans le second onglet."))
    assert second.status_code == 422
    assert "Tapé dans le second onglet." in text(second)
    assert 'name="version" value="2"' in text(second)
    assert len(said(house, dossier)[0].elements) == 1


def test_ticking_other_elements_keeps_what_is_written(house: House) -> None:
    dossier, record, client = opened(house)
    kept = {"elements": ["ressources", "dettes"], "version": "1"}
    assert client.post(at("elements", dossier.pk, record), kept).status_code == 302
    assert said(house, dossier)[0].elements == (
        Element("ressources", "RSA depuis le 5 janvier."), Element("dettes"),
    )  # fmt: skip


def test_a_text_changed_after_the_reading_asks_to_read_it_again(house: House) -> None:
    dossier, record, client = opened(house)
    read_it(house, dossier, record)
    client.post(at("edit", dossier.pk, record), text_of(version="2"))
    send = client.post(
        at("send", dossier.pk, record), {"on": day(), "way": "letter", "version": "3"}
    )
    assert send.status_code == 422
    assert "Lisez-le d’abord avec la personne" in text(send)
    page = text(client.get(at("writing", dossier.pk, record)))
    assert "brouillon" in page
    assert "Le loyer est payé" in page


def test_without_her_agreement_it_does_not_leave_and_says_where_to_note_it(house: House) -> None:
    dossier, record, client = opened(house, AID)
    read_it(house, dossier, record)
    url, typed = at("send", dossier.pk, record), {"on": day(), "way": "letter", "version": "2"}
    assert "Son accord manque ou a pris fin" in text(client.get(url))
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert reverse("consents:new", args=[dossier.pk]) in text(refused)
    noted(house, dossier, current())
    assert client.post(url, typed).status_code == 302


BAD_SENDING = [
    ({"on": "01 01 2090"}, "Indiquez une date jusqu’au"),
    ({"on": day(-9)}, "Cette date précède l’étape d’avant"),
    ({"way": ""}, "Dites comment il est parti"),
    ({"version": "1"}, "Une version plus récente a été enregistrée"),
]


def test_a_wrong_day_or_an_older_page_does_not_send(house: House) -> None:
    dossier, record, client = opened(house)
    read_it(house, dossier, record)
    typed = {"on": day(), "way": "letter", "version": "2"}
    for changed, sentence in BAD_SENDING:
        answer = client.post(at("send", dossier.pk, record), typed | changed)
        assert answer.status_code == 422, changed
        assert sentence in text(answer), changed
    assert said(house, dossier)[0].state is State.READ
    assert contents(house, "Camille", dossier, WritingTrace) == []


def test_nothing_written_does_not_leave(house: House) -> None:
    empty = replace(REPORT, elements=(Element("ressources"),))
    dossier, record, client = opened(house, empty)
    typed = {"on": day(), "way": "hand", "version": "1", "not_read_because": "Absente."}
    answer = client.post(at("send", dossier.pk, record), typed)
    assert answer.status_code == 422
    assert "écrivez au moins un élément" in text(answer)
    assert "Absente." in text(answer)


def test_what_was_typed_when_the_vault_closed_comes_back(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("edit", dossier.pk, record)
    typed = text_of(text_ressources="Texte en cours") | {
        "draft_form": "writings:edit", "draft_about": str(record), "draft_path": url,
    }  # fmt: skip
    assert "/coffre/" in client_of(house, "Camille", locked=True).post(url, typed).url
    assert "Texte en cours" in text(client.get(url))
    client.post(url, {"forget": "1"})
    assert "Texte en cours" not in text(client.get(url))


def test_a_damaged_dossier_is_said_and_what_was_typed_stays(house, monkeypatch) -> None:
    dossier, record, client = opened(house)

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise Damaged

    monkeypatch.setattr(records, "write", fail)
    answer = client.post(at("edit", dossier.pk, record), text_of(text_ressources="Tapé ici"))
    assert answer.status_code == 422
    assert "constat" in text(answer)
    assert "Tapé ici" in text(answer)


# --- « information différée » -------------------------------------------------------------------


def test_the_ordinary_pages_never_show_what_is_kept_apart(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier, CONCERN)
    client = client_of(house, "Camille")
    ordinary = text(client.get(at("list", dossier.pk)))
    for words in ("réoccupante", "CRIP", CONCERN.purpose, str(record)):
        assert words not in ordinary
    apart = text(client.get(at("apart", dossier.pk)))
    assert CONCERN.purpose in apart
    assert "Information différée" in text(client.get(at("writing", dossier.pk, record)))
    log = text(client.get(reverse("dossiers:log", args=[dossier.pk])))
    assert "écrit envoyé" not in log


def test_the_legal_desks_decision_makes_it_known(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = sent(house, dossier, CONCERN)
    client, url = client_of(house, "Camille"), at("lift", dossier.pk, record)
    lou = str(house.agents["Lou"].pk)
    assert lou in text(client.get(url))
    typed = {"on": day(), "decided_by": lou, "reason": "La mesure est ouverte."}
    for changed, sentence in (
        ({"reason": ""}, "Écrivez la raison"),
        ({"decided_by": str(house.agents["Ines"].pk)}, "Choisissez une réponse de la liste"),
        ({"on": "01 01 2090"}, "Indiquez une date jusqu’au"),
        ({"on": day(-3)}, "Cette date précède l’étape d’avant"),
    ):
        answer = client.post(url, typed | changed)
        assert answer.status_code == 422
        assert sentence in text(answer)
    assert client.post(url, typed).status_code == 302
    page = text(client.get(at("list", dossier.pk)))
    assert "connu depuis le" in page
    assert "Lou Fictif" in text(client.get(at("writing", dossier.pk, record)))
    assert client.get(url).status_code == 302


# --- paper ---------------------------------------------------------------------------------------


def test_on_paper_her_remarks_are_apart_and_only_if_she_wants(house: House) -> None:
    dossier, record, client = opened(house)
    read_it(house, dossier, record)
    sheet = text(client.get(at("sheet", dossier.pk, record)))
    assert sheet.index("RSA depuis le 5 janvier.") < sheet.index("Le loyer est payé depuis")
    assert "Awa SARR-FICTIF" in sheet
    printed = Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).count()
    assert printed == 1
    typed = {"on": day(), "remarks": "Le loyer est payé depuis janvier.", "version": "2"}
    client.post(at("read", dossier.pk, record), typed)
    assert "Le loyer est payé" not in text(client.get(at("sheet", dossier.pk, record)))


def test_the_files_are_made_for_her_and_named_after_nobody(house: House) -> None:
    dossier, record, client = opened(house)
    made = client.get(at("pdf", dossier.pk, record))
    assert made.content.startswith(b"%PDF")
    assert made["Content-Disposition"] == 'attachment; filename="ecrit.pdf"'
    assert "no-store" in made["Cache-Control"]
    word = client.get(at("docx", dossier.pk, record))
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        assert "RSA depuis le 5 janvier." in archive.read("word/document.xml").decode()
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).count() == 2


def test_only_articles_read_in_force_are_quoted_on_paper(house: House) -> None:
    dossier, record, client = opened(house, AID)
    sheet = text(client.get(at("sheet", dossier.pk, record)))
    assert "Cet écrit repose sur" not in sheet or "Règlement intérieur" not in sheet
    assert "à vérifier" in text(client.get(at("writing", dossier.pk, record)))


def test_a_protected_address_asks_for_the_decision_on_the_page(house: House) -> None:
    from entrenous.dossiers import actions as dossiers

    housing = replace(REPORT, elements=(Element("demande_logement", "À Saint-Orme."),))
    dossier, record, client = opened(house, housing)
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    dossiers.change_card(house.keyring("Camille"), dossier, card, based_on=1)
    read_it(house, dossier, record)
    typed = {"on": day(), "way": "letter", "version": "2"}
    answer = client.post(at("send", dossier.pk, record), typed)
    assert answer.status_code == 422
    assert "Dossier protégé" in text(answer)
    typed["cleared_on"] = day()
    assert client.post(at("send", dossier.pk, record), typed).status_code == 302


def test_the_list_costs_the_same_with_many(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    client.get(at("list", dossier.pk))

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(at("list", dossier.pk))
        return len(seen)

    started(house, dossier)
    one = cost()
    for _ in range(6):
        started(house, dossier)
    assert cost() == one
