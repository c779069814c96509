"""In a browser, from the keyboard: a session, a double booking, a ticket, the wall, the meeting."""

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from entrenous.reception.models import Demande
from tests.browsing import sign_in
from tests.dossiers.opened import dossier_of
from tests.ground.browser import Look, Site, settled
from tests.people import House, full_house
from tests.reception.test_agenda import monday
from tests.reception.test_demandes import record


def test_from_a_planned_session_to_the_wall_and_the_meeting(
    site: Site, page: Page, look: Look
) -> None:
    house = full_house()
    dossier = dossier_of(house, "Camille")
    demande = record(house, secteur=house.secteur)
    day = monday().strftime("%d %m %Y")
    sign_in(page, site, house, "Camille")
    page.goto(site.url + reverse("reception:places"))
    page.get_by_label("Nom du lieu").fill("Bureau 3")
    page.keyboard.press("Enter")
    settled(page)
    page.goto(site.url + reverse("reception:sessions"))
    page.locator("#id_worker").select_option(label="Camille Fictif")
    page.locator("#id_place").select_option(label="Bureau 3")
    page.locator("#id_on").fill(day)
    page.locator("#id_at").fill("9 h")
    page.keyboard.press("Enter")
    settled(page)

    page.goto(site.url + reverse("reception:appointment", args=[dossier.pk]))
    for expected in ("Le rendez-vous est fixé", "Ce créneau est déjà pris"):
        page.locator("#id_on").fill(day)
        page.locator("#id_at").fill("9 h 30")
        page.locator("#id_minutes").fill("30")
        page.locator("#id_session").select_option(index=1)
        page.get_by_role("button", name="Fixer le rendez-vous").press("Enter")
        expect(page.get_by_text(expected).first).to_be_visible()
        if expected.startswith("Le"):
            look(page, "agenda-semaine")
            page.goto(site.url + reverse("reception:appointment", args=[dossier.pk]))
    page.goto(site.url + reverse("reminders:list"))
    look(page, "rappels")
    _call_and_show(site, page, look, house, demande)


def _call_and_show(site: Site, page: Page, look: Look, house: House, demande: Demande) -> None:
    page.goto(site.url + reverse("reception:waiting"))
    page.get_by_label(f"Salle où appeler le ticket {demande.ticket}").select_option(
        label="Bureau 3"
    )
    page.get_by_role("button", name=f"Appeler le ticket {demande.ticket}").press("Enter")
    settled(page)
    look(page, "salle-attente")
    page.goto(site.url + reverse("reception:before-attribution", args=[demande.pk]))
    page.get_by_role("button", name="Ne pas m’attribuer cette demande").press("Enter")
    settled(page)
    look(page, "avant-attribution")

    sign_in(page, site, house, "Ines")
    page.goto(site.url + reverse("reception:screen"))
    page.get_by_role("button", name="Créer l’adresse").press("Enter")
    settled(page)
    wall = page.locator("#adresse").inner_text()
    page.goto(site.url + reverse("team:vacancies"))
    page.locator("#id_secteur").select_option(label="Secteur 07")
    page.locator("#id_since_on").fill(timezone.localdate().strftime("%d %m %Y"))
    page.locator("#id_cover").select_option(label="Alix Fictif")
    page.get_by_role("button", name="Garder").press("Enter")
    settled(page)
    page.goto(site.url + reverse("team:team"))
    expect(page.get_by_text("Ne pas attribuer : Camille Fictif")).to_be_visible()
    look(page, "equipe-attribution")
    page.goto(wall)
    expect(page.get_by_text(demande.ticket)).to_be_visible()
    look(page, "ecran")
