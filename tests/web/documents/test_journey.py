"""A file added, shown, dated, taken away in a real browser; every page looked at."""

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from entrenous.documents import store
from entrenous.documents.models import StoredFile
from tests.browsing import sign_in
from tests.documents.papers import attached, letter, mail, pdf
from tests.dossiers.files import open_samia
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_a_file_is_added_shown_dated_and_taken_away(
    site: Site, page: Page, look: Look, tmp_path: Path
) -> None:
    house = full_house()
    dossier = open_samia(house)
    sign_in(page, site, house, "Camille")
    page.goto(f"{site.url}/dossiers/{dossier.pk}/")
    page.get_by_role("link", name="Pièces").click()
    expect(page.get_by_role("heading", name="Aucune pièce ici")).to_be_visible()
    page.get_by_role("link", name="Ajouter une pièce").click()
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("[data-resume-erreurs]")).to_be_focused()
    look(page, "pieces-ajouter-erreur")
    refused_before_it_is_sent(page, tmp_path / "programme.exe")
    paper = tmp_path / "jugement-Amrani.pdf"
    paper.write_bytes(pdf(3))
    page.get_by_label("Fichier").set_input_files(paper)
    page.get_by_label("Ce que c’est").fill("Jugement du juge aux affaires familiales")
    page.get_by_label("Date inscrite").fill("31 02 2026")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("Le fichier est ajouté et scellé")).to_be_visible()
    look(page, "pieces-decrire-erreur")
    page.get_by_label("Date inscrite").fill("12 01 2026")
    page.get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_role("img", name="Page 3 sur 3")).to_be_attached()
    for image in page.get_by_role("img", name="Page").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
        assert image.evaluate("i => i.naturalWidth") > 1_000
    page.evaluate("scrollTo(0, 0)")
    look(page, "pieces-voir")
    page.get_by_role("link", name="Lire les mots seuls").click()
    expect(page.get_by_text("Il n’y a pas de texte à lire")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Télécharger").click()
    assert "Amrani" not in taken.value.suggested_filename
    assert Path(taken.value.path()).read_bytes() == paper.read_bytes()

    attached(house, dossier.pk, mail(), "Impayé.eml", on=date(2025, 11, 2))
    gone = attached(house, dossier.pk, letter(), "Attestation.docx", label="Attestation")
    store.drop(StoredFile.objects.get(record=gone).pk)
    page.goto(f"{site.url}/dossiers/{dossier.pk}/pieces/")
    look(page, "pieces-liste")
    page.get_by_role("link", name="Attestation", exact=True).click()
    expect(page.get_by_text("Le fichier n’est plus sur le serveur")).to_be_visible()
    page.get_by_role("link", name="Toutes les pièces").click()
    page.get_by_role("link", name="Impayé.eml").click()
    expect(page.get_by_text("gestion@exemple.invalid")).to_be_visible()
    page.get_by_role("link", name="Retirer cette pièce").click()
    look(page, "pieces-retirer")
    page.get_by_role("button", name="Retirer la pièce").click()
    expect(page.get_by_text("La pièce est retirée")).to_be_visible()
    expect(page.get_by_role("link", name="Impayé.eml")).to_have_count(0)
    assert StoredFile.objects.count() == 2


def refused_before_it_is_sent(page: Page, program: Path) -> None:
    program.write_bytes(b"MZ")
    page.get_by_label("Fichier").set_input_files(program)
    expect(page.get_by_role("alert")).to_contain_text("n’est pas accepté")
    assert page.get_by_label("Fichier").input_value() == ""
