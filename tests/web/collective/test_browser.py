"""In a browser: a mandate is given and used; a group is led; the desk orients. Axe on each page."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_a_mandate_to_its_result_then_a_group(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("mediations:list", args=[dossier.pk]))
    page.get_by_role("link", name="Prendre un mandat").first.click()
    page.get_by_role("textbox", name="Avec qui").fill("Banque-Fictive")
    page.get_by_role("button", name="Vérifier").click()
    look(page, "mandat-erreur")
    page.get_by_role("textbox", name="À quel sujet").fill("les frais de juin")
    page.get_by_role("textbox", name="Besoins").fill("étaler les frais")
    page.get_by_label("mandat écrit").check()
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Enregistrer avec son accord").click()
    expect(page.get_by_text("Le mandat est enregistré")).to_be_visible()
    page.get_by_role("link", name="Noter ce qui est dit").click()
    page.get_by_label("Ce qui s’est dit").fill("Demandé un étalement")
    page.get_by_role("button", name="Noter ce qui a été dit").click()
    expect(page.get_by_text("Demandé un étalement")).to_be_visible()
    look(page, "mediation")

    page.goto(site.url + reverse("collective:list"))
    page.get_by_role("link", name="Commencer une action").first.click()
    page.get_by_role("textbox", name="Titre").fill("Cuisiner à petit prix")
    page.get_by_role("textbox", name="Besoin observé").fill("Les colis ne suffisent plus")
    page.get_by_role("button", name="Ouvrir l’action").click()
    page.get_by_role("link", name="Ajouter une séance").click()
    page.get_by_label("Le", exact=True).fill("27 11 2026")
    page.get_by_label("À", exact=True).fill("14 h")
    page.get_by_role("button", name="Enregistrer la séance").click()
    page.get_by_role("link", name="Compter la séance").click()
    page.get_by_label("Personnes venues").fill("6")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("La séance est comptée")).to_be_visible()
    page.get_by_role("link", name="Compter des papiers").click()
    page.get_by_label("Papiers revenus").fill("4")
    page.get_by_role("button", name="Enregistrer").click()
    look(page, "action-collective")
