"""One journey: a dossier goes to the archives, is read for a reason, comes back; a list is done."""

import re

from playwright.sync_api import Page, expect

from tests.browsing import sign_in
from tests.ground.browser import Look, Site
from tests.people import PHRASE, House, full_house
from tests.retention.old import ARCHIVE_WHY, TEXT, lived, with_archives


def test_archived_read_taken_back_and_a_list_destroyed(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    with_archives(house)
    apart, *_ = lived(house), lived(house, file=False)
    sign_in(page, site, house, "Camille")
    page.goto(f"{site.url}/conservation/dossiers/{apart.pk}/archiver/")
    page.get_by_label("Pourquoi garder ce dossier en archive").fill(ARCHIVE_WHY)
    page.get_by_label("dit de vive voix").check()
    look(page, "archiver")
    page.get_by_role("button", name="Mettre en archive").click()
    expect(page.get_by_text("Vous ne l’ouvrez plus")).to_be_visible()

    sign_in(page, site, house, "Lou")
    page.goto(f"{site.url}/conservation/archives/")
    look(page, "archives")
    page.get_by_role("link", name=str(apart.pk)[:8]).click()
    page.get_by_label("une demande de la justice").check()
    page.get_by_label("En précisant").fill("Référence fictive 12.")
    page.get_by_role("button", name="Lire le dossier").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    look(page, "archive-lue")
    page.goto(f"{site.url}/conservation/archives/")
    page.get_by_label("Nom de la personne revenue").fill("Sarr")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name=re.compile("SARR", re.IGNORECASE)).click()
    page.get_by_label("Qui la suivra").select_option(label="Alix Fictif")
    page.get_by_label("La personne a dit oui le").fill("aujourd’hui")
    look(page, "archive-reprise")
    page.get_by_role("button", name="Confier le dossier").click()
    expect(page.get_by_text("Rien en archive")).to_be_visible()

    _destroy_the_other(house, site, page, look)


def _destroy_the_other(house: House, site: Site, page: Page, look: Look) -> None:
    sign_in(page, site, house, "Camille")
    page.goto(f"{site.url}/conservation/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Proposer la destruction").click()
    page.get_by_role("button", name="Proposer cette liste").click()
    address = page.url

    sign_in(page, site, house, "Ines")
    page.goto(f"{address}visa/")
    page.get_by_label("Archiviste").fill("Archives départementales (fictif)")
    page.get_by_label("Numéro du visa").fill("ADF-2026-31")
    page.get_by_label("Visa du").fill("aujourd’hui")
    page.get_by_role("button", name="Inscrire le visa").click()
    look(page, "liste")
    page.get_by_role("link", name="Confirmer la destruction").click()
    page.get_by_label("Votre phrase").fill(PHRASE)
    page.get_by_role("button", name="Commencer").click()
    expect(page.get_by_text("1 dossier effacé sur 1.")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Attestation").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
