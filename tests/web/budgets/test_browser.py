"""In a browser: a budget typed without a mouse, corrected, added to, printed."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.budgets.typed import AWA, kept
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_the_first_line_to_the_printed_sheet(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("budgets:budget", args=[dossier.pk]))
    look(page, "budget-vide")
    page.get_by_role("link", name="Noter le budget").click()
    first = page.get_by_role("group", name="Ressource 1", exact=True)
    first.get_by_label("Ressource").focus()
    page.keyboard.type("salaire")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("1 234,56 €")
    page.get_by_label("Logement", exact=True).select_option("tenant_social")
    page.get_by_label("Loyer du mois").fill("-412")
    page.get_by_role("button", name="Ajouter des ressources").click()
    fifth = page.get_by_role("group", name="Ressource 5", exact=True)
    expect(fifth.get_by_label("Ressource")).to_be_focused()
    expect(first.get_by_label("Montant")).to_have_value("1 234,56 €")
    page.keyboard.type("RSA")
    page.get_by_role("group", name="Dette 1", exact=True).get_by_label("Reste dû").fill("412.60")
    page.keyboard.press("Enter")
    look(page, "budget-erreurs")
    page.get_by_role("link", name="Dette 1").click()
    page.keyboard.type("eau")
    page.get_by_label("Loyer du mois").fill("412")
    page.get_by_label("Loyer du mois").press("Enter")
    expect(page.get_by_text("Le budget est enregistré")).to_be_visible()
    expect(page.get_by_text("on ne peut pas le dire")).to_be_visible()

    kept(house, dossier, AWA, words="« Le chauffage d’abord. »", based_on=1)
    page.reload()
    look(page, "budget")
    page.get_by_role("link", name="Au 22").or_(page.locator(".versions a")).first.click()
    expect(page.get_by_text("Une version d’avant")).to_be_visible()
    page.get_by_role("link", name="Voir le budget d’aujourd’hui").click()
    page.get_by_role("link", name="Imprimer pour la personne").click()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    look(page, "budget-feuille")
    page.get_by_role("link", name="Revenir au budget").click()
