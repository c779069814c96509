"""In a browser: a procedure is opened from one date, completed, settled, printed, counted alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_the_first_date_to_the_paper_and_to_the_calendar(
    site: Site, page: Page, look: Look
) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")
    hearing = timezone.localdate() + timedelta(days=40)

    page.goto(site.url + reverse("procedures:list", args=[dossier.pk]))
    look(page, "procedures-vide")
    page.get_by_role("link", name="Ouvrir une procédure").first.click()
    page.get_by_label("Impayé de loyer et expulsion").check()
    page.keyboard.press("Enter")
    page.get_by_label("Audience").fill("31/02/2027")
    page.get_by_role("button", name="Voir les dates").click()
    look(page, "procedures-faits-erreur")
    page.get_by_label("Audience").fill(hearing.strftime("%d %m %Y"))
    page.get_by_role("button", name="Voir les dates").click()
    expect(page.get_by_text("Rien n’est encore enregistré")).to_be_visible()
    page.get_by_role("button", name="Ouvrir la procédure").click()
    expect(page.get_by_text("La procédure est ouverte")).to_be_visible()
    page.get_by_role("link", name="Compléter").click()
    page.get_by_label("Bail signé ou renouvelé").fill("2 mai 2019")
    page.get_by_label("Commandement de payer").fill("18/11/25")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Fait : fin du délai pour payer").click()
    expect(page.get_by_text("C’est noté comme fait")).to_be_visible()
    page.get_by_text("Comment cette date est comptée").first.click()
    expect(page.get_by_text("Jour fermé")).to_be_visible()
    look(page, "procedures-procedure")

    page.get_by_role("link", name="Imprimer ses dates").click()
    page.get_by_label("la prochaine étape complète").check()
    page.get_by_role("button", name="Enregistrer sa réponse").click()
    look(page, "procedures-feuille")
    page.get_by_role("link", name="Revenir").click()
    page.get_by_role("link", name="Ne plus suivre").click()
    page.get_by_label("elle n’a plus lieu d’être").check()
    page.get_by_role("button", name="Ne plus suivre").click()
    expect(page.get_by_text("Qui ne sont plus suivies (1)")).to_be_visible()

    page.get_by_role("link", name="Échéances").click()
    page.get_by_label("Surendettement").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Dépôt du dossier").fill("1er octobre 2026")
    page.get_by_role("button", name="Compter les dates").click()
    page.get_by_role("link", name="Mon adresse d’agenda").click()
    page.get_by_role("button", name="Créer mon adresse").click()
    look(page, "echeances-agenda")
