"""In a browser: the sheet, the choice, the phrase, the steps; then what the other one receives."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site
from tests.people import PHRASE, full_house


def test_from_the_sheet_to_what_the_next_one_reads(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossiers = [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(3)]
    sign_in(page, site, house, "Camille")

    page.goto(site.url + reverse("handover:write", args=[dossiers[0].pk]))
    page.get_by_label("Ce qu’elle veut qu’on sache").fill("Préfère le matin.")
    page.get_by_label("oui, de vive voix").check()
    page.get_by_role("button", name="Enregistrer la fiche").click()
    look(page, "passage-fiche-erreur")
    page.get_by_label("Dit le").fill("10 02 2026")
    page.get_by_role("button", name="Enregistrer la fiche").click()
    expect(page.get_by_text("La fiche est enregistrée et scellée.")).to_be_visible()
    look(page, "passage-fiche")

    page.goto(site.url + reverse("handover:choose"))
    page.get_by_label("Qui devient la personne référente").select_option(label="Alix Fictif")
    page.get_by_label("tous", exact=True).check()
    look(page, "transmettre-choix")
    page.get_by_role("button", name="Continuer").click()
    look(page, "transmettre-liste")
    page.get_by_role("link", name="Vérifier et transmettre").click()
    page.get_by_label("Je transmets quand même").check()
    page.get_by_label("Votre phrase").fill("une autre phrase que la sienne")
    page.get_by_role("button", name="Commencer la transmission").click()
    look(page, "transmettre-verifier-erreur")
    page.get_by_label("Je transmets quand même").check()
    page.get_by_label("Votre phrase").fill(PHRASE)
    page.get_by_role("button", name="Commencer la transmission").click()
    expect(page.get_by_text("3 dossiers transmis à Alix Fictif")).to_be_visible()
    look(page, "transmettre-fin")

    page.context.clear_cookies()
    sign_in(page, site, house, "Alix")
    page.goto(site.url + "/")
    page.get_by_role("link", name="3 dossiers vous sont confiés").click()
    page.get_by_text("Lire la fiche").first.click()
    expect(page.get_by_text("Préfère le matin.")).to_be_visible()
    look(page, "transmettre-confies")
    page.get_by_role("button", name="J’ai lu").first.click()
    expect(page.get_by_text("1 fiche lue.")).to_be_visible()
