"""The pages of a budget: entered once, unknown never zero, bad input kept and told where it is."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.budgets.codes import HomeStatus, Period, Relation
from entrenous.budgets.contents import Budget, Child
from entrenous.dossiers import actions
from entrenous.dossiers.codes import Carry
from entrenous.dossiers.contents import HouseholdMember, PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import drafts
from entrenous.rights.estimates import communes
from tests.browsing import client_of
from tests.budgets.typed import AWA, COUPLE, kept
from tests.dossiers.opened import OPENED_ON, contents, dossier_of
from tests.people import House

TABLE = "CODGEO,LIBCOM_2014\n94028,Créteil\n11339,Saint-Denis\n93066,Saint-Denis\n63300,Riom\n"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Four communes, with or without the engine."""
    path = tmp_path / "communes.csv"
    path.write_text(TABLE, encoding="utf-8")
    monkeypatch.setattr(communes, "table", lambda: path)
    return path


def at(name: str, *args: object) -> str:
    return reverse(f"budgets:{name}", args=args)


def typed(**changed: str) -> dict[str, str]:
    """A small budget as a browser sends it; `resources__0__amount` stands for a line’s field."""
    sent = {
        "on": "13 01 2026", "version": "0", "home_status": "tenant_social", "rent": "412",
        "insee": "94028", "furnished": "no", "shared": "", "words": "Elle attend le RSA",
        "adults-0-given_name": "Awa", "adults-0-birth_on": "04 05 1991",
        "adults-0-activity": "unemployed", "adults-1-relation": "", "adults-1-activity": "",
        "children-0-given_name": "Ilan", "children-0-birth_on": "", "children-0-custody": "here",
        "resources-0-kind": "salary", "resources-0-adult": "0", "resources-0-amount": "1 234,56 €",
        "resources-0-period": "month", "resources-0-evidence": "shown",
        "resources-0-source": "bulletin", "resources-1-kind": "", "resources-1-adult": "0",
        "resources-1-amount": "", "resources-1-period": "month", "resources-1-evidence": "declared",
        "charges-0-kind": "energy", "charges-0-amount": "120,5", "charges-0-period": "quarter",
        "charges-0-evidence": "declared", "all_charges": "on",
        "debts-0-kind": "overdraft", "debts-0-creditor": "", "debts-0-remaining": "380",
        "debts-0-instalment": "0", "debts-0-standing": "", "debts-0-evidence": "declared",
    }  # fmt: skip
    return sent | {name.replace("__", "-"): value for name, value in changed.items()}


def kept_in(house: House, dossier: Dossier) -> list[Budget]:
    return contents(house, "Camille", dossier, Budget)


def opened(house: House) -> tuple[Dossier, Client, str]:
    dossier = dossier_of(house, "Camille")
    return dossier, client_of(house, "Camille"), at("edit", dossier.pk)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_without_a_budget_the_page_says_in_a_sentence_what_it_is_for(house: House) -> None:
    dossier, client, _ = opened(house)
    page = client.get(at("budget", dossier.pk))
    assert "il sert à chaque calcul et à chaque demande" in text(page)
    assert client.get(at("sheet", dossier.pk)).status_code == 302


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Lou", "Ines"])
def test_without_the_key_no_page_of_it_exists(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    record = kept(house, dossier)
    client = client_of(house, who)
    for name in ("budget", "edit", "print", "sheet"):
        assert client.get(at(name, dossier.pk)).status_code == 404
    assert client.get(at("version", dossier.pk, record, 1)).status_code == 404
    assert client.post(at("edit", dossier.pk), typed()).status_code == 404


def test_what_is_typed_is_read_to_the_cent_and_only_once(house: House) -> None:
    dossier, client, url = opened(house)
    for _ in range(2):
        assert client.post(url, typed()).status_code == 302
    (said,) = kept_in(house, dossier)
    assert said.resources[0].amount == Decimal("1234.56")
    assert (said.charges[0].amount, said.charges[0].period) == (Decimal("120.5"), Period.QUARTER)
    assert len(said.resources) == len(said.adults) == len(said.debts) == 1
    assert said.children == (Child(given_name="Ilan"),)
    assert said.home.status is HomeStatus.TENANT_SOCIAL
    assert (said.home.is_furnished, said.home.is_shared) == (False, None)
    assert (said.all_charges, said.all_debts) == (True, False)
    assert said.debts[0].instalment == 0


def test_reading_is_journaled_and_so_is_writing(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed())
    before = Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENED).count()
    client.get(at("budget", dossier.pk))
    assert Entry.objects.filter(container=dossier.pk, act=Act.BUDGET_KEPT).count() == 1
    assert Entry.objects.filter(container=dossier.pk, act=Act.DOSSIER_OPENED).count() == before + 1


def test_an_empty_amount_is_unknown_and_the_page_names_what_is_missing(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed(resources__0__amount="", debts__0__instalment=""))
    (said,) = kept_in(house, dossier)
    assert said.resources[0].amount is None
    page = text(client.get(at("budget", dossier.pk)))
    assert "on ne peut pas le dire" in page
    assert "salaire net, mensualité : découvert bancaire" in page


