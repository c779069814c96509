"""Story H5 in a browser: the platform promises a call, the house keeps it; who lives elsewhere."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from entrenous.agents.models import NeighbourService
from entrenous.slips.models import Slip, Slot
from tests.browsing import sign_in
from tests.ground.browser import Look, Site
from tests.people import full_house
from tests.slips.dropped import platform


def test_a_call_promised_by_the_platform_is_kept_by_the_house(
    site: Site, page: Page, look: Look
) -> None:
    house = full_house()
    _, token = platform(house)
    NeighbourService.objects.create(organisation=house.organisation, name="Ailleurs (fictif)")
    sign_in(page, site, house, "Rachel")
    page.goto(site.url + reverse("slips:slots"))
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("Jour").fill(f"{tomorrow:%d %m %Y}")
    page.get_by_label("De", exact=True).fill("10 h")
    page.get_by_label("À", exact=True).fill("11 h")
    page.get_by_role("button", name="Ouvrir").click()
    look(page, "fiches-creneaux")

    page.goto(site.url + reverse("slips:enter"))
    page.get_by_label("Code d’accès").fill(token)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Commune").fill("Felletin")
    page.get_by_role("button", name="Voir les créneaux").click()
    expect(page.get_by_text("Ailleurs (fictif)").first).to_be_visible()
    page.get_by_label("Commune").fill("St Orme")
    page.get_by_label("Numéro et rue").fill("12 bis r. des Tann.")
    page.get_by_role("button", name="Voir les créneaux").click()
    page.get_by_label("Nom", exact=True).fill("Benhaddou-Roche")
    page.get_by_label("Prénom").fill("Idriss")
    page.get_by_label("avant 11 h").check()
    page.get_by_role("button", name="Déposer la fiche").click()
    look(page, "fiches-erreur")
    page.get_by_label("Numéro à rappeler").fill("01 99 00 47 12")
    page.get_by_label("Motif").select_option("work_stop")
    page.get_by_role("button", name="Déposer la fiche").click()
    expect(page.get_by_text(Slip.objects.get().receipt)).to_be_visible()
    look(page, "fiches-recu")
    assert Slot.objects.get().taken == 1

    page.goto(site.url + reverse("slips:list"))
    expect(page.get_by_text("a promis un appel avant 11")).to_be_visible()
    look(page, "fiches-liste")
    page.get_by_role("link", name="Idriss BENHADDOU-ROCHE").click()
    page.get_by_label("la personne a été jointe").check()
    look(page, "fiche-rappeler")
    page.get_by_role("button", name="Noter l’appel").click()
    page.get_by_role("button", name="Noter sa demande").click()
    expect(page.locator("input[name=family_name]")).to_have_value("Benhaddou-Roche")

    page.goto(site.url + reverse("territory:find"))
    page.get_by_label("Commune").fill("Felletin")
    page.get_by_role("button", name="Trouver").click()
    look(page, "adresse-ailleurs")
    page.get_by_role("link", name="Préparer le papier").click()
    look(page, "adresse-papier")
