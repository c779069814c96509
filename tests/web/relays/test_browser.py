"""In a browser: an orientation is prepared, told, answered; a complaint is entered and read."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.complaints.entered import entered
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_her_words_to_the_partners_answer(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    row = entered(house, house.agents["Camille"])
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("relays:list", args=[dossier.pk]))
    page.get_by_role("link", name="Préparer une orientation").first.click()
    page.get_by_label("Organisme ou service").fill("Maison-Fictive des familles")
    page.get_by_role("button", name="Vérifier").click()
    look(page, "orientations-erreur")
    page.get_by_label("Ce qui est demandé").fill("Un premier rendez-vous")
    page.get_by_label("Besoins").fill("Parler de son logement")
    page.get_by_label("papier signé").check()
    page.get_by_role("button", name="Vérifier").click()
    look(page, "orientations-verifier")
    page.get_by_role("button", name="Enregistrer avec son accord").click()
    expect(page.get_by_text("L’orientation est prête")).to_be_visible()
    page.get_by_role("link", name="Transmettre").click()
    look(page, "orientations-transmettre")
    page.get_by_role("button", name="Noter qu’elle est partie").click()
    page.get_by_role("link", name="Noter sa réponse").click()
    page.get_by_label("acceptée").check()
    page.get_by_label("Ce que le partenaire a dit").fill("Rendez-vous mardi")
    page.get_by_role("button", name="Noter sa réponse").click()
    expect(page.get_by_text("Rendez-vous mardi")).to_be_visible()
    look(page, "orientations-acceptee")

    page.goto(site.url + reverse("complaints:of_dossier", args=[dossier.pk]))
    look(page, "reclamation-ecrire")
    sign_in(page, site, house, "Ines")
    page.goto(site.url + reverse("complaints:register"))
    look(page, "reclamations")
    page.get_by_role("link", name=row.ticket).click()
    look(page, "reclamation")
