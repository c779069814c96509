"""In a browser: a code handed over, made discreet, closed at reception. No mouse needed."""

from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import PHRASE, full_house


def test_a_code_from_her_asking_to_its_closing_at_reception(
    site: Site, page: Page, browser: Browser, look: Look
) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")
    state = site.url + reverse("space_desk:state", args=[dossier.pk])

    page.goto(state)
    look(page, "espace-pas-ouvert")
    page.get_by_role("link", name="Ouvrir son espace avec elle").click()
    page.get_by_label("Rien : huit mots à retenir").check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Indiquez votre phrase.")).to_be_visible()
    look(page, "espace-code-erreur")
    page.get_by_label("Votre phrase").fill(PHRASE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Huit mots à retenir")).to_be_visible()
    look(page, "espace-huit-mots")
    page.goto(state)
    page.get_by_role("link", name="Remplacer le code").click()
    page.get_by_label("Une feuille, avec l’adresse du site").check()
    page.get_by_label("Votre phrase").fill(PHRASE)
    page.get_by_role("button", name="Faire le code").click()
    look(page, "espace-feuille")
    page.get_by_role("link", name="Revenir").click()
    page.get_by_role("button", name="Espace discret").click()
    expect(page.get_by_text("rien ne s’ouvre plus à distance")).to_be_visible()
    look(page, "espace-discret")

    desk = browser.new_page()
    sign_in(desk, site, house, "Rachel")
    desk.goto(site.url + reverse("space_desk:reception", args=[dossier.pk]))
    look(desk, "espace-accueil")
    desk.get_by_role("button", name="Fermer l’espace").click()
    expect(desk.get_by_role("heading", name="L’espace est fermé")).to_be_visible()
    desk.close()
    page.goto(state)
    page.get_by_role("button", name="Renouveler la clé").click()
    expect(page.get_by_text("La clé du dossier est renouvelée.")).to_be_visible()
    page.goto(site.url + reverse("space_desk:notice"))
    look(page, "espace-notice")
