"""In a browser: a lead asks the custodians, tells, carries the file out, and the result in."""

from pathlib import Path

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.dossiers.contents import PersonCard
from tests.browsing import sign_in
from tests.custody.ceremony import MOTIVE, opened_by_custodians
from tests.dossiers.opened import contents, dossier_of
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_from_the_request_to_the_dossier_given_back(
    site: Site, page: Page, look: Look, tmp_path: Path
) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    sign_in(page, site, house, "Ines")

    page.goto(site.url + reverse("custody:home"))
    look(page, "secours-vide")
    page.get_by_role("link", name="Demander aux gardiens").click()
    page.get_by_role("link", name="Camille Fictif").click()
    page.get_by_role("button", name="Vérifier").click()
    look(page, "secours-demander-erreurs")
    page.get_by_label("Décès de la personne qui tenait les dossiers").check()
    page.get_by_label("Ce que les gardiens doivent savoir").fill(MOTIVE)
    page.get_by_label("Qui reprend ces dossiers").select_option(label="Alix Fictif")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Signer la demande").click()
    expect(page.get_by_text("Avis à donner")).to_be_visible()
    for _ in range(2):
        page.get_by_role("link", name="Noter l’avis").first.click()
        page.get_by_label("envoyé par courrier").check()
        page.get_by_label("Le", exact=True).fill("aujourd’hui")
        page.get_by_role("button", name="Noter").click()
    expect(page.get_by_text("Délai en cours")).to_be_visible()
    page.get_by_text("1 personne accompagnée").click()
    look(page, "secours-demande")

    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger la demande").click()
    result = tmp_path / "resultat.json"
    result.write_bytes(opened_by_custodians(house, taken.value.path().read_bytes()))
    page.get_by_label("Résultat des gardiens").set_input_files(result)
    page.get_by_role("button", name="Reprendre le résultat").click()
    expect(page.get_by_text("Clés remises à Alix Fictif")).to_be_visible()
    (card,) = contents(house, "Alix", dossier, PersonCard)
    assert card.family_name == "Sarr-Fictif"
