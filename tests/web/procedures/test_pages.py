"""The pages of procedures: chosen, told, counted in the open, settled; nothing typed is lost."""

from datetime import date
from typing import Any

import pytest

from entrenous.dossiers.codes import Carry
from entrenous.gateway.confirmations import confirm, doubt
from entrenous.keyring import records
from entrenous.procedures.codes import Closing
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.procedures.followed import EVICTION, HEARING, days_due, followed, read
from tests.web.procedures.asked import ahead, at, carry, day, opened, text, typed

ONE = ("procedure", "complete", "close", "print", "sheet")
POSTED = ("mark", "count_again", "take_up_again")
ALL = ("list", "new", "print_all", "sheet_all")


# --- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Lou"])
def test_without_the_key_no_page_of_them_exists(house: House, who: str) -> None:
    dossier, record, _ = opened(house)
    client = client_of(house, who)
    for name in ALL:
        assert client.get(at(name, dossier.pk)).status_code == 404
    for name in ONE:
        assert client.get(at(name, dossier.pk, record)).status_code == 404
    for name in POSTED:
        assert client.post(at(name, dossier.pk, record)).status_code == 404


def test_another_dossiers_procedure_is_not_found(house: House) -> None:
    dossier, record, client = opened(house)
    other = dossier_of(house, "Camille", "Portal-Fictif")
    carry(client, at("print_all", other.pk), Carry.FULL)
    for name in ("procedure", "complete", "close", "sheet"):
        assert client.get(at(name, other.pk, record)).status_code == 404
    for name in POSTED:
        sent = {"code": "reprise_loyer", "on": HEARING.isoformat(), "outcome": "done"}
        assert client.post(at(name, other.pk, record), sent).status_code == 404
    assert HEARING in days_due(dossier)


@pytest.mark.parametrize(("who", "status"), [("Lou", 200), ("Rachel", 404), ("Ada", 404)])
def test_dates_without_a_dossier_are_for_those_who_tell_them(house, who, status) -> None:
    assert client_of(house, who).get(at("calculate")).status_code == status


# --- what is left to verify -----------------------------------------------------------------------


def test_an_article_read_again_here_is_no_longer_to_verify_on_any_of_these_pages(
    house: House,
) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier, assignation=day(-5).isoformat())
    camille, lou = client_of(house, "Camille"), client_of(house, "Lou")
    counted = {"procedure": "expulsion", "check": "1", "fact_assignation": f"{day(-5):%d/%m/%Y}"}
    carry(camille, at("print", dossier.pk, record), Carry.FULL)

    def shown() -> list[str]:
        return [
            text(camille.get(at("procedure", dossier.pk, record))),
            text(camille.post(at("new", dossier.pk), counted)),
            text(lou.post(at("calculate"), counted)),
        ]

    def paper() -> str:
        return text(camille.get(at("sheet", dossier.pk, record)))

    assert all("à vérifier</span>" in page for page in shown())
    confirm(house.keyring("Lou"), text="Loi n° 89-462", article="art. 24 III")
    for page in shown():
        assert "à vérifier</span>" not in page
        assert "confirmé ici le" in page
    assert "à confirmer" not in paper()
    doubt(house.keyring("Lou"), text="Loi n° 89-462", article="art. 24 III")
    assert "à vérifier</span>" in shown()[0]


# --- opening --------------------------------------------------------------------------------------


