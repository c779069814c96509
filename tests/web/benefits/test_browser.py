"""In a browser: a budget becomes an estimate, a curve, a change, a sheet. No mouse needed."""

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.benefits.engines import engine
from tests.browsing import sign_in
from tests.budgets import typed as budgets
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_the_budget_to_the_sheet(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    budgets.kept(house, dossier)
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("benefits:list", args=[dossier.pk]))
    look(page, "droits-vide")  # the engine is not there: the page says it
    page.get_by_role("link", name="Estimer les droits").first.click()
    expect(page.locator("#id_net_salary")).to_have_value("309")
    page.get_by_label("Loyer du mois").fill("-412")
    page.get_by_label("oui", exact=True).check()
    page.get_by_role("button", name="Estimer").click()
    look(page, "droits-questions-erreur")

    with engine(settings.ENTRENOUS_HOME):
        page.get_by_label("non", exact=True).check()
        expect(page.get_by_text("Le conjoint ou la conjointe")).to_be_hidden()
        page.get_by_label("Loyer du mois").fill("412")
        page.get_by_label("Nationalité").select_option("fr")
        page.get_by_label("séparation", exact=True).check()
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Estimer").press("Enter")
        expect(page.get_by_text("L’estimation est scellée")).to_be_visible()
        page.locator("summary", has_text="RSA").press("Enter")
        expect(page.get_by_text("décret 2026-220")).to_be_visible()
        look(page, "droits-resultat")

        page.get_by_role("link", name="Si je travaille plus").click()
        look(page, "droits-courbe")
        page.get_by_text("valeurs, en tableau").click()
        expect(page.get_by_role("cell", name="1 975 €")).to_be_visible()
        page.go_back()
        page.get_by_role("link", name="Et si…").click()
        page.get_by_label("le loyer", exact=True).check()
        page.get_by_label("Nouveau loyer").fill("500,50")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Avant et après").first).to_be_visible()

    page.get_by_role("link", name="Imprimer sa feuille").click()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    expect(page.get_by_role("heading", name="Vous pourriez demander")).to_be_visible()
    look(page, "droits-feuille")
