"""In a browser: an account was seized; what had to stay, the letter to the bank, kept."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.budgets import actions
from entrenous.budgets.codes import HomeStatus, ResourceKind
from entrenous.budgets.contents import Adult, Budget, Home, Resource
from entrenous.documents.contents import Document
from entrenous.dossiers.models import Dossier
from entrenous.law.aid.reading import SHEETS
from tests.browsing import sign_in
from tests.dossiers.opened import contents, dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house

BUDGET = Budget(
    on=date(2026, 5, 4),
    adults=(Adult(),),
    home=Home(HomeStatus.TENANT_SOCIAL, Decimal(260)),
    resources=(Resource(ResourceKind.SALARY, Decimal(900), adult=0),),
    all_resources=True,
)


def test_from_a_seized_account_to_the_letter_that_is_kept(
    site: Site, page: Page, look: Look, settings: Any, tmp_path: Path
) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    actions.keep(house.keyring("Camille"), dossier, BUDGET, based_on=0)
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("minimum:dossier", args=[dossier.pk]))
    expect(page.get_by_text("811,42 €", exact=True)).to_be_visible()
    page.get_by_label("Solde le jour de la saisie").fill("neuf cents")
    page.keyboard.press("Enter")
    look(page, "minimum-erreur")
    page.get_by_label("Solde le jour de la saisie").fill("900")
    page.get_by_label("Jour du calcul").fill("04 05 2026")
    page.keyboard.press("Enter")
    expect(page.get_by_text("248,31 €", exact=True)).to_be_visible()
    page.get_by_text("Comment c’est compté").click()
    page.get_by_text("Toute la liste").click()
    page.get_by_text("Les plafonds").click()
    look(page, "minimum")

    page.get_by_role("button", name="Lettre à la banque : la somme qui devait rester").click()
    page.get_by_label("Ce que la banque a laissé").fill("900")
    page.get_by_role("button", name="Mettre la lettre à jour").click()
    expect(page.get_by_role("alert").or_(page.locator("[data-resume-erreurs]"))).to_be_visible()
    page.get_by_label("Ce que la banque a laissé").fill("200")
    page.keyboard.press("Enter")
    expect(page.get_by_text("451,69 €")).to_be_visible()
    look(page, "minimum-lettre")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Prendre le PDF").click()
    assert taken.value.suggested_filename == "lettre.pdf"
    page.get_by_role("button", name="Garder dans les pièces").click()
    expect(page.get_by_text("La lettre est gardée, scellée")).to_be_visible()
    assert len(contents(house, "Camille", dossier, Document)) == 1

    page.goto(site.url + reverse("aid:list", args=[dossier.pk]))
    look(page, "aides-vides")
    settings.ENTRENOUS_AID = tmp_path
    (tmp_path / str(house.organisation.pk)).mkdir()
    shutil.copy(SHEETS / "secours_exemple.toml", tmp_path / str(house.organisation.pk))
    _applies_a_sheet(site, page, look, dossier)
    page.get_by_role("link", name="Ce qui doit rester").click()
    page.get_by_role("button", name="Lettre à la société de recouvrement").click()
    page.get_by_role("button", name="Changer les chiffres").click()
    expect(page.get_by_label("Revenu net du mois")).to_have_value("900")


def _applies_a_sheet(site: Site, page: Page, look: Look, dossier: Dossier) -> None:
    """A sheet of the organisation's own: a wrong figure, then its result."""
    page.goto(site.url + reverse("aid:sheet", args=[dossier.pk, "secours_exemple"]))
    page.get_by_label("Personnes").fill("zéro")
    page.keyboard.press("Enter")
    expect(page.locator("[data-resume-erreurs]")).to_be_visible()
    look(page, "aide-erreur")
    page.get_by_label("Personnes").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hors barème").first).to_be_visible()
    look(page, "aide")
    page.goto(site.url + reverse("aid:list", args=[dossier.pk]))
