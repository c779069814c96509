"""In a browser: an agreement is noted in three pages, printed, withdrawn. No mouse needed."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.consents.agreed import current, noted
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_the_first_question_to_the_withdrawal(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("consents:list", args=[dossier.pk]))
    page.get_by_role("link", name="Noter un accord").first.click()
    page.get_by_label("À qui").select_option("employeur")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("À qui").select_option("caf_aide")
    page.get_by_label("Pour quoi").fill("Demander un secours pour la facture d’électricité")
    page.keyboard.press("Enter")
    page.get_by_label("budget", exact=True).check()
    page.get_by_label("papier signé").check()
    page.get_by_label("Jusqu’au").fill("01 01 2020")
    page.get_by_role("button", name="Vérifier").click()
    look(page, "accords-quoi-erreur")
    page.get_by_role("button", name="Revenir à la page 1").click()
    page.get_by_label("À qui").select_option("")
    page.get_by_label("Nom de l’organisme").fill("Énergie-Fictive")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_label("budget", exact=True)).to_be_checked()
    page.get_by_label("charges").check()
    page.get_by_label("Jusqu’au").fill("01 01 2027")
    page.get_by_role("button", name="Vérifier").click()
    look(page, "accords-verifier")
    page.get_by_role("button", name="Enregistrer l’accord").click()
    expect(page.get_by_text("C’est noté et scellé")).to_be_visible()

    record = noted(house, dossier, current(items=("budget", "objet_aide", "sante")))
    page.goto(site.url + reverse("consents:agreement", args=[dossier.pk, record]))
    page.get_by_role("link", name="Imprimer son reçu").click()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    look(page, "accords-recu")
    page.get_by_role("link", name="Revenir à l’accord").click()
    page.get_by_role("link", name="Retirer").click()
    page.get_by_label("budget", exact=True).uncheck()
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("C’est retiré")).to_be_visible()
    look(page, "accords-accord")
    page.get_by_role("link", name="Tous les accords").click()
