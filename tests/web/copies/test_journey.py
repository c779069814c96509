"""A copy asked for, read again, refused to leave too early, handed over: in a real browser."""

from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.copies.files import GIVEN, KEPT, THIRD, fill
from tests.dossiers.files import open_samia
from tests.ground.browser import Look, Site, settled
from tests.people import full_house


def test_from_the_request_to_the_copy(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    house.organisation.small_service = True
    house.organisation.save(update_fields=["small_service"])
    dossier = open_samia(house)
    fill(house, dossier)
    sign_in(page, site, house, "Camille")
    page.goto(f"{site.url}/dossiers/{dossier.pk}/copie/")
    expect(page.get_by_role("heading", name="Aucune demande de copie")).to_be_visible()
    page.get_by_role("link", name="Noter une demande").click()
    page.get_by_role("button", name="Noter la demande").click()
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    page.get_by_label("la personne elle-même").check()
    page.get_by_label("à l’accueil").check()
    page.get_by_label("Ce qui est demandé").fill("Tout mon dossier.")
    page.get_by_label("l’identité et la qualité").check()
    page.get_by_role("button", name="Noter la demande").click()
    expect(page.get_by_text("à relire", exact=False).first).to_be_visible()
    look(page, "copie-relecture")
    page.get_by_role("link", name="Lire la suite").first.click()
    settled(page)
    for _ in range(20):
        if page.get_by_role("heading", name="Ma décision").count() == 0:
            break
        if page.get_by_text(THIRD).count():
            look(page, "copie-ecrit")
            page.get_by_label("donner en masquant des passages").check()
        elif page.get_by_text(KEPT).count():
            page.get_by_label("garder", exact=True).check()
            page.get_by_label("Motif, s’il est gardé").select_option("third_party")
        else:
            page.get_by_label("donner", exact=True).check()
        page.get_by_role("button", name="Enregistrer et lire la suite").click()
        settled(page)
    expect(page.get_by_text("Tout a été relu")).to_be_visible()
    page.get_by_role("link", name="Voir ce qui partirait").click()
    expect(page.get_by_text(GIVEN).first).to_be_visible()
    assert page.get_by_text(THIRD).count() == 0
    page.get_by_role("link", name="Revenir à la demande").click()
    page.get_by_role("link", name="Remettre").click()
    page.get_by_label("en main propre").check()
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Remettre").click()
    expect(page.get_by_text("La copie est faite")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger le PDF").click()
    assert "Amrani" not in taken.value.suggested_filename