def test_zero_is_zero(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed(resources__0__amount="0", all_resources="on", all_debts="on"))
    assert kept_in(house, dossier)[0].resources[0].amount == 0
    assert "on ne peut pas le dire" not in text(client.get(at("budget", dossier.pk)))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("rent", "-412", "Un loyer ne se note pas en moins"),
        ("rent", "quatre cents", "Écrivez un montant en euros"),
        ("resources__0__amount", "1.234,56", "Ressource 1"),
        ("resources__0__amount", "-5", "ne peut pas être négatif"),
        ("debts__0__remaining", "99999999", "dix millions"),
        ("adults__0__birth_on", "01 01 2090", "Adulte 1"),
        ("children__0__birth_on", "31 02 2019", "Cette date n’existe pas"),
        ("children__0__birth_on", "01 01 2090", "Enfant 1"),
        ("insee", "94000", "c’est sans doute un code postal"),
        ("insee", "Saint Denis", "11339 (département 11), 93066 (département 93)"),
        ("insee", "Atlantide", "Ce n’est pas le code postal"),
        ("on", "", "Indiquez le jour que ce budget décrit"),
        ("on", "01 01 2090", "jusqu’au"),
        ("home_status", "owner", "Un loyer ne se paie qu’en location"),
        ("resources__1__amount", "50", "Choisissez de quoi il s’agit"),
        ("resources__0__adult", "", "Dites de qui est ce revenu"),
        ("adults__1__given_name", "Rui", "Dites qui est cet adulte"),
        ("charges__0__kind", "", "Choisissez de quoi il s’agit"),
        ("words", "x" * 2001, "la limite est de"),
    ],
)
def test_bad_input_says_what_to_do_and_loses_nothing(house: House, field, value, sentence) -> None:
    dossier, client, url = opened(house)
    page = client.post(url, typed(**{field: value}))
    assert page.status_code == 422
    assert sentence in text(page)
    assert "data-resume-erreurs" in text(page)
    for kept_word in ("bulletin", "Ilan", "120,5", str(value)):
        assert kept_word in text(page)
    assert kept_in(house, dossier) == []


def test_a_commune_is_found_by_its_name_and_its_name_is_shown(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed(insee="creteil"))
    assert kept_in(house, dossier)[0].home.insee == "94028"
    assert "Créteil (94028)" in text(client.get(at("budget", dossier.pk)))
    assert "Créteil (94028)" in text(client.get(url))


def test_without_the_engine_s_table_a_code_is_believed_and_a_round_postcode_is_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(communes, "table", lambda: None)
    dossier, client, url = opened(house)
    assert client.post(url, typed(insee="35000")).status_code == 422
    assert client.post(url, typed(insee="Créteil")).status_code == 422
    assert client.post(url, typed(insee="2a004")).status_code == 302
    assert kept_in(house, dossier)[0].home.insee == "2A004"


def test_fourteen_children_are_kept_and_a_fifteenth_is_told(house: House) -> None:
    dossier, client, url = opened(house)
    many = {f"children__{n}__birth_on": "01 02 2016" for n in range(14)}
    here = {f"children__{n}__custody": "alternate" for n in range(14)}
    last = {"children__14__birth_on": "01 02 2017", "children__14__custody": "here"}
    page = client.post(url, typed(**many, **here, **last))
    assert page.status_code == 422
    assert "15 enfants sont notés\N{NO-BREAK SPACE}; la page en prend 14" in text(page)
    assert 'name="children-14-birth_on"' in text(page)
    assert client.post(url, typed(**many, **here)).status_code == 302
    assert len(kept_in(house, dossier)[0].children) == 14


def test_more_lines_come_without_a_script_and_nothing_typed_is_judged_or_lost(house: House) -> None:
    dossier, client, url = opened(house)
    page = client.post(url, typed(rent="-412", more="debts", resources__0__amount="12 mille"))
    assert page.status_code == 200
    assert 'value="-412"' in text(page)
    assert 'value="12 mille"' in text(page)
    assert 'name="debts-3-kind"' in text(page)
    assert "autofocus" in text(page).split('name="debts-1-kind"')[1][:80]
    assert kept_in(house, dossier) == []


def test_a_line_that_is_taken_away_is_gone_and_its_adult_s_resource_is_told(house: House) -> None:
    dossier, client, url = opened(house)
    partner = {"adults__1__relation": "partner", "adults__1__given_name": "Mireille"}
    hers = {"resources__1__kind": "rsa", "resources__1__adult": "1", "resources__1__amount": "50"}
    assert client.post(url, typed(**partner, **hers)).status_code == 302
    assert kept_in(house, dossier)[0].resources[1].adult == 1
    gone = client.post(url, typed(**partner, **hers, adults__1__gone="on", version="1"))
    assert gone.status_code == 422
    assert "Cette personne n’est pas notée dans le foyer" in text(gone)
    both = typed(**partner, **hers, adults__1__gone="on", resources__1__gone="on", version="1")
    assert client.post(url, both).status_code == 302
    last = kept_in(house, dossier)[0]
    assert (len(last.adults), len(last.resources)) == (1, 1)


