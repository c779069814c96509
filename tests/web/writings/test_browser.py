"""In a browser: a report is framed, written, read together, sent and printed. No mouse needed."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment
from entrenous.plans import assessment
from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house
from tests.writings.written import CONCERN, sent


def test_from_the_purpose_to_the_day_it_left(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    money = DomainAssessment(Domain.MONEY, facts="RSA depuis le 5 janvier, 640 € par mois.")
    assessment.keep_domain(house.keyring("Camille"), dossier, money, based_on=0)
    alert = sent(house, dossier, CONCERN)
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("writings:list", args=[dossier.pk]))
    page.get_by_role("link", name="Écrire à un tiers").first.click()
    page.get_by_label("rapport social").check()
    page.get_by_label("Sur quelle règle").select_option("ccapex")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("À qui").fill("Service instructeur de la CCAPEX")
    page.get_by_label("Pour quoi").fill("Prévenir l’expulsion")
    page.keyboard.press("Enter")
    page.get_by_label("Ressources", exact=True).check()
    page.get_by_label("Reprise du paiement du loyer").check()
    page.get_by_role("button", name="Commencer l’écrit").click()
    page.get_by_label("Ressources").fill("RSA depuis le 5 janvier. Elle voit un médecin.")
    page.get_by_text("Dans l’évaluation").first.click()
    look(page, "ecrits-ecrire")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("À relire")).to_be_visible()
    page.get_by_role("link", name="Lire ensemble").click()
    page.get_by_label("Ce que la personne ajoute").fill("Je paie mon loyer depuis décembre.")
    page.get_by_role("button", name="Noter la lecture").click()
    page.get_by_role("link", name="Envoyer").click()
    page.get_by_label("courrier").check()
    look(page, "ecrits-envoyer")
    page.get_by_role("button", name="Noter qu’il est parti").click()
    expect(page.get_by_text("la personne peut lire qu’il est parti")).to_be_visible()
    page.get_by_role("link", name="Imprimer").click()
    look(page, "ecrits-feuille")
    page.goto(site.url + reverse("writings:lift", args=[dossier.pk, alert]))
    expect(page.get_by_label("Par qui, au service juridique")).to_be_visible()
