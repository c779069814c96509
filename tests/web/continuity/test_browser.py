"""In a browser: an absence planned and told, what the cover reads, and what two read in danger."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.continuity.models import Cover, DangerAccess
from tests.browsing import sign_in
from tests.continuity.planned import SECRET, STEP
from tests.continuity.test_danger import REASON, RULE, prepared
from tests.ground.browser import Look, Site
from tests.people import full_house


def test_an_absence_and_a_danger_from_end_to_end(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    dossier = prepared(house)
    sign_in(page, site, house, "Camille")
    page.goto(site.url + reverse("continuity:plan"))
    page.get_by_role("button", name="Vérifier").click()
    look(page, "releve-prevoir-erreurs")
    page.get_by_label("Qui prend la relève").select_option(label="Alix Fictif")
    page.get_by_label("Premier jour").fill("aujourd’hui")
    page.get_by_label("Dernier jour").fill("demain")
    page.get_by_label("Les échéances et les prochains rendez-vous seulement").check()
    page.get_by_label("SARR-FICTIF Awa").check()
    page.get_by_role("button", name="Vérifier").click()
    look(page, "releve-verifier")
    page.get_by_role("button", name="Confier ces clés").click()
    expect(page.get_by_text("clé remise")).to_be_visible()
    look(page, "releve")

    sign_in(page, site, house, "Alix")
    cover = Cover.objects.get()
    page.goto(site.url + reverse("continuity:carry", args=[cover.pk]))
    expect(page.get_by_text(STEP)).to_be_visible()
    expect(page.get_by_text(RULE)).to_be_visible()
    assert SECRET not in page.content()
    look(page, "releve-suivre")

    sign_in(page, site, house, "Sacha")
    page.goto(site.url + reverse("continuity:danger_ask"))
    page.get_by_label("Numéro du dossier").fill(str(dossier.pk)[:8])
    page.get_by_label("Qui confirme avec vous").select_option(label="Ines Fictif")
    page.get_by_label("Ce qui fait craindre un danger").fill(REASON)
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Demander l’accès").click()
    access = reverse("continuity:danger", args=[DangerAccess.objects.get().pk])

    sign_in(page, site, house, "Ines")
    page.goto(site.url + access)
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_text("Sacha Fictif peut lire")).to_be_visible()
    look(page, "danger")

    sign_in(page, site, house, "Sacha")
    page.goto(site.url + access)
    page.get_by_role("link", name="Lire").click()
    expect(page.get_by_text(RULE)).to_be_visible()
    assert STEP not in page.content()
    look(page, "danger-lire")
