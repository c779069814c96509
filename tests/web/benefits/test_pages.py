"""The pages of estimates: filled from the budget, read in three states, given on one sheet."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.benefits.codes import Change, WhatIf
from entrenous.benefits.contents import Estimation
from entrenous.budgets.codes import ResourceKind
from entrenous.budgets.contents import Resource
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from tests.benefits.engines import engine
from tests.benefits.households import COUPLE, PARENT, estimated, kept
from tests.browsing import client_of
from tests.budgets import typed as budgets
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

ALL = ("list", "new")
ONE = ("estimation", "curve", "compare", "print", "sheet")


@pytest.fixture
def asked() -> Iterator[list[dict[str, Any]]]:
    with engine(settings.ENTRENOUS_HOME) as questions:
        yield questions


def at(name: str, *args: object) -> str:
    return reverse(f"benefits:{name}", args=args)


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "month": "octobre 2026", "couple": "no",
        "children_on": "02 03 2018\n2/1/2015", "nationality": "fr", "birth": "01 05 1990",
        "activity": "employed", "net_salary": "1 234,50 €", "net_unemployment": "0",
        "net_pension": "0", "status": "tenant_private", "rent": "450", "insee": "94028",
        "statement_read": "on", "received_aide_logement": "200",
    } | changed  # fmt: skip


def text(response: Any) -> str:
    return " ".join(str(response.content.decode()).split())


def opened(house: House, said: Estimation | None = None) -> tuple[Dossier, UUID, Client]:
    dossier = dossier_of(house, "Camille")
    return dossier, kept(house, dossier, said), client_of(house, "Camille")


def said_in(house: House, dossier: Dossier) -> list[Estimation]:
    return contents(house, "Camille", dossier, Estimation)


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Alix", "Rachel"])
def test_without_the_key_no_page_of_them_exists(house: House, who: str) -> None:
    dossier, record, _ = opened(house)
    client = client_of(house, who)
    assert {client.get(at(name, dossier.pk)).status_code for name in ALL} == {404}
    assert {client.get(at(name, dossier.pk, record)).status_code for name in ONE} == {404}


def test_another_dossiers_estimate_is_not_found(house: House) -> None:
    _, record, client = opened(house)
    other = dossier_of(house, "Camille", "Portal-Fictif")
    assert {client.get(at(name, other.pk, record)).status_code for name in ONE[:3]} == {404}


def test_reading_is_journaled_before_anything_is_shown(house: House) -> None:
    dossier, record, client = opened(house)
    before = Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENED).count()
    client.get(at("estimation", dossier.pk, record))
    assert Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENED).count() == before + 1


# --- the questions ---------------------------------------------------------------------------


def test_without_anything_the_page_says_what_an_estimate_is(house: House) -> None:
    page = text(client_of(house, "Camille").get(at("list", dossier_of(house, "Camille").pk)))
    assert "Aucune estimation" in page
    assert "Jamais un refus" in page


def test_the_form_starts_from_the_budget(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    budgets.kept(house, dossier)
    page = text(client_of(house, "Camille").get(at("new", dossier.pk)))
    assert "Rempli avec le budget du 13 janvier 2026" in page
    for value in ("02 03 2016 09 06 2021", 'value="412"', 'value="309"', 'value="151"', "94028"):
        assert value in page
    assert 'value="180"' in page  # the maintenance
    assert 'id="id_has_other_income" checked' not in page
    assert '<option value="no" selected>non</option>' in page.partition('name="is_furnished"')[2]


def test_what_no_estimate_takes_is_said_beside_the_form(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    lines = (*budgets.AWA.resources, Resource(ResourceKind.SICK_PAY, Decimal(500), adult=0))
    budgets.kept(house, dossier, replace(budgets.AWA, resources=lines))
    page = text(client_of(house, "Camille").get(at("new", dossier.pk)))
    assert "Le budget dit : indemnités journalières." in page
    assert 'id="id_has_other_income" checked' in page


@pytest.mark.usefixtures("asked")
def test_what_the_budget_does_not_know_is_taken_from_the_last_estimate(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    budgets.kept(house, dossier)
    kept(house, dossier, estimated(replace(PARENT, nationality="ue")))
    page = text(client_of(house, "Camille").get(at("new", dossier.pk)))
    assert '<option value="ue" selected>' in page
    assert 'value="309"' in page  # the budget's salary, not the former one


def test_what_is_typed_is_asked_sealed_and_shown(house: House, asked: list[Any]) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = client.post(at("new", dossier.pk), typed(), follow=True)
    (said,) = said_in(house, dossier)
    assert asked[0]["situation"]["adults"][0]["net_salary"] == "1234.50"
    assert said.asked.paid("rsa") == 0
    assert said.asked.paid("aide_logement") == 200
    shown = text(page)
    for words in ("≈ 300 € par mois", "de 260 € à 340 €", "probable", "à vérifier",
                  "non calculable ici", "651,69 (décret 2026-220, 1er avril 2026)",
                  "mesdroitssociaux", "OpenFisca-France 176.1.8", "octobre 2026"):  # fmt: skip
        assert words in shown, words
    assert "efus" not in shown.partition("droits")[2]


def test_what_each_of_a_couple_receives_is_asked_of_each(house: House, asked: list[Any]) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    data = typed(
        couple="yes", partner_birth="3 4 1989", maintenance="180", received_ass="300",
        partner_received_aah="900", partner_disability_pension="412,50", is_furnished="yes",
        is_shared="",
    )  # fmt: skip
    shown = text(client.post(at("new", dossier.pk), data, follow=True))
    person, partner = asked[0]["situation"]["adults"]
    assert (person["maintenance"], person["received"]["ass"]) == ("180.00", "300.00")
    assert partner["received"] == {"aah": "900.00", "ass": "0.00", "asi": "0.00"}
    assert partner["disability_pension"] == "412.50"
    assert "ass" not in asked[0]["situation"]["received"]
    assert asked[0]["situation"]["home"] | {"furnished": True} == asked[0]["situation"]["home"]
    assert "shared" not in asked[0]["situation"]["home"]
    (said,) = said_in(house, dossier)
    assert said.asked.paid("aah") == 900
    assert "À zéro (la personne)" in shown
    for words in (
        "412,50 €",
        "Pension alimentaire reçue, net par mois (la personne)",
        "Colocation",
    ):
        assert words in shown
    again = text(client.get(at("new", dossier.pk)))
    for value in ('value="180"', 'value="900"', 'value="412,50"'):
        assert value in again


def test_sent_twice_the_same_form_is_kept_once(house: House, asked: list[Any]) -> None:
    dossier, client, data = dossier_of(house, "Camille"), client_of(house, "Camille"), typed()
    for _ in range(2):
        assert client.post(at("new", dossier.pk), data).status_code == 302
    assert len(said_in(house, dossier)) == 1
    assert len(asked) == 2


@pytest.mark.usefixtures("asked")
def test_an_empty_box_is_unknown_and_zero_is_zero(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    data = typed(net_pension="", net_unemployment="0", statement_read="")
    shown = text(client.post(at("new", dossier.pk), data, follow=True))
    (said,) = said_in(house, dossier)
    assert (
        said.asked.adults[0].net_pension.amount,
        said.asked.adults[0].net_unemployment.amount,
    ) == (None, 0)
    assert said.asked.paid("rsa") is None
    assert "il manque" in shown.lower()
    assert "la retraite" in shown
    assert "≈" not in shown


WRONG = [
    ("insee", "75013", "sans doute un code postal"),
    ("insee", "94 0", "Cette commune n’est pas trouvée"),
    ("birth", "01 05 2090", "date"),
    ("birth", "", "rien ne se calcule sans elle"),
    ("children_on", "01 05 2090", "Ligne 1 : cette date de naissance est dans le futur"),
    ("children_on", "02 03 2018\nhier matin", "Ligne 2 : écrivez la date ainsi"),
    ("children_on", "\n".join(f"01 01 20{n:02}" for n in range(5, 20)), "14 enfants"),
    ("rent", "-450", "négatif"),
    ("rent", "quatre cents", "Écrivez un montant en euros"),
    ("month", "bientôt", "Écrivez le mois ainsi"),
    ("couple", "", "Dites si la personne vit en couple"),
    ("couple", "yes", "date de naissance du conjoint"),
    ("net_salary_months", "09 2026 1400\n13 2026 : 5", "Ligne 2 : écrivez un mois"),
    ("net_salary_months", "09 2026 1400\nseptembre 2026 : 5", "deux fois"),
    ("received_rsa", "12 euros et demi", "Écrivez un montant en euros"),
    ("nationality", "martienne", "Choisissez une réponse"),
]


@pytest.mark.usefixtures("asked")
def test_a_wrong_answer_is_said_beside_it_and_nothing_is_lost(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    for field, value, told in WRONG:
        page = client.post(at("new", dossier.pk), typed(**{field: value}))
        shown = text(page)
        assert (page.status_code, told in shown) == (422, True), (field, value)
        assert "1 234,50 €" in shown
        linked = "partner_birth" if value == "yes" else field
        assert f'href="#id_{linked}' in shown, (field, value)
    assert said_in(house, dossier) == []


@pytest.mark.usefixtures("asked")
def test_fourteen_children_and_a_young_couple_are_possible(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    births = "\n".join(f"01 01 20{n:02}" for n in range(5, 19))
    partner = {"couple": "yes", "partner_birth": "3 4 2004", "partner_net_salary": "0"}
    assert (
        client.post(at("new", dossier.pk), typed(children_on=births, **partner)).status_code == 302
    )
    (said,) = said_in(house, dossier)
    assert (len(said.asked.children_on), len(said.asked.adults)) == (14, 2)


@pytest.mark.usefixtures("asked")
def test_a_foreign_permit_leaves_everything_to_check(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    shown = text(client.post(at("new", dossier.pk), typed(nationality="other"), follow=True))
    assert "La condition de séjour" in shown
    assert "ton-vert" not in shown.partition('class="droits"')[2]


@pytest.mark.usefixtures("asked")
def test_a_month_after_the_last_parameter_says_so(house: House) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    shown = text(client.post(at("new", dossier.pk), typed(month="5 2027"), follow=True))
    assert "Barèmes non revalorisés" in shown
    assert "Barème du 1er avril 2026, non revalorisé pour mai 2027" in shown


def test_a_birth_in_this_month_is_possible_and_after_the_month_is_not(
    house: House, asked: list[Any]
) -> None:
    dossier, client = dossier_of(house, "Camille"), client_of(house, "Camille")
    page = client.post(at("new", dossier.pk), typed(month="1 2018"))
    assert "Un enfant est né après le mois estimé" in text(page)
    assert asked == []


def test_what_was_typed_when_the_vault_closed_comes_back(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    client_of(house, "Camille", locked=True).post(at("new", dossier.pk), typed(insee="33063"))
    shown = text(client_of(house, "Camille").get(at("new", dossier.pk)))
    assert "33063" in shown
    assert "1 234,50 €" in shown


# --- the engine is not there -----------------------------------------------------------------


def test_without_the_engine_the_page_says_so_and_loses_nothing(house: House) -> None:
    dossier, record, client = opened(house)
    page = client.post(at("new", dossier.pk), typed())
    assert page.status_code == 422
    assert "Le moteur de calcul" in text(page)
    assert "Rien de ce qui est écrit n’est perdu" in text(page)
    assert "1 234,50 €" in text(page)
    for name in ("list", "new"):
        assert "Le calcul n’est pas disponible" in text(client.get(at(name, dossier.pk)))
    assert "Le calcul n’est pas disponible" in text(client.get(at("curve", dossier.pk, record)))
    assert client.get(at("estimation", dossier.pk, record)).status_code == 200


# --- what is read ----------------------------------------------------------------------------


def test_an_earlier_estimate_is_read_and_a_changed_budget_is_said(house: House) -> None:
    dossier, record, client = opened(house)
    assert "Le budget a changé depuis" not in text(client.get(at("estimation", dossier.pk, record)))
    budgets.kept(house, dossier)
    for page in (at("list", dossier.pk), at("estimation", dossier.pk, record)):
        assert "Le budget a changé depuis" in text(client.get(page))


def test_a_recent_change_has_its_own_advice(house: House) -> None:
    said = estimated(replace(PARENT, changes=(Change.SEPARATED, Change.JOB_LOST)))
    dossier, record, client = opened(house, said)
    shown = text(client.get(at("estimation", dossier.pk, record)))
    assert "vérifier où arrive le courrier" in shown
    assert "neutralisation" in shown


def test_no_amount_is_ever_added_up(house: House) -> None:
    dossier, record, client = opened(house)
    shown = text(client.get(at("estimation", dossier.pk, record)))
    assert "ne s’additionnent pas" in shown
    assert "total" not in shown.lower()


def test_the_pages_do_not_ask_the_base_more_for_more_estimates(house: House) -> None:
    dossier, _, client = opened(house)
    client.get(at("list", dossier.pk))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as ran:
            client.get(at("list", dossier.pk))
        counts.append(len(ran))
        for _ in range(3):
            kept(house, dossier)
    assert counts[0] == counts[1] <= 40


# --- the curve, the change, the sheet --------------------------------------------------------


@pytest.mark.usefixtures("asked")
def test_the_curve_is_drawn_told_in_words_and_in_a_table(house: House) -> None:
    dossier, record, client = opened(house)
    page = client.get(at("curve", dossier.pk, record))
    shown = text(page)
    assert shown.count('<tr role="row">') == 81 + 1
    assert "<polyline" in shown
    assert "style=" not in shown.partition("<svg viewBox")[2]
    assert "RSA : sans salaire, environ 600 €, plus rien à partir de 600 €." in shown
    assert "Il manque de quoi dessiner" in shown


def test_one_change_is_estimated_beside_the_first(house: House, asked: list[Any]) -> None:
    dossier, record, client = opened(house, estimated(COUPLE))
    data = {"once": str(uuid4()), "change": "separation", "asf": "200"}
    shown = text(client.post(at("compare", dossier.pk, record), data, follow=True))
    assert asked[0]["situation"]["received"]["asf"] == "200.00"
    assert "couple" not in [key for key, value in asked[0]["situation"].items() if value is True]
    latest = next(each for each in said_in(house, dossier) if each.compared_with == record)
    assert latest.what_if is WhatIf.SEPARATION
    assert "Avant et après" in shown


CHANGES: list[tuple[dict[str, str], str]] = [
    ({}, "Dites ce qui change"),
    ({"change": "salary"}, "Écrivez le nouveau salaire"),
    ({"change": "salary", "salary": "-3"}, "négatif"),
    ({"change": "rent"}, "Écrivez le nouveau loyer"),
    ({"change": "child"}, "Indiquez la date de naissance"),
    ({"change": "child", "born_on": "15 11 2026"}, "après le mois estimé"),
    ({"change": "separation"}, "Choisissez une réponse"),  # she lives alone
]


def test_a_change_says_what_it_lacks(house: House) -> None:
    dossier, record, client = opened(house)
    for data, told in CHANGES:
        page = client.post(at("compare", dossier.pk, record), {"once": str(uuid4()), **data})
        assert (page.status_code, told in text(page)) == (422, True), data


def test_the_sheet_asks_first_what_she_can_carry(house: House) -> None:
    dossier, record, client = opened(house)
    asked_first = client.get(at("sheet", dossier.pk, record))
    assert asked_first.status_code == 302
    data = {"carry": Carry.FULL.value}
    shown = text(client.post(at("print", dossier.pk, record), data, follow=True))
    assert "Vous pourriez demander" in shown
    assert "environ 300 € par mois (de 260 € à 340 €)" in shown
    assert "Seul l’organisme décide" in shown
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).exists()