def test_an_empty_line_between_two_adults_does_not_move_their_resources(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed(
        adults__2__relation="partner", resources__1__kind="salary", resources__1__adult="2",
        resources__1__amount="742",
    ))  # fmt: skip
    said = kept_in(house, dossier)[0]
    assert said.adults[1].relation is Relation.PARTNER
    assert said.resources[1].adult == 1


def test_two_tabs_the_second_is_told_and_keeps_what_it_typed(house: House) -> None:
    dossier, client, url = opened(house)
    client.post(url, typed())
    page = client.post(url, typed(rent="500"))
    assert page.status_code == 422
    assert "Une version plus récente a été enregistrée" in text(page)
    assert "Ce qui est enregistré" in text(page)
    assert 'value="500"' in text(page)
    assert 'name="version" value="1"' in text(page)
    assert client.post(url, typed(rent="500", version="1")).status_code == 302
    assert kept_in(house, dossier)[0].home.rent == 500


def test_what_was_typed_when_the_vault_closed_is_there_again(house: House) -> None:
    dossier, client, url = opened(house)
    fields = {k: v for k, v in typed(rent="-5 ou 6").items() if k != "version"}
    drafts.save(house.agents["Camille"], "budgets:edit", dossier.pk, fields)
    page = text(client.get(url))
    assert "Voici ce que vous aviez commencé" in page
    assert 'value="-5 ou 6"' in page
    assert client.post(url, {"forget": "1"}).status_code == 302
    assert 'value="-5 ou 6"' not in text(client.get(url))


def test_a_first_budget_starts_from_what_the_dossier_says(house: House) -> None:
    card = PersonCard(family_name="Sarr", given_name="Awa", commune="Créteil")
    members = [HouseholdMember("Mireille", "compagne"), HouseholdMember("Zoé", "fille", 2014),
               HouseholdMember("Paul", "voisin")]  # fmt: skip
    dossier = actions.open_dossier(
        house.keyring("Camille"), card, secteur=house.secteur, on=OPENED_ON, members=members
    )
    page = text(client_of(house, "Camille").get(at("edit", dossier.pk)))
    for said in ('value="Awa"', 'value="Mireille"', 'value="Zoé"', 'value="94028"'):
        assert said in page
    assert "Paul" not in page


def test_versions_are_read_and_compared(house: House) -> None:
    dossier, client, _ = opened(house)
    record = kept(house, dossier)
    kept(house, dossier, COUPLE, based_on=1, debts=())
    page = text(client.get(at("budget", dossier.pk)))
    assert "Énergie" in page
    assert "n’est plus noté" in page
    former = text(client.get(at("version", dossier.pk, record, 1)))
    assert "Une version d’avant" in former
    assert "Mettre à jour" not in former
    assert client.get(at("version", dossier.pk, record, 7)).status_code == 404
    other = dossier_of(house, "Camille", "Portal-Fictif")
    assert client.get(at("version", other.pk, record, 1)).status_code == 404


def test_the_sheet_is_in_plain_words_once_she_can_carry_it(house: House) -> None:
    dossier, client, _ = opened(house)
    kept(house, dossier, AWA, words="Le chauffage d’abord")
    assert client.get(at("sheet", dossier.pk)).status_code == 302
    refused = client.post(at("print", dossier.pk), {"carry": Carry.NEUTRAL.value})
    assert "Elle n’emporte qu’un papier neutre" in text(refused)
    client.post(at("print", dossier.pk), {"carry": Carry.FULL.value})
    sheet = client.get(at("sheet", dossier.pk))
    for said in ("Votre budget au", "402,47", "Ce que vous devez", "Le chauffage d’abord"):
        assert said in text(sheet)
    assert Entry.objects.filter(container=dossier.pk, act=Act.PRINTED).exists()
    assert sheet["Cache-Control"].count("no-store") == 1


def test_an_unknown_amount_is_printed_as_unknown(house: House) -> None:
    dossier, client, _ = opened(house)
    unknown = (*AWA.resources[:2], replace(AWA.resources[2], amount=None))
    kept(house, dossier, AWA, resources=unknown)
    client.post(at("print", dossier.pk), {"carry": Carry.FULL.value})
    sheet = text(client.get(at("sheet", dossier.pk)))
    assert "On ne peut pas encore le dire" in sheet
    assert "<td>inconnu</td>" in sheet


def test_thirty_lines_cost_no_more_queries_than_one(house: House) -> None:
    small, large = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    kept(house, small)
    kept(house, large, AWA, charges=AWA.charges * 15, on=timezone.localdate())
    client = client_of(house, "Camille")
    for name in ("budget", "edit"):
        counts = []
        for dossier in (small, large, small, large):  # a first visit reads once what it keeps
            with CaptureQueriesContext(connection) as asked:
                page = client.get(at(name, dossier.pk))
            counts.append(len(asked))
        assert counts[2] == counts[3]
    assert len(page.content) < 160_000
