"""An ending from the proposal to the return, as two people live it, at every size."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.endings.made import ago
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_an_ending_then_a_return(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Camille")

    def go(name: str) -> None:
        page.goto(site.url + reverse(f"endings:{name}", args=[dossier.pk]))

    def check(button: str) -> None:
        page.get_by_role("button", name="Vérifier").click()
        page.get_by_role("button", name=button).click()

    go("propose")
    page.get_by_label("Sans nouvelles après deux essais").check()
    page.get_by_role("button", name="Vérifier").click()
    look(page, "fin-proposer")
    page.get_by_label("La personne", exact=True).check()
    page.get_by_label("Fin d’un commun accord").check()
    check("Proposer cette fin")
    page.get_by_role("link", name="Noter l’entretien ou la lettre").click()
    page.get_by_label("En entretien, de vive voix").check()
    page.get_by_label("Jour de l’entretien").fill(ago(40).strftime("%d %m %Y"))
    page.get_by_label("Ce que vous retenez ensemble").fill("Dette soldée.")
    look(page, "fin-dire")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Corriger").click()
    expect(page.get_by_label("Ce que vous retenez ensemble")).to_have_value("Dette soldée.")
    check("Enregistrer")
    look(page, "fin")
    go("letter")
    look(page, "fin-lettre")
    go("pronounce")
    check("Terminer l’accompagnement")
    expect(page.get_by_text("Rien n’est programmé.").first).to_be_visible()
    page.get_by_role("link", name="Reprendre l’accompagnement").click()
    page.get_by_label("Pas encore demandé").check()
    check("Reprendre l’accompagnement")
    expect(page.get_by_text("Ce qui a été écrit avant reste replié")).to_be_visible()
    go("no_contact")
    page.get_by_label("La personne", exact=True).check()
    check("Ne plus la recontacter")
    look(page, "fin-apres")
