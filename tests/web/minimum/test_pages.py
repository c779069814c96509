"""How much must be left: from the budget or from what is typed, and a letter in one step."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.budgets import actions
from entrenous.budgets.codes import ChargeKind, HomeStatus, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Charge, Child, Home, Resource
from entrenous.documents.contents import Document
from entrenous.dossiers.models import Dossier
from entrenous.gateway.confirmations import confirm
from entrenous.gateway.models import ConfirmedArticle
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.letters.minimum import Purpose
from tests.browsing import client_of
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

BUDGET = Budget(
    on=date(2026, 5, 4),
    adults=(Adult(),),
    children=(Child(),),
    home=Home(HomeStatus.TENANT_SOCIAL, Decimal(400)),
    resources=(
        Resource(ResourceKind.SALARY, Decimal(1500), adult=0),
        Resource(ResourceKind.AF, Decimal(100)),
    ),
    charges=(Charge(ChargeKind.FOOD, Decimal(500)),),
)
FACTS = {"on": "04 05 2026", "net": "1 500,00", "dependants": "1", "balance": "900"}


def at(dossier: Dossier | None, purpose: str = "") -> str:
    place, args = ("dossier", [dossier.pk]) if dossier else ("desk", [])
    return reverse(
        f"minimum:{place}{'_letter' if purpose else ''}",
        args=[*args, *([purpose] if purpose else [])],
    )


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def opened(house: House, *, budget: bool = True) -> tuple[Dossier, Client]:
    dossier = dossier_of(house, "Camille")
    if budget:
        save(house, dossier, BUDGET)
    return dossier, client_of(house, "Camille")


def save(house: House, dossier: Dossier, budget: Budget) -> None:
    actions.keep(house.keyring("Camille"), dossier, budget, based_on=0)


# --- the figures -------------------------------------------------------------------------------


def test_without_a_budget_the_page_asks_and_computes_nothing(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.get(at(dossier))
    assert page.status_code == 200
    assert "Aucun budget dans ce dossier" in text(page)
    assert "Doit rester, au moins" not in text(page)


@pytest.mark.parametrize("who", ["Alix", "Rachel"])
def test_without_the_key_neither_page_exists(house: House, who: str) -> None:
    dossier, _ = opened(house, budget=False)
    other = client_of(house, who)
    assert other.get(at(dossier)).status_code == 404
    assert other.get(at(dossier, "banque")).status_code == 404
    assert other.post(at(dossier), FACTS).status_code == 404


def test_what_is_typed_is_computed_with_its_day_its_article_and_its_mark(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = text(camille.post(at(dossier), FACTS))
    assert "Au <strong>4 mai 2026</strong>" in page
    for figure in ("1 299,58 €", "200,42 €", "651,69 €", "248,31 €"):
        assert figure in page
    assert "Code du travail, R3252-2" in page
    assert "Code des procédures civiles d’exécution, L162-2" in page
    assert "à vérifier" in page
    assert 'value="1 500,00"' in page, "what was typed stays in the form"


def test_the_budget_fills_the_page_and_its_unknowns_stay_empty(house: House) -> None:
    dossier, camille = opened(house)
    page = text(camille.get(at(dossier)))
    assert "Repris du budget du 4 mai 2026" in page
    assert 'name="net" value="1 500"' in page
    assert "RSA forfaitaire du foyer" in page
    assert "977,53 €" in page
    assert "Dans ce budget : <strong>prestations familiales</strong>" in page


def test_an_unknown_salary_is_named_and_not_taken_for_zero(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    save(house, dossier, Budget(
        on=date(2026, 5, 4), resources=(Resource(ResourceKind.SALARY, None, adult=0),)
    ))  # fmt: skip
    page = text(camille.get(at(dossier)))
    assert "Inconnu, laissé vide : salaire net" in page
    assert "Doit rester, au moins" not in page


def test_a_couple_in_debt_reads_the_three_bounds_and_what_a_second_file_leaves_to_ask(
    house: House,
) -> None:
    dossier, camille = opened(house, budget=False)
    said = {"on": "14 10 2025", "adults": "2", "children": "1", "resources": "2050",
            "charges": "1873"}  # fmt: skip
    page = text(camille.post(at(dossier), said))
    assert "177,00 € : ce qui reste une fois les dépenses courantes payées, c’est elle" in page
    assert "886,27 € : ce qui dépasse le RSA du foyer" in page
    assert "Un deuxième dossier de surendettement" in page
    assert "La commission décide" in page


def test_a_day_without_a_table_says_so_and_the_rest_of_the_page_stands(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.post(at(dossier), FACTS | {"on": "04 05 2028"})
    assert page.status_code == 200
    assert "aucune valeur connue au 4 mai 2028" in text(page)
    assert "Rien n’est supposé." in text(page)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": ""}, "Indiquez le jour du calcul"),
        ({"net": "mille"}, "Écrivez un montant en euros"),
        ({"net": "-3"}, "Un montant ne peut pas être négatif"),
        ({"dependants": ""}, "0 s’il n’y en a pas"),
        ({"dependants": "-1"}, "Écrivez un nombre, de 0 à 30."),
        ({"adults": "2", "children": ""}, "Indiquez le nombre d’enfants"),
        ({"adults": "2", "children": "0", "is_majored": "on"}, "qui vit sans conjoint"),
        ({"resources": "900"}, "une personne seule ou d’un couple"),
        ({"adults": "1", "children": "0", "resources": "900"}, "les dépenses courantes du foyer"),
    ],
)
def test_what_does_not_hold_is_said_beside_its_field_and_nothing_is_lost(
    house: House, changed: dict[str, str], sentence: str
) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.post(at(dossier), FACTS | changed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert 'name="balance" value="900"' in text(page)


def test_nothing_to_count_is_said_rather_than_answered(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.post(at(dossier), {"on": "04 05 2026"})
    assert page.status_code == 422
    assert "Écrivez au moins un revenu" in text(page)


# --- the letters -------------------------------------------------------------------------------


def test_each_letter_comes_in_one_step_from_the_figures(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    for purpose in Purpose:
        page = camille.post(at(dossier, purpose.value), FACTS)
        assert page.status_code == 200
        assert "Garder dans les pièces" in text(page)
        assert '<p class="letter-signature">Awa SARR-FICTIF</p>' in text(page)
    for suffix, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = camille.post(at(dossier, "banque"), FACTS | {"written": "1", "go": suffix})
        assert file.content.startswith(start)
        assert f"lettre.{suffix}" in file["Content-Disposition"]


def test_a_letter_without_its_figure_says_which_one_is_missing(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.get(at(dossier, "employeur"), follow=True)
    assert page.redirect_chain == [(at(dossier), 302)]
    assert "Écrivez le revenu net du mois" in text(page)
    typed = camille.post(
        at(dossier, "banque"), {"on": "04 05 2026", "net": "1500", "dependants": "0"}
    )
    assert typed.status_code == 422
    assert "Écrivez le solde du compte saisi" in text(typed)
    assert 'name="net" value="1500"' in text(typed)
    assert camille.get(at(dossier, "prefet")).status_code == 404


def test_a_letter_of_a_day_without_a_table_asks_for_another_day(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    for purpose in ("banque", "employeur", "frais"):
        page = camille.post(at(dossier, purpose), FACTS | {"on": "04 05 2030"})
        assert page.status_code == 422
        assert "aucune valeur connue au 4 mai 2030" in text(page)


def test_the_missing_balance_is_computed_and_a_left_one_refused(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    sent = FACTS | {"written": "1", "left": "200", "seized_on": "04 05 2026"}
    assert "Ce qui manque</dt><dd>451,69 €" in text(camille.post(at(dossier, "banque"), sent))
    refused = camille.post(at(dossier, "banque"), sent | {"left": "700"})
    assert refused.status_code == 422
    assert "cette lettre n’a pas d’objet" in text(refused)
    assert 'name="left" value="700"' in text(refused)


def test_wrong_figures_come_back_before_any_letter(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    page = camille.post(at(dossier, "creancier"), FACTS | {"net": "mille"})
    assert page.status_code == 422
    assert "Calculer" in text(page)


def test_an_article_is_quoted_once_the_legal_desk_confirmed_it(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    before = text(camille.post(at(dossier, "banque"), FACTS))
    assert "article L162-2" not in before
    assert "Ce que la lettre ne cite pas" in before
    ConfirmedArticle.objects.create(
        organisation=house.organisation, text="Code des procédures civiles d’exécution",
        article="L162-2", confirmed_by=house.agents["Ines"], confirmed_on=date(2026, 5, 1),
    )  # fmt: skip
    assert "article L162-2" in text(camille.post(at(dossier, "banque"), FACTS))


def test_what_was_read_again_here_is_no_longer_to_verify(house: House) -> None:
    _, camille = opened(house)
    fees = "Commissions d’intervention, par mois"

    def of(page: str, label: str) -> str:
        return page.partition(label)[2].partition("</li>")[0]

    def balance(page: str) -> str:
        found = page.partition('aria-labelledby="titre-solde"')[2]
        return found.partition("</section>")[0]

    before = text(camille.post(at(None), FACTS))
    assert "à vérifier</span>" in of(before, fees)
    assert "à vérifier</span>" in balance(before)
    lou = house.keyring("Lou")
    confirm(lou, text="Code monétaire et financier", article="R312-4-1")
    for article in ("L162-2", "R162-2 à R162-7"):
        confirm(lou, text="Code des procédures civiles d’exécution", article=article)
    after = text(camille.post(at(None), FACTS))
    assert "à vérifier</span>" not in of(after, fees)
    assert "confirmé ici le" in of(after, fees)
    assert "à vérifier</span>" in of(after, "Rejet de prélèvement")
    assert "à vérifier</span>" not in balance(after)


def test_a_letter_is_kept_sealed_among_the_files_once(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    sent = FACTS | {"written": "1", "go": "keep", "author": "Inès Ferreira-Test"}
    for _ in range(2):
        answer = camille.post(at(dossier, "banque"), sent)
        assert answer.url == reverse("documents:list", args=[dossier.pk])
    kept = contents(house, "Camille", dossier, Document)
    assert [each.kind.value for each in kept] == ["pdf"]
    assert kept[0].title.replace("\u00a0", " ") == (
        "Lettre à la banque : la somme qui devait rester"
    )


def test_taking_a_letter_away_is_journaled_as_a_print(house: House) -> None:
    dossier, camille = opened(house, budget=False)
    before = Entry.objects.filter(act=Act.PRINTED).count()
    camille.post(at(dossier, "frais"), FACTS | {"written": "1", "go": "pdf"})
    assert Entry.objects.filter(act=Act.PRINTED).count() == before + 1


def test_a_character_without_a_font_is_refused_beside_the_letter_with_all_that_was_typed(
    house: House,
) -> None:
    dossier, camille = opened(house, budget=False)
    for go in ("pdf", "keep"):
        sent = FACTS | {"written": "1", "go": go, "paragraph": "Merci 😀"}
        page = camille.post(at(dossier, "frais"), sent)
        assert page.status_code == 422
        assert "ne sait pas écrire un des caractères" in text(page)
        assert "Merci 😀" in text(page)
    assert contents(house, "Camille", dossier, Document) == []


# --- without a dossier -------------------------------------------------------------------------


def test_the_desk_computes_without_a_dossier_and_keeps_nothing(house: House) -> None:
    camille = client_of(house, "Camille")
    before = Entry.objects.count()
    page = camille.post(at(None), FACTS)
    assert "1 299,58 €" in text(page)
    assert "no-store" in page["Cache-Control"]
    letter = camille.post(at(None, "creancier"), FACTS | {"written": "1", "go": "keep"})
    assert letter.status_code == 200, "nothing to keep it in: the letter is shown again"
    assert "Garder dans les pièces" not in text(letter)
    assert Entry.objects.count() == before


def test_reception_reckons_too_and_an_administrator_has_no_such_page(house: House) -> None:
    assert client_of(house, "Rachel").get(at(None)).status_code == 200
    assert "Minimum vital" in text(client_of(house, "Rachel").get(at(None)))