def test_without_a_procedure_the_page_says_what_one_does(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    page = text(client_of(house, "Camille").get(at("list", dossier.pk)))
    assert "Aucune procédure suivie" in page
    assert "Ouvrir une procédure" in page


def test_from_the_choice_to_the_dates_and_to_the_dossier(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    url, sent = at("new", dossier.pk), typed()
    assert "Impayé de loyer et expulsion" in text(client.get(url))
    facts = text(client.post(url, {"procedure": "expulsion", "next": "1"}))
    assert "Bail signé ou renouvelé" in facts
    assert "Une case vide ne veut dire ni" in facts
    counted = text(client.post(url, sent | {"check": "1"}))
    assert "Rien n’est encore enregistré" in counted
    assert "Lundi 19 janvier 2026" in counted
    nothing = client.post(url, {"procedure": "dalo", "check": "1"})
    assert "ne suffit pas à compter" in text(nothing)
    assert read(house, dossier) == []
    for _ in range(2):  # a second click opens nothing more
        kept = client.post(url, sent | {"do": "1"})
        assert kept.status_code == 302
    (said,) = read(house, dossier)
    assert (said.procedure, said.about) == ("expulsion", "Rue des Essais")
    assert {f.code: f.said for f in said.facts} == EVICTION
    page = text(client.get(kept.url))
    for words in (
        "Jeudi 16 avril 2026", "jour fermé", "code de procédure civile, art. 642",
        "Comment cette date est comptée", "à vérifier", "pas encore connu", "Rue des Essais",
    ):  # fmt: skip
        assert words.casefold() in page.casefold(), words


def test_no_address_names_the_procedure(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    kept = client.post(at("new", dossier.pk), typed() | {"do": "1"})
    for word in ("expulsion", "commandement", "Essais"):
        assert word not in kept.url


BAD = [
    ({"fact_audience": "31/02/2026"}, "Cette date n’existe pas"),
    ({"fact_commandement_payer": "bientôt"}, "Écrivez la date ainsi"),
    ({"fact_commandement_payer": "18/11/35"}, "Cette date n’est pas encore passée"),
    ({"fact_bail": "02 05 2090"}, "Cette date n’est pas encore passée"),
    ({"fact_bail": "02 05 1920"}, "Vérifiez l’année"),
    ({"fact_bail": "20 11 2025"}, "précède « bail signé ou renouvelé »"),
    ({"fact_territoire": "ailleurs"}, "Choisissez une réponse de la liste"),
    ({"about": "a" * 400}, "400 caractères"),
    ({"procedure": "crpe", "fact_debut": "05 01 2026", "fact_duree_mois": "30"},
     "dépassent le plus que la règle permet"),
    ({"procedure": "crpe", "fact_debut": "05 01 2026", "fact_duree_mois": "neuf"},
     "Écrivez un nombre de mois"),
    ({"procedure": "energie", "fact_cheque_energie": "bof"}, "une réponse de la liste"),
]  # fmt: skip


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for changed, sentence in BAD:
        sent = typed(**changed)
        answer = client.post(at("new", dossier.pk), sent | {"do": "1"})
        page = text(answer)
        assert answer.status_code == 422, changed
        assert sentence in page, changed
        assert "Rue des Essais" in page or "about" in changed, changed
        chosen = "une réponse de la liste" in sentence or "procedure" in changed
        assert chosen or all(value in page for value in changed.values()), changed
    assert read(house, dossier) == []


def test_without_a_choice_it_is_asked_again(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for sent in ({}, {"procedure": "autre"}):
        answer = client.post(at("new", dossier.pk), sent | {"next": "1"})
        assert answer.status_code == 422


def test_another_procedure_keeps_what_was_typed(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = text(client.post(at("new", dossier.pk), typed() | {"back": "1"}))
    assert 'name="fact_audience" value="16 avril 2026"' in page
    assert "Rue des Essais" in page


def test_what_was_typed_when_the_vault_closed_comes_back(house: House) -> None:
    dossier, record, client = opened(house)
    shut = client_of(house, "Camille", locked=True)
    for url in (at("new", dossier.pk), at("complete", dossier.pk, record)):
        assert "/coffre/" in shut.post(url, typed(about="Trois petits mots") | {"do": "1"}).url
        assert "Trois petits mots" in text(client.get(url))
    other = followed(house, dossier)
    assert "Trois petits mots" not in text(client.get(at("complete", dossier.pk, other)))


def test_a_damaged_dossier_is_said_and_what_was_typed_stays(house: House, monkeypatch) -> None:
    from entrenous.keyring.errors import Damaged

    dossier, record, client = opened(house)

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise Damaged

    monkeypatch.setattr(records, "write", fail)
    sent = client.post(at("new", dossier.pk), typed() | {"do": "1"})
    assert sent.status_code == 422
    assert "constat" in text(sent)
    assert "Rue des Essais" in text(sent)
    marked = {"code": "reprise_loyer", "on": HEARING.isoformat(), "outcome": "done"}
    page = client.post(at("mark", dossier.pk, record), marked, follow=True)
    assert "constat" in text(page)


# --- completing -----------------------------------------------------------------------------------


def test_what_becomes_known_counts_everything_again_and_keeps_the_former(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("complete", dossier.pk, record)
    assert 'value="16 04 2026"' in client.get(url).content.decode()
    sent = typed(version="1", fact_audience="21 mai 2026")
    assert "Mercredi 13 mai 2026" in text(client.post(url, sent | {"check": "1"}))
    assert client.post(url, sent | {"do": "1"}).status_code == 302
    assert date(2026, 5, 21) in days_due(dossier)
    page = text(client.get(at("procedure", dossier.pk, record)))
    assert "Version 1" in page
    assert "jeudi 16 avril 2026" in page


def test_two_tabs_keep_both_and_show_the_newer(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("complete", dossier.pk, record)
    first = typed(version="1", fact_audience="21 mai 2026")
    assert client.post(url, first | {"do": "1"}).status_code == 302
    second = client.post(url, typed(version="1", fact_audience="18 juin 2026") | {"do": "1"})
    assert second.status_code == 422
    assert "jeudi 21 mai 2026" in text(second)
    assert "18 juin 2026" in text(second)
    again = typed(version="2", fact_audience="18 juin 2026")
    assert client.post(url, again | {"do": "1"}).status_code == 302


def test_a_choice_a_flag_and_a_duration_come_back_as_they_were_told(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for procedure, told, shown in (
        ("energie", {"puissance_reduite": "2026-01-09", "cheque_energie": True}, "Oui"),
        ("crpe", {"debut": "2026-01-05", "duree_mois": 9}, "9 mois"),
        ("recours", {"nature": "rsa_indu", "notification": "2026-01-05"}, "indu de RSA"),
        ("dsf", {"audience": "2026-04-16", "territoire": "guyane"}, "Guyane"),
    ):
        record = followed(house, dossier, procedure, **told)
        page = text(client.get(at("procedure", dossier.pk, record)))
        assert shown.casefold() in page.casefold(), procedure
        form = client.get(at("complete", dossier.pk, record)).context["form"]
        bound = client.post(
            at("complete", dossier.pk, record),
            {n: form[n].value() or "" for n in form.fields} | {"version": "1", "do": "1"},
        )
        assert bound.status_code == 302, procedure
        assert read(house, dossier)[-1].facts, procedure


# --- settling -------------------------------------------------------------------------------------


def test_a_date_is_done_dropped_and_followed_again(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, client = ahead(house, dossier), client_of(house, "Camille")
    url, sent = at("mark", dossier.pk, record), {"code": "reprise_loyer", "on": day(10).isoformat()}
    for outcome, words in (("done", "faite"), ("dropped", "sans objet"), ("", "dans 10 jours")):
        page = text(client.post(url, sent | {"outcome": outcome}, follow=True))
        assert words in page
        assert (day(10) in days_due(dossier)) is (outcome == "")


def test_a_forged_mark_is_not_found(house: House) -> None:
    dossier, record, client = opened(house)
    for sent in (
        {"code": "reprise_loyer", "on": "hier", "outcome": "done"},
        {"code": "reprise_loyer", "on": HEARING.isoformat(), "outcome": "perdu"},
        {"code": "autre", "on": HEARING.isoformat(), "outcome": "done"},
        {},
    ):
        assert client.post(at("mark", dossier.pk, record), sent).status_code == 404
    assert client.get(at("mark", dossier.pk, record)).status_code == 405


def test_each_standing_is_in_words(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, client = ahead(house, dossier), client_of(house, "Camille")
    page = text(client.get(at("procedure", dossier.pk, record)))
    assert "passée, il y a" in page  # six weeks before the hearing
    assert "prochaine, dans" in page
    assert "à venir, dans 10 jours" in page or "prochaine, dans 10 jours" in page
    assert "Qui agit : la personne" in page


def test_it_is_no_longer_followed_then_followed_again(house: House) -> None:
    dossier, record, client = opened(house)
    url = at("close", dossier.pk, record)
    for sent, sentence in (
        ({"on": "hier"}, "Dites pourquoi"),
        ({"because": "finished", "on": "01 01 2090"}, "Indiquez une date jusqu’au"),
        ({"because": "finished", "on": "01 01 2020"}, "précède celui où elle a été ouverte"),
        ({"because": "ending", "on": "hier"}, "Choisissez une réponse"),
    ):
        answer = client.post(url, sent)
        assert answer.status_code == 422
        assert sentence in text(answer)
    assert client.post(url, {"because": "finished", "on": "aujourd’hui"}).status_code == 302
    assert read(house, dossier)[0].closed_because is Closing.FINISHED
    assert client.get(url).status_code == 302
    assert client.get(at("complete", dossier.pk, record)).status_code == 302
    page = text(client.get(at("procedure", dossier.pk, record)))
    assert "N’est plus suivie" in page
    assert "Sans objet" not in page
    assert "qui ne sont plus suivies (1)" in text(client.get(at("list", dossier.pk))).casefold()
    assert client.post(at("take_up_again", dossier.pk, record)).status_code == 302
    assert HEARING in days_due(dossier)


def test_a_law_base_that_changed_shows_both_days_and_is_taken_up(house: House) -> None:
    from tests.procedures.test_procedures import _as_counted_before

    dossier, record, client = opened(house)
    _as_counted_before(house, dossier, record, date(2026, 4, 2))
    page = text(client.get(at("procedure", dossier.pk, record)))
    assert "Une règle a changé" in page
    assert "elle était comptée au 2 avril 2026" in page
    assert "Une règle a changé" in text(client.get("/"))
    assert "Une règle a changé" in text(client.get(at("list", dossier.pk)))
    assert client.post(at("count_again", dossier.pk, record)).status_code == 302
    assert "Une règle a changé" not in text(client.get(at("procedure", dossier.pk, record)))
